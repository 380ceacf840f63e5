/** Sends a file to the hub in pieces, and goes on where it was cut off: after a broken link, a closed page, a hub's restart. */

export interface Sending {
	/** 0 to 1, and the seconds that are left, where that can be told. */
	readonly onProgress: (share: number, seconds: number | null) => void;
	/** The link is down, or up again. */
	readonly onWaiting: (waiting: boolean) => void;
	readonly signal: AbortSignal;
}

/** `known`: the file was here before, and what was said of it stays. */
export type Sent =
	| { readonly id: string; readonly known: boolean }
	| { readonly fault: string }
	| { readonly problem: string };

const SMALLEST = 64 * 1024;
const LARGEST = 8 * 1024 * 1024;
/** A piece should take so long: short enough to lose little, long enough to ask seldom. */
const PIECE_MS = 2000;
const LONGEST_WAIT_MS = 30_000;

const hex = (bytes: ArrayBuffer): string =>
	[...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const sha256 = async (bytes: ArrayBuffer): Promise<string> =>
	hex(await crypto.subtle.digest('SHA-256', bytes));

/** By which the hub knows this file again: its name, size, date, and both its ends. */
async function markOf(file: File): Promise<string> {
	const ends = new Blob([file.slice(0, SMALLEST), file.slice(Math.max(0, file.size - SMALLEST))]);
	return `${file.size}-${file.lastModified}-${(await sha256(await ends.arrayBuffer())).slice(0, 40)}`;
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
	new Promise((resolve, reject) => {
		const timer = setTimeout(resolve, ms);
		signal.addEventListener('abort', () => {
			clearTimeout(timer);
			reject(signal.reason as Error);
		});
	});

/** Asks until it is answered: only the network is waited for, never an answer that says no. */
async function asked(ask: () => Promise<Response>, { signal, onWaiting }: Sending): Promise<Response> {
	for (let wait = 1000; ; wait = Math.min(wait * 2, LONGEST_WAIT_MS)) {
		const answer = await ask().catch(() => null);
		signal.throwIfAborted();
		if (answer && answer.status < 500 && answer.status !== 429) {
			onWaiting(false);
			return answer;
		}
		onWaiting(true);
		await pause(wait, signal);
	}
}

export async function sendFile(
	file: File,
	label: Readonly<Record<string, string>>,
	sending: Sending,
): Promise<Sent> {
	const { signal, onProgress } = sending;
	const said = JSON.stringify({ name: file.name, bytes: file.size, mark: await markOf(file), label });
	const headers = { 'content-type': 'application/json' };
	const place = '/staff/exhibits/media/uploads';
	const begun = await asked(() => fetch(place, { method: 'POST', headers, body: said, signal }), sending);
	if (!begun.ok) return (await begun.json()) as Sent;
	const { uploadId, offset: known } = (await begun.json()) as { uploadId: string; offset: number };
	const upload = `${place}/${uploadId}`;
	let offset = known;
	let length = 512 * 1024;
	while (offset < file.size) {
		const piece = await file.slice(offset, offset + length).arrayBuffer();
		const sum = await sha256(piece);
		const began = performance.now();
		const answer = await asked(
			() =>
				fetch(upload, {
					method: 'PUT',
					headers: {
						'content-type': 'application/octet-stream',
						'x-offset': String(offset),
						'x-sha256': sum,
					},
					body: piece,
					signal,
				}),
			sending,
		);
		const told = (await answer.json()) as { offset: number; fault?: string };
		const again = told.fault === 'checksum' || told.fault === 'wrong-offset';
		if (!answer.ok && !again) return { fault: told.fault ?? 'failed' };
		offset = told.offset;
		const took = performance.now() - began;
		length = Math.round(Math.max(SMALLEST, Math.min(LARGEST, (length * PIECE_MS) / Math.max(took, 100))));
		onProgress(offset / file.size, ((file.size - offset) / piece.byteLength) * (took / 1000));
	}
	const done = await asked(() => fetch(upload, { method: 'POST', signal }), sending);
	return (await done.json()) as Sent;
}
