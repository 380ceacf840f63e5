import type { MemberId } from '../base/id.ts';
import type { Context } from './context.ts';
import { withdrawPhone } from './live-passes.ts';
import type { Tx } from './storage/port.ts';

/** Signs out these phones of a person and kills their live passes, in a transaction that may do more. */
export async function endPhones(
	tx: Tx,
	context: Context,
	memberId: MemberId,
	by: string,
	which: (phoneId: string) => boolean = () => true,
): Promise<void> {
	const ended = (await tx.phones.ofMember(memberId)).filter((row) => which(row.phoneId));
	if (ended.length === 0) return;
	// Whoever has the phone has its cookie too, by which a used code would sign it in again.
	await tx.claims.dropUsed(memberId);
	for (const { phoneId } of ended) {
		await tx.phones.end(memberId, phoneId);
		await withdrawPhone(tx, context, memberId, phoneId, by);
		await tx.audit.append({
			...{ at: context.clock.now(), venueId: null, actor: by, action: 'phone-ended' },
			...{ subject: `phone:${phoneId}`, detail: null },
		});
	}
}
