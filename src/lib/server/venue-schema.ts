import { toJsonSchema, type JsonSchema } from '@valibot/to-json-schema';
import { VenueConfigSchema } from './venue-config.ts';
import { VENUE_WORDS } from './venue-schema-words.ts';

type Node = Exclude<JsonSchema, boolean>;

/**
 * kiosk-config/venue.schema.json as text: generated from the schemas that check the file, so that editors complete
 * and underline what the checker would say. `node src/cli/venue-schema.ts` writes it.
 */
export function venueSchemaText(): string {
	const schema = toJsonSchema(VenueConfigSchema, {
		typeMode: 'input',
		// A check in code (the list of time zones) has no JSON Schema; the checker still makes it.
		errorMode: 'ignore',
		overrideSchema: ({ valibotSchema, jsonSchema }) =>
			valibotSchema.type === 'object' ? { ...jsonSchema, additionalProperties: false } : undefined,
	});
	describe(schema, '');
	const { $schema, ...rest } = schema;
	return JSON.stringify({ $schema, ...rest }, null, '\t') + '\n';
}

/** Adds titles and descriptions by path; `[]` stands for the items of a list. */
function describe(node: Node, path: string): void {
	const words = VENUE_WORDS[path];
	if (words) [node.title, node.description] = words;
	for (const [key, child] of Object.entries(node.properties ?? {}))
		if (typeof child === 'object') describe(child, path ? `${path}.${key}` : key);
	const items = node.items;
	if (typeof items === 'object' && !Array.isArray(items)) describe(items, `${path}[]`);
}

/** Every path of the schema that a writer may fill in, for the test that none is left without words. */
export function schemaPaths(node: Node, path = ''): string[] {
	const own = path && !path.endsWith('[]') ? [path] : [];
	const below = Object.entries(node.properties ?? {}).flatMap(([key, child]) =>
		typeof child === 'object' ? schemaPaths(child, path ? `${path}.${key}` : key) : [],
	);
	const items = node.items;
	const inside = typeof items === 'object' && !Array.isArray(items) ? schemaPaths(items, `${path}[]`) : [];
	return [...own, ...below, ...inside];
}
