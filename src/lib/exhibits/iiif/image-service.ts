import type { Body, Service } from '../../domain/manifest.ts';
import type { Choice } from './layers.ts';
import { said } from './clean.ts';

/** Where to fetch a picture: its file, or what an image service makes of it. https://iiif.io/api/image/3.0/ */

const versionOf = (service: Service): 1 | 2 | 3 | null => {
	const marks = `${said(service['type'] ?? '')} ${said(service['@type'] ?? '')} ${said(service['@context'] ?? '')}`;
	const found = /ImageService([123])|image\/([123])/.exec(marks);
	return found ? (Number(found[1] ?? found[2]) as 1 | 2 | 3) : null;
};
/** Level 0 makes nothing: what it has is named in the manifest. */
const makes = ({ profile }: Service): boolean => !/level0/.test(JSON.stringify(profile ?? ''));

/**
 * Addresses to try, best first: never larger than `longest` pixels at a side where the service can make that. `longest` is
 * also what a service is asked for where the manifest names no file.
 */
export function addressesOf({ address, services, body }: Choice, longest: number): string[] {
	const tries: string[] = [];
	for (const service of services) {
		const base = (service.id ?? service['@id'])?.replace(/\/(?:info\.json)?$/, '');
		const version = versionOf(service);
		if (!base || !version || !makes(service)) continue;
		const small = isWithin(body, longest);
		const full = version === 3 ? 'max' : 'full';
		tries.push(
			`${base}/full/${small ? full : `!${longest},${longest}`}/0/${version === 1 ? 'native' : 'default'}.jpg`,
		);
	}
	return [...new Set([...tries, ...(address === null ? [] : [address])])];
}

const isWithin = ({ width, height }: Body, longest: number): boolean =>
	width !== undefined && height !== undefined && Math.max(width, height) <= longest;
