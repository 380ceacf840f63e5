import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import type { Result } from '$lib/base/result.ts';
import { asId, type MediaId } from '$lib/base/id.ts';
import type { ProposalFault, ProposalPart } from '$lib/domain/media-proposal.ts';
import { openDesk, type Desk } from '../../desk.server.ts';
import { formText } from '../../form-text.server.ts';

interface Asked extends Desk {
	readonly id: MediaId;
	readonly part: ProposalPart;
	/** The proposal that whoever decides has before them. */
	readonly seen: string;
}

/** An action that decides about one proposed change, and goes back to the list or the item where it was asked. */
export const decision =
	(
		ability: 'approveExhibits' | 'writeExhibits',
		run: (asked: Asked) => Promise<Result<'confirmed' | 'take-back' | 'turn-down', ProposalFault>>,
	) =>
	async (event: RequestEvent<{ id: string }>) => {
		const desk = await openDesk(event, ability);
		const { part, seen, from } = await formText(event, 'part', 'seen', 'from');
		const { id } = event.params;
		const done = await run({ ...desk, id: asId<MediaId>(id), part: part as ProposalPart, seen });
		if (!done.ok) return fail(409, { proposalFault: done.error });
		const list = `/staff/exhibits?show=review&done=${done.value}`;
		redirect(303, from === 'list' ? list : `/staff/exhibits/media/${id}?done=${done.value}`);
	};
