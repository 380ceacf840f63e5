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
	for (const layout of LAYOUTS) {
		await page.setViewportSize(layout);
		const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
		expect.soft(beyond, `${screen} at ${layout.width} runs off sideways`).toBeLessThanOrEqual(0);
	}
	await page.setViewportSize(LAYOUTS[0]!);
}
