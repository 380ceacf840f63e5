import { toHex } from '../base/bytes.ts';
import { asId, type EmergencyId, type StaffId } from '../base/id.ts';
import { systemRandom } from '../base/random.ts';
import type { EmergencyFact, EmergencyKind } from '../domain/emergency.ts';
import type { AppendFailure } from '../sync/ports.ts';
import { DeskDatabase } from './desk/database.ts';
import { createRosterFetch } from './desk/fetch-roster.ts';
import type { DeskGround } from './desk/ground.ts';
import { stretchApart } from './desk/stretch.ts';
import { createVault, type Refusal, type Vault } from './desk/vault.ts';
import { createHubClient } from './hub-client.ts';

/** PINs are set and taken back on the hub: so often a kiosk asks for them, and whenever somebody looks at the page. */
const REFRESH_MS = 30 * 60_000;
/** Apart from a desk tablet's: a kiosk holds locks around nothing. */
const DATABASE = 'gongzhan-staff-pins';

export type Trouble = Refusal | { readonly problem: AppendFailure };

export interface Raising {
	readonly what: EmergencyKind;
	readonly minutes: number;
	readonly checkIn: boolean;
}

/**
 * Emergencies at a kiosk: whoever has a staff PIN raises or ends one here, with the hub or without. It is a fact in this
 * machine's outbox like every other, on this screen at once and on the others when the hub has it.
 */
export class EmergencyDesk {
	/** Who may, by masked name; null while that is not known. */
	openers = $state.raw<readonly { readonly staffId: StaffId; readonly label: string }[] | null>(null);
	trouble = $state.raw<Trouble | null>(null);
	/** Corrected time before which no PIN is tried. */
	waitUntil = $state(0);
	busy = $state(false);

	#ground: DeskGround | null = null;
	#vault: Vault | null = null;
	#fetch: (() => Promise<unknown>) | null = null;
	#timer: ReturnType<typeof setInterval> | undefined;

	attach(ground: DeskGround): void {
		const { signer, clock, origin, paired } = ground;
		const address = { origin, clock };
		const vault = createVault(new DeskDatabase(DATABASE), paired, stretchApart);
		this.#ground = ground;
		this.#vault = vault;
		this.#fetch = createRosterFetch({
			...{ address, signer, vault, now: () => this.#now() },
			hub: createHubClient(address, signer),
		});
		this.#timer = setInterval(() => void this.refresh(), REFRESH_MS);
		void this.refresh();
	}

	stop(): void {
		clearInterval(this.#timer);
	}

	/** Looks at whose PINs are held, then asks the hub whether that is right. Never throws. */
	async refresh(): Promise<void> {
		await this.#look();
		await this.#fetch?.().catch((error: unknown) => console.warn(error));
		await this.#look();
	}

	raise(staffId: StaffId, pin: string, raising: Raising): Promise<boolean> {
		const emergencyId = asId<EmergencyId>(toHex(systemRandom.bytes(8)));
		return this.#write(staffId, pin, { kind: 'emergency-raised', emergencyId, ...raising, staffId });
	}

	end(staffId: StaffId, pin: string, emergencyId: EmergencyId): Promise<boolean> {
		return this.#write(staffId, pin, { kind: 'emergency-ended', emergencyId, staffId });
	}

	/** True once the fact is on the disk. The PIN opens nothing that stays open. */
	async #write(staffId: StaffId, pin: string, fact: EmergencyFact): Promise<boolean> {
		if (!this.#vault || !this.#ground || this.busy) return false;
		this.busy = true;
		this.trouble = null;
		try {
			const opening = await this.#vault.open(staffId, pin, this.#now());
			if (!opening.ok) {
				this.trouble = opening;
				this.waitUntil = this.#now() + ('waitMs' in opening ? opening.waitMs : 0);
				return false;
			}
			opening.opener.stretched.fill(0);
			const { ledger, clock, onWritten } = this.#ground;
			const written = await ledger.append(fact, clock.timing());
			if (written.ok) onWritten(written.entry.entryId);
			else this.trouble = { problem: written.failure };
			return written.ok;
		} catch (error) {
			console.error(error);
			this.trouble = { problem: 'failed' };
			return false;
		} finally {
			this.busy = false;
			await this.#look();
		}
	}

	async #look(): Promise<void> {
		const held = await this.#vault?.held(this.#now()).catch(() => null);
		this.openers = (held?.locks ?? []).map(({ staffId, label }) => ({ staffId, label }));
	}

	#now(): number {
		return this.#ground?.clock.corrected().now ?? 0;
	}
}
