import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { venueSchemaText } from '../lib/server/venue-schema.ts';

// Run after a change to the venue's schemas; a test compares the file with what they say.
const file = fileURLToPath(new URL('../../kiosk-config/venue.schema.json', import.meta.url));
writeFileSync(file, await format(venueSchemaText(), { ...(await resolveConfig(file)), filepath: file }));
console.log(`wrote ${file}`);
