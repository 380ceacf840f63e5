import { beforeAll, expect, it, vi } from 'vitest';
import { buildIfStale } from '../hub/built.ts';
import { FAULTS } from './faults.ts';
import { failureOf } from './short.ts';

// Short versions of `npm run faults`, for `npm run long`; those in Chromium are in tests/e2e/faults.test.ts.
const PATIENCE = 240_000;
vi.setConfig({ testTimeout: PATIENCE });
beforeAll(buildIfStale, PATIENCE);

it('[S3] [S4] a hub that is killed under load holds every receipt it ever gave', async () => {
	expect(await failureOf(FAULTS.hub.parts[0], 3)).toBeNull();
});

it('[S3] [S4] so do three hubs on PostgreSQL, and PostgreSQL itself', async () => {
	expect(await failureOf(FAULTS.postgres.parts[0], 3)).toBeNull();
});

it('[S10] kiosks behind a bad network end equal with the hub', async () => {
	expect(await failureOf(FAULTS.proxy.parts[0], 3)).toBeNull();
});

it('[S10] a hub whose disk is full says so, and goes on when there is room', async () => {
	expect(await failureOf(FAULTS.disk.parts[0], 10)).toBeNull();
});
