import { SHOWN } from '$lib/domain/consent.ts';
import { isExhibitKind } from '$lib/domain/editorial.ts';
import type { Label } from '$lib/server/media/shapes.ts';

/** What a form or a sender says of a picture or recording; null without a caption. */
export function labelIn(text: (name: string) => string): Label | null {
	const [zh, en, credit] = [text('caption'), text('captionEn'), text('credit')].map((each) =>
		each.trim().slice(0, 200),
	);
	if (!zh) return null;
	const [kind = '', id = ''] = text('person').split('/');
	return {
		caption: { zh, ...(en ? { en } : {}) },
		credit: credit ? credit : null,
		shown: SHOWN.find((each) => each === text('shown')) ?? 'living',
		person: isExhibitKind(kind) && /^[a-z0-9-]{1,64}$/.test(id) ? { kind, id } : null,
	};
}

export const formTextOf =
	(form: FormData) =>
	(name: string): string => {
		const value = form.get(name);
		return typeof value === 'string' ? value : '';
	};
