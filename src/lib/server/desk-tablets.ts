import type { Context } from './context.ts';
import { deskPins } from './desk-pins.ts';
import { deskRosters } from './desk-rosters.ts';
import type { DeskTabletService } from './desk-tablet-shapes.ts';

export const deskTabletService = (context: Context): DeskTabletService => ({
	...deskPins(context),
	...deskRosters(context),
});
