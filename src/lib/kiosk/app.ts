import type { DeviceKind } from '../sync/wire.ts';
import type { MemberId, OfferingId, SessionId } from '../base/id.ts';
import type { Verdict } from '../domain/admission.ts';
import type { Catalogue, Meeting } from '../domain/catalogue.ts';
import type { Exhibition } from '../domain/exhibition.ts';
import type { Channel } from '../domain/fact.ts';
import type { Language } from '../domain/text.ts';
import type { SecondThought } from '../domain/whereabouts.ts';
import type { AppendFailure, OutboxStatus } from '../sync/ports.ts';
import type { SyncState } from '../sync/machine.ts';
import type { DeviceSetting } from '../sync/records.ts';
import type { DeviceSelf } from '../sync/wire.ts';
import type { Announcements } from './announcements.svelte.ts';
import type { SavedOutbox } from './outbox-export.ts';
import type { SignUpAct, SignUpAnswer } from './sign-up.ts';

/**
 * What the screens of kiosk and lobby see of the running app. All fields are reactive ($state/$derived in the
 * class that app.svelte.ts makes); screens read them and call the few methods, nothing else.
 */
export interface KioskApp {
	/** `broken`: the ledger cannot be opened or written: check-ins stop, loudly. */
	readonly phase: 'starting' | 'pairing' | 'ready' | 'broken';
	/** While pairing: the code for staff, once the hub gave one; `problem` while it cannot be had. */
	readonly pairing: {
		code: string | null;
		expiresAt: number | null;
		problem: 'no-hub' | 'bad-link' | 'insecure' | null;
		/** The last entry of a ledger that the browser has thrown away: staff must know. Null on a new machine. */
		lostSeq: number | null;
	};
	readonly kind: DeviceKind;
	readonly self: DeviceSelf | null;
	/** Whose door this device stands at; null: at one for every class. */
	readonly door: DeviceSetting['door'];

	readonly catalogue: Catalogue | null;
	/** Empty until it has been read, after the board. */
	readonly exhibition: Exhibition;
	/** What staff tell everybody, and how displays are set. */
	readonly announcements: Announcements;
	/** Hub time at which the data was last known to be current; null before the first snapshot. */
	readonly dataAsOf: number | null;
	/** The data is of today (venue's local date): else the board must say what it does not know. */
	readonly dataIsToday: boolean;
	/** Corrected time, ticking every second. */
	readonly now: number;
	/** False: say “时间待校准” and do not claim “now”. */
	readonly clockTrusted: boolean;
	readonly online: boolean;
	readonly sync: SyncState;
	readonly outbox: OutboxStatus;
	/** A newer version is installed and waits for an idle moment. */
	readonly updateReady: boolean;
	/** The disk is nearly full: staff should act before check-ins stop. */
	readonly storageLow: boolean;

	language: Language;
	elder: boolean;

	/** Decides, writes durably, and only then answers. Never throws. */
	admit(text: string, channel: Channel, door: SessionId | null): Promise<Judgement>;
	/** Takes a check-in back, or notes that somebody leaves; once, however often it is asked. Never throws. */
	accept(offer: Offer): Promise<Judgement>;
	/** Signs the holder of a pass up for an offering, or takes them off its list. Never throws. */
	signUp(text: string, channel: Channel, offeringId: OfferingId, act: SignUpAct): Promise<SignUpAnswer>;
	/** The files of unsent entries, one an outbox, for the kiosk whose network never comes back; null where they cannot be made. */
	exportOutbox(): Promise<SavedOutbox[] | null>;
	/** The idle reset: language, elder mode, anything personal. */
	resetVisitor(): void;
	/** Called by the idle watcher when nobody is there: reload for an update or the nightly one. */
	whenIdle(): void;
	/** The rotating session code to show for a session open for check-in: a full URL; null until keys are here. */
	sessionCode(sessionId: SessionId): string | null;
}

export interface RunningKiosk extends KioskApp {
	/** Starts everything, once. Returns what ends it again. */
	start(): () => void;
}

/** A verdict for the screen. `name` is masked (王*明), null where the pass could not be read or the roster not opened. */
export type Judgement =
	| { verdict: Verdict; name: string | null; offer?: Offer | null }
	| { done: 'undo' | 'leave'; meeting: Meeting; at: number; name: string | null }
	| { failure: AppendFailure; act?: 'undo' | 'leave' };

/** What somebody who scanned again may want, to be taken up by a touch while the verdict is on screen. */
export type Offer = SecondThought & {
	readonly meeting: Meeting;
	readonly memberId: MemberId;
	readonly serial: number;
	readonly channel: Channel;
	readonly name: string | null;
};
