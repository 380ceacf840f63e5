import { command } from '../command.ts';
import { configOrFail, withHub } from '../open.ts';
import { linkBase } from '../link-base.ts';

export const ownerLink = command(
	{
		name: 'owner-link',
		usage: '',
		summary: 'prints a link for making an owner’s account; it works once, and earlier ones stop working',
		help: ['For the first owner, and for whoever has lost the password. ORIGIN says which address to print.'],
		options: {},
		words: { min: 0, max: 0 },
	},
	() =>
		withHub(async (hub) => {
			const token = await hub.staff.inviteOwner();
			console.log(`${linkBase(configOrFail(process.env))}/staff/welcome?token=${token}`);
			return 0;
		}),
);
