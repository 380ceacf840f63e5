import type { VenueId } from '../../lib/base/id.ts';
import { DEVICE_KINDS } from '../../lib/sync/wire.ts';
import { command } from '../command.ts';
import { fail } from '../fail.ts';
import { linkBase } from '../link-base.ts';
import { configOrFail, withHub } from '../open.ts';

const LONGEST_HOURS = 24 * 14;

export const pairingLink = command(
	{
		name: 'pairing-link',
		usage: '--kind kiosk|lobby|desk --venue VENUE --name NAME [--hours N]',
		summary: 'prints a link that pairs the machine on which it is opened; it works once',
		help: [
			'--kind   kiosk (touch), lobby (display) or desk (a tablet of staff)',
			'--venue  id of the venue',
			'--name   what staff call the machine, such as 一楼大厅 1 号机',
			`--hours  how long the link works: 1 to ${LONGEST_HOURS}, 24 if not given`,
		],
		options: {
			kind: { type: 'string' },
			venue: { type: 'string' },
			name: { type: 'string' },
			hours: { type: 'string', default: '24' },
		},
		words: { min: 0, max: 0 },
	},
	({ kind, venue, name, hours }) =>
		withHub(async (hub) => {
			const machine = DEVICE_KINDS.find((known) => known === kind);
			if (!machine) fail(`--kind must be one of: ${DEVICE_KINDS.join(', ')}`);
			const venues = await hub.records.venues();
			const venueId = venues.find((id) => id === (venue as VenueId | undefined));
			if (!venueId) fail(`--venue must be one of: ${venues.join(', ') || '(this hub has none yet)'}`);
			const label = name?.trim() ?? '';
			if (label.length < 1 || label.length > 60) fail('--name must have 1 to 60 characters');
			const lasts = Number(hours);
			if (!Number.isInteger(lasts) || lasts < 1 || lasts > LONGEST_HOURS)
				fail(`--hours must be a whole number from 1 to ${LONGEST_HOURS}`);
			const token = await hub.devices.pairingLink(venueId, machine, label, lasts * 3_600_000);
			console.log(`${linkBase(configOrFail(process.env))}/${machine}?pair=${token}`);
			return 0;
		}),
);
