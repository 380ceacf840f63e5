import type { Tx } from '../port.ts';
import { attendanceStore } from './attendance.ts';
import { auditStore, metaStore } from './audit.ts';
import { claimStore, liveKeyStore } from './claims.ts';
import { deviceStore } from './devices.ts';
import { consentStore } from './consents.ts';
import { exhibitStore } from './exhibits.ts';
import { inboxStore } from './inbox.ts';
import { ledgerStore } from './ledger.ts';
import { mediaProposalStore } from './media-proposals.ts';
import { mediaStore } from './media.ts';
import { pairingStore } from './pairings.ts';
import { passStore } from './passes.ts';
import { peopleStore } from './people.ts';
import { phoneStore } from './phones.ts';
import { recordStore } from './records.ts';
import { recordingStore } from './recordings.ts';
import { reportStore } from './reports.ts';
import { seatStore } from './seats.ts';
import type { Sql } from './sql.ts';
import { staffStore } from './staff.ts';
import { unionStore } from './unions.ts';

/** Every store over one connection. Whoever holds it is inside that connection's transaction. */
export const txOver = (sql: Sql): Tx => ({
	records: recordStore(sql),
	ledger: ledgerStore(sql),
	attendance: attendanceStore(sql),
	inbox: inboxStore(sql),
	people: peopleStore(sql),
	seats: seatStore(sql),
	passes: passStore(sql),
	claims: claimStore(sql),
	liveKeys: liveKeyStore(sql),
	phones: phoneStore(sql),
	devices: deviceStore(sql),
	pairings: pairingStore(sql),
	staff: staffStore(sql),
	unions: unionStore(sql),
	exhibits: exhibitStore(sql),
	media: mediaStore(sql),
	mediaProposals: mediaProposalStore(sql),
	consents: consentStore(sql),
	recordings: recordingStore(sql),
	reports: reportStore(sql),
	audit: auditStore(sql),
	meta: metaStore(sql),
});
