import { SHOWN } from '$lib/domain/consent.ts';
import { isExhibitKind } from '$lib/domain/editorial.ts';
import { err, ok, type Result } from '$lib/base/result.ts';
import type { Label } from '$lib/server/media/shapes.ts';
import type { ExhibitKey } from '$lib/server/storage/exhibit-port.ts';
import type { Desk } from '../../desk.server.ts';

/** What a form or a sender says of a picture or recording. Whose it is has to be somebody: what hangs on it is their consent. */
export async function labelIn(
	{ hub, venueId }: Pick<Desk, 'hub' | 'venueId'>,
	text: (name: string) => string,
): Promise<Result<Label, 'captionMissing' | 'noSuchPerson'>> {
	const [zh, en, credit] = [text('caption'), text('captionEn'), text('credit')].map((each) =>
		each.trim().slice(0, 200),
	);
	if (!zh) return err('captionMissing');
	const person = personIn(text('person').trim());
	if (person === undefined) return err('noSuchPerson');
	if (person && (await hub.exhibition.titles(venueId, [person])).size === 0) return err('noSuchPerson');
	const shown = SHOWN.find((each) => each === text('shown')) ?? 'living';
	return ok({ caption: { zh, ...(en ? { en } : {}) }, credit: credit ? credit : null, shown, person });
}

/** `honoree/wang-jinxi`; null where nobody is named, undefined where it is nobody's name. */
function personIn(said: string): ExhibitKey | null | undefined {
	if (said === '') return null;
	const [, kind = '', id = ''] = /^([a-z]+)\/([a-z0-9-]{1,64})$/.exec(said) ?? [];
	return isExhibitKind(kind) ? { kind, id } : undefined;
}

export const formTextOf =
	(form: FormData) =>
	(name: string): string => {
		const value = form.get(name);
		return typeof value === 'string' ? value : '';
	};
