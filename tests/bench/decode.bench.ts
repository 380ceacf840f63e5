import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { createReader } from '../../src/lib/kiosk/scanner/decode.ts';
import { browserPeers } from './decode/browser-peers.ts';
import { hardPicture, KINDS, type Kind } from './decode/hard-pictures.ts';
import { nodePeers } from './decode/node-peers.ts';
import { processorMs, timed, type StillReader } from './decode/reader.ts';
import { peers } from './peers.ts';
import { quantile, rounded, sum } from './quantile.ts';
import type { BenchResult } from './run.ts';

/**
 * Hard pictures, the same in each run, read once by everybody: `npm run bench -- decode [PICTURES A KIND] [SEED]`.
 * Ours has one frame's time for a picture. Times are of a processor where a reader runs in this process.
 */
const PER_KIND = 20;
const SEED = 20_261_122;
/** No attempt begins later, so that the last one ends within a frame's 33 ms. */
const BUDGET = 25;
const WARM_UP = 10;

async function ours(): Promise<StillReader> {
	// The app's own, not the peers' copy nearby.
	const require = createRequire(new URL('../../package.json', import.meta.url));
	const wasm = require.resolve('zxing-wasm/reader/zxing_reader.wasm');
	const reader = await createReader({ binary: Uint8Array.from(readFileSync(wasm)).buffer });
	const effort = { now: processorMs, budget: BUDGET, turn: 0, most: Infinity, others: false };
	return {
		name: 'gongzhan',
		read: (picture) => timed(() => reader.read(picture, effort)[0]?.text ?? null),
	};
}

interface Score {
	readonly right: Record<Kind, number>;
	wrong: number;
	readonly ms: number[];
}

const noScore = (): Score => ({
	right: Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>,
	wrong: 0,
	ms: [],
});

export async function run(): Promise<BenchResult> {
	const [perKind, seed] = [Number(process.argv[3] ?? PER_KIND), Number(process.argv[4] ?? SEED)];
	const at = peers();
	const browser = await browserPeers(at);
	const us = await ours();
	const others = [...(await nodePeers(at)), ...browser.readers];
	for (let i = 0; i < WARM_UP; i++)
		for (const reader of [us, ...others])
			await reader.read(hardPicture(KINDS[i % KINDS.length]!, i, seed + 1));
	const scores = new Map([us, ...others].map(({ name }) => [name, noScore()]));
	const union = noScore();
	for (let i = 0; i < perKind; i++)
		for (const kind of KINDS) {
			const picture = hardPicture(kind, i, seed);
			let peerRead = false;
			for (const reader of [us, ...others]) {
				const { text, ms } = await reader.read(picture);
				const score = scores.get(reader.name)!;
				score.ms.push(ms);
				if (text === picture.text) score.right[kind]++;
				else if (text !== null) score.wrong++;
				peerRead ||= reader !== us && text === picture.text;
			}
			if (peerRead) union.right[kind]++;
		}
	await browser.close();
	return result(scores, union, perKind * KINDS.length);
}

function result(scores: Map<string, Score>, union: Score, pictures: number): BenchResult {
	const total = ({ right }: Score): number => sum(Object.values(right));
	const mine = scores.get('gongzhan')!;
	const table = [...scores, ['union of peers', union] as const].map(([reader, score]) => ({
		reader,
		...score.right,
		read: total(score),
		of: pictures,
		wrong: score.wrong,
		'p50 ms': rounded(quantile(score.ms, 0.5)),
		'p95 ms': rounded(quantile(score.ms, 0.95)),
	}));
	return {
		table,
		goals: {
			ofUnion: Math.round((total(mine) / total(union)) * 1_000) / 1_000,
			wrong: mine.wrong,
			p95Ms: rounded(quantile(mine.ms, 0.95)),
		},
	};
}
