import { expect, test } from '@playwright/test';
import { FAULTS } from '../faults/faults.ts';
import { failureOf } from '../faults/short.ts';

// Short versions of `npm run faults` in Chromium, for `npm run long`; the others are in tests/faults.
test.beforeEach(() => test.setTimeout(240_000));

test('[S1] every tick on screen when Chromium was killed is one fact at the hub', async () => {
	expect(await failureOf(FAULTS.browser.parts[0], 3)).toBeNull();
});

test('[S1] where Chromium has no room left, check-ins stop loudly and nothing is lost', async () => {
	expect(await failureOf(FAULTS.quota.parts[0], 1)).toBeNull();
});

test('[S1] a power cut that tears the log under Chromium’s databases costs no tick; where all is lost, the kiosk says so', async () => {
	expect(await failureOf(FAULTS.store.parts[0], 1)).toBeNull();
});

test('[S10] behind a bad network a kiosk ticks at once, and the hub counts each once', async () => {
	expect(await failureOf(FAULTS.proxy.parts[1], 4)).toBeNull();
});
