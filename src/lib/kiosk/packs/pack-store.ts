/**
 * Where files of the exhibition lie on a device, named by the SHA-256 of what they should hold, as hex. All of it may be wiped
 * at any moment and fetched again; nothing of it is in the ledger's database.
 */
export interface PackStore {
	/** Everything that lies there, parts included. */
	list(): Promise<StoredFile[]>;
	/** The part to go on with; an empty one where there was none. One at a time. */
	open(sha256: string): Promise<OpenPart>;
	/** Marks what was written as whole, once it is on the disk. */
	seal(sha256: string): Promise<void>;
	/** Deletes it, whole or in part. What is not there is no error. */
	drop(sha256: string): Promise<void>;
	/** A few words kept beside the files; null where nothing was. */
	note(): Promise<string | null>;
	putNote(text: string): Promise<void>;
}

export interface StoredFile {
	readonly sha256: string;
	/** On the disk. */
	readonly bytes: number;
	readonly whole: boolean;
}

/** A file that is coming. Writing throws NoRoom where the disk has none. */
export interface OpenPart {
	readonly size: number;
	/** Of the server's answer that it came with; null where that said none. */
	readonly etag: string | null;
	/** Forgets what was there; what comes now comes with this tag. */
	begin(etag: string | null): Promise<void>;
	/** Adds to the end. */
	write(bytes: Uint8Array): void;
	/** At most `length` bytes from `at` on. */
	read(at: number, length: number): Uint8Array;
	/** Puts on the disk what was written. Closing twice is harmless. */
	close(): void;
}

export class NoRoom extends Error {
	override readonly name = 'NoRoom';
}
