import { deskPins } from './0008-desk-pins.ts';
import { consentsAnew } from './0021-consents-anew.ts';
import { consentsConfirmed } from './0024-consents-confirmed.ts';
import { consoleTables } from './0011-console.ts';
import { claims } from './0010-claims.ts';
import { doorway } from './0005-doorway.ts';
import { decisions } from './0004-decisions.ts';
import { access } from './0003-access.ts';
import { lostStores } from './0009-lost-stores.ts';
import { exhibition } from './0014-exhibition.ts';
import { exhibitsWithoutMedia } from './0019-exhibits-without-media.ts';
import { ledger } from './0001-ledger.ts';
import { mediaProposals } from './0023-media-proposals.ts';
import type { Migration } from './migration.ts';
import { guests } from './0016-guests.ts';
import { parties } from './0015-parties.ts';
import { partiesInReports } from './0017-parties-in-reports.ts';
import { people } from './0002-people.ts';
import { phones } from './0006-phones.ts';
import { promisedSeats } from './0020-promised-seats.ts';
import { recordings } from './0018-recordings.ts';
import { reports } from './0013-reports.ts';
import { search } from './0007-search.ts';
import { unionsInReports } from './0022-unions-in-reports.ts';

/** Every migration, oldest first. Add to the end; never edit a released one. */
export const MIGRATIONS: readonly Migration[] = [
	ledger,
	people,
	access,
	decisions,
	doorway,
	phones,
	search,
	deskPins,
	lostStores,
	claims,
	consoleTables,
	exhibition,
	parties,
	guests,
	reports,
	partiesInReports,
	recordings,
	exhibitsWithoutMedia,
	promisedSeats,
	consentsAnew,
	unionsInReports,
	mediaProposals,
	consentsConfirmed,
];
