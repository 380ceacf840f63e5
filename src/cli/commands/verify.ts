import { verifyLedger } from '../../lib/server/verify-ledger.ts';
import { command } from '../command.ts';
import { withHub } from '../open.ts';

export const verify = command(
	{
		name: 'verify',
		usage: '',
		summary: 'walks every chain of facts and proves it whole',
		help: ['Names each broken place. Exit code 1 where there is one.'],
		options: {},
		words: { min: 0, max: 0 },
	},
	() =>
		withHub(async (hub) => {
			const { outboxes, entries, faults } = await verifyLedger(hub);
			for (const fault of faults) console.error(fault);
			console.log(
				`${entries} entries in ${outboxes} outboxes: ${faults.length === 0 ? 'whole' : `${faults.length} broken`}`,
			);
			return faults.length === 0 ? 0 : 1;
		}),
);
