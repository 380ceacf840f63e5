import { expect, test } from '@playwright/test';
import { SCENES } from '../../src/lib/ui/motifs.ts';
import { plateOf } from '../../src/lib/ui/portrait-plate.ts';
import { dropProfile, newProfile, openBrowser } from './browser.ts';

type Motif = keyof typeof SCENES;

test('the plate of every trade is a picture that a browser draws: paper, sky, ink and the medallion', async () => {
	const profile = newProfile();
	const browser = await openBrowser({ profile });
	const page = await browser.context.newPage();
	for (const motif of Object.keys(SCENES) as Motif[]) {
		const inks = await page.evaluate(async (address) => {
			const picture = new Image();
			picture.src = address;
			await picture.decode();
			const canvas = new OffscreenCanvas(300, 400).getContext('2d')!;
			canvas.drawImage(picture, 0, 0);
			const { data } = canvas.getImageData(0, 0, 300, 400);
			const seen: Record<string, number> = {};
			for (let at = 0; at < data.length; at += 4) {
				const hex = [data[at]!, data[at + 1]!, data[at + 2]!].map((part) =>
					part.toString(16).padStart(2, '0'),
				);
				const colour = `#${hex.join('')}`;
				seen[colour] = (seen[colour] ?? 0) + 1;
			}
			return seen;
		}, plateOf(motif));
		const { sky, ray, dark, accent } = SCENES[motif];
		for (const colour of ['#fdf8ea', '#9a1b17', sky, ray, dark, accent])
			expect(inks[colour] ?? 0, `${colour} in ${motif}`).toBeGreaterThan(100);
	}
	await browser.close();
	dropProfile(profile);
});
