import { err, ok, type Result } from '../../base/result.ts';
import type { AnnotationPage, Collection, Manifest, Member } from '../../domain/manifest.ts';
import { AnnotationPageSchema } from '../../domain/manifest.ts';
import { bookOf } from '../../exhibits/iiif/book.ts';
import { isObject, listOf, type JsonObject, type Refused } from '../../exhibits/iiif/clean.ts';
import type { Opened } from '../../exhibits/iiif/content-state.ts';
import type { Place } from '../../exhibits/iiif/place.ts';
import { readIiif } from '../../exhibits/iiif/read.ts';
import { unseenIn } from '../../exhibits/iiif/unseen.ts';
import * as v from 'valibot';

/** Everything that a IIIF address leads to: a manifest with what it names, or the works of a collection. */

/** Documents from elsewhere. The error is a sentence. */
export interface Web {
	text(address: string): Promise<Result<string, string>>;
}

export type GatherFault =
	| (Refused & { readonly address: string })
	| { readonly fault: 'unreachable'; readonly address: string; readonly detail: string }
	/** A collection that holds itself. */
	| { readonly fault: 'cycle'; readonly address: string }
	| { readonly fault: 'too-many-works' | 'too-deep-shelves'; readonly address: string };

export interface Gathered {
	/** Works before the shelves that they stand on. */
	readonly works: readonly GatheredWork[];
	/** Parts of it that could not be had; the rest has come. */
	readonly missing: readonly GatherFault[];
}
export interface GatheredWork {
	readonly content: Manifest | Collection;
	readonly pages: Readonly<Record<string, AnnotationPage>>;
	readonly texts: Readonly<Record<string, string>>;
	/** Ids of manifests and collections that stand on this shelf and have come. */
	readonly members: readonly string[];
	/** Where HTML became text, and what a kiosk will not show. */
	readonly html: readonly string[];
	readonly unseen: readonly string[];
}

const MOST_WORKS = 500;
const DEEPEST_SHELVES = 5;
const MOST_PAGES = 500;
/** Asked of others for one import, whatever they lead to. */
const MOST_DOCUMENTS = 3000;
const LONGEST_TEXT = 500_000;
/** One record of every kiosk, in characters of JSON. */
const LARGEST = 8_000_000;

export async function gather(
	web: Web,
	first: { readonly text: string; readonly address: string },
	onProgress: (done: number, of: number) => void = () => {},
): Promise<Result<Gathered, GatherFault>> {
	const trip = new Trip(web, onProgress);
	const fault = await trip.take(first.text, first.address, []);
	return fault ? err(fault) : ok({ works: [...trip.works.values()], missing: trip.missing });
}

class Trip {
	readonly works = new Map<string, GatheredWork>();
	readonly missing: GatherFault[] = [];
	readonly #web: Web;
	readonly #onProgress: (done: number, of: number) => void;
	#expected = 1;

	constructor(web: Web, onProgress: (done: number, of: number) => void) {
		let asked = 0;
		this.#web = {
			text: (address) =>
				++asked > MOST_DOCUMENTS
					? Promise.resolve(err(`more than ${MOST_DOCUMENTS} documents hang together`))
					: web.text(address),
		};
		this.#onProgress = onProgress;
	}

	/** `above`: the collections that led here. The fault of this document itself; those of its parts are `missing`. */
	async take(text: string, address: string, above: readonly string[]): Promise<GatherFault | null> {
		const read = readIiif(text);
		if (!read.ok) return { ...read.error, address };
		switch (read.value.is) {
			case 'manifest':
				return this.#manifest(read.value.manifest, read.value.html, address);
			case 'collection':
				return this.#collection(read.value.collection, read.value.html, above);
			case 'state':
				return this.#state(read.value.opened, above);
			case 'annotations':
				return this.#annotations(read.value.page, address, above);
		}
	}

	async #fetched(address: string, above: readonly string[]): Promise<GatherFault | null> {
		const text = await this.#web.text(address);
		return text.ok
			? this.take(text.value, address, above)
			: { fault: 'unreachable', address, detail: text.error };
	}

	#put(work: GatheredWork, address: string): GatherFault | null {
		if (this.works.size >= MOST_WORKS) return { fault: 'too-many-works', address };
		const { content, pages, texts } = work;
		const size = JSON.stringify({ content, pages, texts }).length;
		if (size > LARGEST) return { fault: 'too-much', at: '', detail: `${size} characters`, address };
		this.works.set(work.content.id, work);
		this.#onProgress(this.works.size, Math.max(this.#expected, this.works.size));
		return null;
	}

	async #manifest(content: Manifest, html: readonly string[], address: string): Promise<GatherFault | null> {
		const pages = await this.#named(content);
		const texts = await this.#texts(content, pages);
		const unseen = unseenIn(content);
		return this.#put({ content, pages, texts, members: [], html, unseen }, address);
	}

	/** Annotation pages that the manifest names without their content, and those that follow them. */
	async #named({ items, annotations }: Manifest): Promise<Record<string, AnnotationPage>> {
		const found: Record<string, AnnotationPage> = {};
		const named = [...(annotations ?? []), ...items.flatMap((canvas) => canvas.annotations ?? [])];
		const asked = new Set(named.flatMap((page) => (page.items || !page.id ? [] : [page.id])));
		for (const id of asked) {
			const items = await this.#pageItems(id, asked);
			const page = v.safeParse(AnnotationPageSchema, { id, type: 'AnnotationPage', items });
			if (items && page.success) found[id] = page.output;
		}
		return found;
	}

	async #pageItems(first: string, asked: ReadonlySet<string>): Promise<unknown[] | null> {
		const items: unknown[] = [];
		const seen = new Set<string>();
		for (let next: string | null = first; next && !seen.has(next) && seen.size < MOST_PAGES;) {
			seen.add(next);
			const text: Result<string, string> = await this.#web.text(next);
			const read = text.ok ? readIiif(text.value) : null;
			if (!read?.ok || read.value.is !== 'annotations') {
				const detail = text.ok ? 'it is no page of annotations' : text.error;
				this.missing.push({ fault: 'unreachable', address: next, detail });
				return items.length > 0 ? items : null;
			}
			items.push(...listOf(read.value.page['items']));
			const after: string | null = read.value.next;
			next = after && !asked.has(after) ? after : null;
		}
		return items;
	}

	/** Captions and transcripts. */
	async #texts(content: Manifest, pages: Readonly<Record<string, AnnotationPage>>) {
		const found: Record<string, string> = {};
		for (const { address } of bookOf(content, pages).pages.flatMap(({ tracks }) => tracks)) {
			if (address in found) continue;
			const text = await this.#web.text(address);
			if (text.ok && text.value.length <= LONGEST_TEXT) found[address] = text.value;
			else
				this.missing.push({
					...{ fault: 'unreachable', address },
					detail: text.ok ? 'it is longer than any transcript' : text.error,
				});
		}
		return found;
	}

	async #collection(
		content: Collection,
		html: readonly string[],
		above: readonly string[],
	): Promise<GatherFault | null> {
		if (above.includes(content.id)) return { fault: 'cycle', address: content.id };
		if (above.length >= DEEPEST_SHELVES) return { fault: 'too-deep-shelves', address: content.id };
		this.#expected += content.items.length;
		for (const member of content.items) {
			if (this.works.has(member.id)) continue;
			const fault = await this.#member(member, [...above, content.id]);
			if (fault && isFatal(fault)) return fault;
			if (fault) this.missing.push(fault);
		}
		const members = content.items.map(({ id }) => id).filter((id) => this.works.has(id));
		const shelf: Collection = { ...content, items: content.items.map(named) };
		return this.#put(
			{ content: shelf, pages: {}, texts: {}, members, html, unseen: unseenIn(shelf) },
			content.id,
		);
	}

	/** What came whole with its shelf is not asked for again. */
	#member(member: Member, above: readonly string[]): Promise<GatherFault | null> {
		const { items } = member as { items?: unknown };
		return Array.isArray(items) && items.length > 0
			? this.take(JSON.stringify(member), member.id, above)
			: this.#fetched(member.id, above);
	}

	async #state({ manifest, place, more }: Opened, above: readonly string[]): Promise<GatherFault | null> {
		for (const one of [{ manifest, place }, ...more]) {
			const fault = this.works.has(one.manifest) ? null : await this.#fetched(one.manifest, above);
			if (fault) return fault;
			const work = this.works.get(one.manifest);
			if (one.place && work?.content.type === 'Manifest')
				this.works.set(one.manifest, { ...work, content: { ...work.content, start: startAt(one.place) } });
		}
		return null;
	}

	/** Annotations alone: with the manifest that they say they are about. */
	async #annotations(
		page: JsonObject,
		address: string,
		above: readonly string[],
	): Promise<GatherFault | null> {
		const targets = listOf(page['items'])
			.filter(isObject)
			.map((one) => one['target']);
		const manifest = targets.flatMap(partOfManifest)[0];
		const parsed = v.safeParse(AnnotationPageSchema, page);
		if (manifest === undefined || !parsed.success)
			return { fault: 'not-iiif', at: 'items', detail: 'annotations of nothing', address };
		const fault = await this.#fetched(manifest, above);
		const work = this.works.get(manifest);
		if (fault || work?.content.type !== 'Manifest') return fault;
		const content = { ...work.content, annotations: [...(work.content.annotations ?? []), parsed.output] };
		this.works.set(manifest, { ...work, content });
		return null;
	}
}

const isFatal = ({ fault }: GatherFault): boolean =>
	fault === 'cycle' || fault === 'too-many-works' || fault === 'too-deep-shelves';

/** A member of a shelf, without what came with it: it is a work of its own. */
function named(member: Member): Member {
	const {
		items: _items,
		structures: _structures,
		...rest
	} = member as Member & { items?: unknown; structures?: unknown };
	return rest;
}

function startAt({ of, box, from }: Place): NonNullable<Manifest['start']> {
	const values = [
		...(box ? [`xywh=${box.percent ? 'percent:' : ''}${box.x},${box.y},${box.width},${box.height}`] : []),
		...(from === null ? [] : [`t=${from}`]),
	];
	if (values.length === 0) return { id: of, type: 'Canvas' };
	return {
		...{ id: `${of}#start`, type: 'SpecificResource', source: of },
		selector: { type: 'FragmentSelector', value: values.join('&') },
	};
}

function partOfManifest(target: unknown): string[] {
	if (!isObject(target)) return [];
	const within = [
		...listOf(target['partOf']),
		...(isObject(target['source']) ? listOf(target['source']['partOf']) : []),
	];
	return within.filter(isObject).flatMap(({ id }) => (typeof id === 'string' ? [id] : []));
}
