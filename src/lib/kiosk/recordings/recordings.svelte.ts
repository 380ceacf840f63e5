import { concatBytes, fromHex, toHex } from '../../base/bytes.ts';
import { sha256 } from '../../base/digest.ts';
import { asId, type RecordingId } from '../../base/id.ts';
import { MOST_SEALED_BYTES, roomForOne } from '../../domain/recording.ts';
import { sealRecording } from '../../domain/sealed-recording.ts';
import type { Language } from '../../domain/text.ts';
import { readRecord } from '../cache/records.ts';
import { RecordingDatabase, type ToldRow } from './database.ts';
import type { RecordingGround } from './ground.ts';
import { createSender } from './sender.ts';
import { hasMicrophone } from './take.svelte.ts';

const TICK_MS = 30_000;
/** As much at once as browsers give. */
const PART_BYTES = 65_536;
const ROOM_PARTS = Math.ceil(MOST_SEALED_BYTES / PART_BYTES);

/** What visitors record at this kiosk: sealed before anything is written, kept until the hub has it. */
export class Recordings {
	/** Waiting to be sent, and those that the hub would not have. */
	held = $state.raw({ waiting: 0, aside: 0 });
	#microphone = $state(false);
	#key = $state.raw<Uint8Array | null>(null);

	readonly #ground: RecordingGround;
	readonly #database = new RecordingDatabase();
	readonly #send: () => Promise<void>;
	readonly #timer: ReturnType<typeof setInterval>;
	readonly #look = (): void => void this.look();

	/** `ready`: may something be sent that can wait? */
	constructor(ground: RecordingGround, ready: () => boolean) {
		this.#ground = ground;
		this.#send = createSender({
			...{ database: this.#database, ground, ready },
			onMoved: () => void this.#count(),
		});
		this.#timer = setInterval(this.#look, TICK_MS);
		navigator.mediaDevices?.addEventListener('devicechange', this.#look);
		void this.look();
	}

	/** Is there a microphone, and a key to seal to? */
	get possible(): boolean {
		return this.#microphone && this.#key !== null;
	}

	/** Looks what there is to record with and to send. Never throws. */
	async look(): Promise<void> {
		try {
			const key = await readRecord(this.#ground.cache, 'sealing', 'current');
			this.#key = key && fromHex(key.publicKey);
			this.#microphone = this.#key !== null && (await hasMicrophone());
			await this.#count();
			await this.#send();
		} catch (error) {
			console.warn(error);
		}
	}

	/** Asked of the disk itself, before somebody speaks. */
	async room(): Promise<ReturnType<typeof roomForOne>> {
		const { quota, usage } = await navigator.storage.estimate();
		const free = quota === undefined || usage === undefined ? null : quota - usage;
		const room = roomForOne(await this.#database.told.count(), free);
		if (room !== 'yes') return room;
		// Of noise: the disk's compression makes nothing of anything else.
		const parts = Array.from({ length: ROOM_PARTS }, () => this.#ground.random.bytes(PART_BYTES));
		return this.#database.tryRoom(concatBytes(...parts)).then(
			() => 'yes',
			() => 'full',
		);
	}

	/** Sealed and on the disk when it resolves to true; else nothing of it is. */
	async keep(sound: Blob, language: Language, keepDays: number): Promise<boolean> {
		const { random, clock, paired } = this.#ground;
		if (!this.#key) return false;
		try {
			const id = asId<RecordingId>(toHex(random.bytes(16)));
			const place = { venueId: paired.venueId, id };
			const plain = new Uint8Array(await sound.arrayBuffer());
			const bytes = sealRecording(plain, this.#key, place, random.bytes(32));
			plain.fill(0);
			if (bytes.length > MOST_SEALED_BYTES) return false;
			const row: ToldRow = {
				...{ ...place, at: clock.corrected().now, keepDays, language },
				...{ sha256: toHex(sha256(bytes)), aside: null },
			};
			await this.#database.keep(row, bytes);
		} catch (error) {
			console.warn(error);
			return false;
		}
		void this.look();
		return true;
	}

	stop(): void {
		clearInterval(this.#timer);
		navigator.mediaDevices?.removeEventListener('devicechange', this.#look);
		this.#database.close();
	}

	async #count(): Promise<void> {
		const rows = await this.#database.told.toArray();
		const aside = rows.filter((row) => row.aside !== null).length;
		this.held = { waiting: rows.length - aside, aside };
	}
}
