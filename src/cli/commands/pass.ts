import { writeFile } from 'node:fs/promises';
import { extname } from 'node:path';
import QRCode from 'qrcode';
import { command } from '../command.ts';
import { fail, reasonOf } from '../fail.ts';
import { givenPath } from '../given-path.ts';
import { withHub } from '../open.ts';

export const pass = command(
	{
		name: 'pass',
		usage: 'MEMBER_NUMBER [--out FILE.svg|FILE.png]',
		summary: 'prints the text of a member’s pass, or writes its QR code',
		help: ['A member without a pass gets one. The code is as good as the card: hand it to nobody else.'],
		options: { out: { type: 'string' } },
		words: { min: 1, max: 1 },
	},
	({ out }, [number = '']) =>
		withHub(async (hub) => {
			const kind = out === undefined ? null : extname(out).slice(1).toLowerCase();
			if (kind !== null && kind !== 'svg' && kind !== 'png') fail('--out must end in .svg or .png');
			const member = await hub.storage.read((tx) => tx.people.byNumber(number));
			if (!member) fail(`there is no member with the number “${number}”`);
			const text = await hub.passes.textFor(member.memberId);
			if (out === undefined || kind === null) console.log(text);
			else await writeCode(out, kind, text);
			return 0;
		}),
);

async function writeCode(file: string, kind: 'svg' | 'png', text: string): Promise<void> {
	const looks = { errorCorrectionLevel: 'M', margin: 4 } as const;
	try {
		// A pass is a key: only its owner may read the file.
		const picture =
			kind === 'svg'
				? await QRCode.toString(text, { ...looks, type: 'svg' })
				: await QRCode.toBuffer(text, { ...looks, width: 600 });
		await writeFile(givenPath(file), picture, { mode: 0o600 });
	} catch (error) {
		fail(`${file} cannot be written: ${reasonOf(error)}`);
	}
}
