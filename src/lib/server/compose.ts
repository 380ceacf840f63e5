import type { Clock } from '../base/clock.ts';
import type { Random } from '../base/random.ts';
import { err, ok, type Result } from '../base/result.ts';
import { parseBody } from '../sync/records.ts';
import { accountService } from './accounts.ts';
import { attendanceService } from './attendance.ts';
import type { Config } from './config.ts';
import { catalogueEditService } from './catalogue-edits.ts';
import { claimService } from './claims.ts';
import type { Context } from './context.ts';
import { deskTabletService } from './desk-tablets.ts';
import { deskService } from './desk.ts';
import { deviceService } from './devices.ts';
import type { Hub } from './hub.ts';
import { inboxService } from './inbox.ts';
import { openKeyring } from './keyring.ts';
import { ledgerService } from './ledger.ts';
import { livePassService } from './live-passes.ts';
import { liveService } from './live.ts';
import { hubDeviceId } from './own-identity.ts';
import { makeLog, type Log } from './log.ts';
import { noticeService } from './notices.ts';
import { unionSignIn } from './oidc.ts';
import { passService } from './passes.ts';
import { memberService } from './members.ts';
import { mineService } from './mine-service.ts';
import { phoneService } from './phone-sessions.ts';
import { recordService } from './records.ts';
import { renewSearchKeys } from './renew-search.ts';
import { agreeOnKeys } from './same-keys.ts';
import { exhibitionService } from './exhibition/service.ts';
import { mediaService } from './media/service.ts';
import { recordingService } from './recordings/service.ts';
import { holidayService } from './holidays.ts';
import { noteOldReports, renewAllReports } from './reports/renew-reports.ts';
import { scheduleKeyService } from './schedule-keys.ts';
import { scheduleService } from './schedule.ts';
import { screenService } from './screens.ts';
import { sessionCodeService } from './session-codes.ts';
import { signUpService } from './sign-up-service.ts';
import { signingKeyService } from './signing-keys.ts';
import { staffService } from './staff.ts';
import { movedBackFault } from './keeping/moved.ts';
import { openStorage } from './storage/open.ts';
import type { HubStorage } from './storage/port.ts';
import { unionService } from './unions.ts';
import { sweep } from './sweep.ts';
import { sharingService } from './two-places.ts';

/** What the hub takes from its surroundings. */
export interface Surroundings {
	readonly clock: Clock;
	readonly random: Random;
	/** Lines on stderr where none is given. */
	readonly log?: Log;
	/** What the configuration says where none is given. Closed with the hub. */
	readonly storage?: HubStorage;
}

const SWEEP_EVERY = 3_600_000;
/** After an update reports may have to be counted anew, which takes a city minutes: not before it listens. */
const COUNT_ANEW_AFTER = 10_000;
/** Exhibits are put up and taken down by the minute. */
const SETTLE_EVERY = 60_000;

/** Opens storage and keys and puts the services together. The error is one line with the way out. */
export async function openHub(config: Config, around: Surroundings): Promise<Result<Hub, string>> {
	const opened = around.storage ? ok(around.storage) : await openStorage(config);
	if (!opened.ok) return opened;
	const storage = opened.value;
	const moved = await movedBackFault(storage);
	if (moved !== null) {
		await storage.close();
		return err(moved);
	}
	const keyring = openKeyring(config.dataDir, around);
	const problem = keyring.ok ? await agreeOnKeys(storage, keyring.value, config.dataDir) : keyring.error;
	if (!keyring.ok || problem !== null) {
		await storage.close();
		return err(problem!);
	}
	const live = liveService(storage);
	const log = around.log ?? makeLog();
	const { clock, random } = around;
	const context: Context = { clock, random, log, storage, keyring: keyring.value };
	await storage.write(null, (tx) => hubDeviceId(tx, random));
	const services = servicesOf(context, config);
	const { sharing, exhibition, media } = services;
	const tidy = (): void =>
		void sweep(context)
			.then(() => media.sweep())
			.then(() => sharing.note())
			.then(() => renewAllReports(storage))
			.catch((failure: unknown) => log.error({ failure }, 'sweep'));
	const timer = setInterval(tidy, SWEEP_EVERY).unref();
	const hang = (): void =>
		void exhibition.settle().catch((failure: unknown) => log.error({ failure }, 'exhibition'));
	const hanging = setInterval(hang, SETTLE_EVERY).unref();
	const countAnew = (): void =>
		void noteOldReports(storage)
			.then((noted) => (noted ? renewAllReports(storage) : 0))
			.catch((failure: unknown) => log.error({ failure }, 'reports'));
	const counting = setTimeout(countAnew, COUNT_ANEW_AFTER).unref();
	const hub: Hub = {
		config,
		clock,
		random,
		storage,
		live,
		...services,
		async close() {
			clearInterval(timer);
			clearInterval(hanging);
			clearTimeout(counting);
			live.end();
			await storage.close();
		},
	};
	await sweep(context);
	await media.sweep();
	await exhibition.settle();
	await media.resume();
	await renewSearchKeys(storage);
	await renewTrust(hub);
	return ok(hub);
}

type Services = Omit<Hub, 'config' | 'clock' | 'random' | 'storage' | 'live' | 'close'>;

/** Every service, each over the same context. */
function servicesOf(context: Context, config: Config): Services {
	const media = mediaService(context, config.dataDir);
	const passes = passService(context);
	const signUps = signUpService(context);
	const claims = claimService(context);
	return {
		records: recordService(context),
		exhibition: exhibitionService(context),
		media,
		recordings: recordingService(context, media),
		catalogueEdits: catalogueEditService(context),
		schedule: scheduleService(context),
		scheduleKeys: scheduleKeyService(context),
		holidays: holidayService(context),
		ledger: ledgerService(context),
		devices: deviceService(context),
		staff: staffService(context),
		accounts: accountService(context),
		attendance: attendanceService(context),
		desk: deskService(context, passes, claims),
		inbox: inboxService(context),
		passes,
		claims,
		livePasses: livePassService(context),
		signingKeys: signingKeyService(context, config.dataDir),
		sharing: sharingService(context),
		phones: phoneService(context),
		signIn: config.oidc ? unionSignIn(context, config.oidc) : null,
		mine: mineService(context),
		sessionCodes: sessionCodeService(context),
		signUps,
		members: memberService(context, signUps),
		unions: unionService(context),
		deskTablets: deskTabletService(context),
		notices: noticeService(context),
		screens: screenService(context),
	};
}

/** A key that was added or a list that has grown old reaches the venues at the next start. */
async function renewTrust({ records, storage }: Hub): Promise<void> {
	for (const venueId of await records.venues()) {
		const body = await storage.read((tx) => tx.records.body(venueId, 'venue', venueId));
		const venue = body === null ? null : parseBody('venue', JSON.parse(body));
		if (venue) await records.publish(venueId, [{ kind: 'venue', id: venueId, body: venue }]);
	}
}
