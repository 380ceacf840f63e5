import type { RequestEvent } from '@sveltejs/kit';

/** The texts of a posted form as they were typed; files and missing fields are empty texts. */
export async function formText<K extends string>(
	event: RequestEvent,
	...fields: K[]
): Promise<Record<K, string>> {
	const form = await event.request.formData();
	const text = (field: K): string => {
		const value = form.get(field);
		return typeof value === 'string' ? value : '';
	};
	return Object.fromEntries(fields.map((field) => [field, text(field)])) as Record<K, string>;
}
