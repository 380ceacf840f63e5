import { Dexie, type Table } from 'dexie';
import { asId, type RecordingId, type VenueId } from '../../base/id.ts';
import type { RecordingOutcome } from '../../domain/recording.ts';
import type { Language } from '../../domain/text.ts';

/** A recording that is not with the hub yet. */
export interface ToldRow {
	readonly id: RecordingId;
	/** Where it was told: the hub opens it for no other. */
	readonly venueId: VenueId;
	/** Corrected time. */
	readonly at: number;
	readonly keepDays: number;
	readonly language: Language;
	/** Of the sealed bytes. */
	readonly sha256: string;
	/** Why the hub would not have it; null while it waits. */
	readonly aside: RecordingOutcome | null;
}

interface SealedRow {
	readonly id: RecordingId;
	readonly bytes: Uint8Array;
}

/** Voices, sealed before they come here. Apart from the ledger, whose entries are small, and from every cache that may be wiped. */
export class RecordingDatabase extends Dexie {
	declare readonly told: Table<ToldRow, string>;
	declare readonly sealed: Table<SealedRow, string>;

	constructor(name = 'gongzhan-recordings') {
		// Somebody is told that it was kept: that must outlive a power cut.
		super(name, { chromeTransactionDurability: 'strict' });
		this.version(1).stores({ told: 'id', sealed: 'id' });
	}

	/** Both, or neither. */
	keep(row: ToldRow, bytes: Uint8Array): Promise<void> {
		return this.transaction('rw', this.told, this.sealed, async () => {
			await this.told.add(row);
			await this.sealed.add({ id: row.id, bytes });
		});
	}

	/**
	 * Rejects where the disk does not take so many bytes: a browser's own word on how much room there is may be made up. They do
	 * not stay.
	 */
	async tryRoom(bytes: Uint8Array): Promise<void> {
		const id = asId<RecordingId>('room');
		await this.sealed.put({ id, bytes });
		await this.sealed.delete(id);
	}

	forget(ids: readonly RecordingId[]): Promise<void> {
		return this.transaction('rw', this.told, this.sealed, async () => {
			await this.told.bulkDelete([...ids]);
			await this.sealed.bulkDelete([...ids]);
		});
	}
}
