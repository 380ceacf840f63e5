import AxeBuilder from '@axe-core/playwright';
import { expect } from '@playwright/test';
import type { Page } from 'playwright';

export const LAYOUTS = [
	{ width: 1080, height: 1920 },
	{ width: 1920, height: 1080 },
	{ width: 390, height: 844 },
];

/** Axe on the page as it stands, and its width in each layout. */
export async function expectSound(page: Page, screen: string): Promise<void> {
	const { violations } = await new AxeBuilder({ page })
		.setLegacyMode()
		.options({ resultTypes: ['violations'] })
		.analyze();
	const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`);
	expect.soft(found, screen).toEqual([]);
	expect
		.soft(await page.evaluate(wideApostrophes), `${screen}: apostrophes as wide as characters`)
		.toEqual([]);
	for (const layout of LAYOUTS) {
		await page.setViewportSize(layout);
		const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect.soft(beyond, `${screen} at ${layout.width} runs off sideways`).toBeLessThanOrEqual(0);
	}
	await page.setViewportSize(LAYOUTS[0]!);
}

/** Texts in English, of more than a word, whose face draws ’ as wide as a Chinese character. */
function wideApostrophes(): string[] {
	const pen = document.createElement('canvas').getContext('2d')!;
	const english = [...document.querySelectorAll<HTMLElement>('[lang|="en"], [lang|="en"] *')];
	const wide = english.filter((element) => {
		const text = [...element.childNodes].some(
			(node) => node.nodeType === 3 && /[a-z][’ ][a-z]/.test(node.nodeValue!),
		);
		if (!text || element.closest('[lang]')?.getAttribute('lang') !== 'en') return false;
		pen.font = `100px ${getComputedStyle(element).fontFamily}`;
		return pen.measureText('’').width > 60;
	});
	return wide.slice(0, 3).map(({ textContent }) => textContent.trim().slice(0, 60));
}
