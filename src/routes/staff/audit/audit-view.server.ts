import { asId, type OfferingId } from '$lib/base/id.ts';
import { auditKindOf, isAuditAction, type AuditKind } from '$lib/domain/audit.ts';
import type { Catalogue } from '$lib/domain/catalogue.ts';
import type { SessionChange } from '$lib/domain/schedule-change.ts';
import { inLanguage, type Language, type Text } from '$lib/domain/text.ts';
import { localDate, localTime } from '$lib/domain/venue-time.ts';
import { auditWords, type AuditTold } from '$lib/i18n/staff/audit-words.ts';
import { staffWords } from '$lib/i18n/staff/staff-words.ts';
import type { Hub } from '$lib/server/hub.ts';
import type { AuditRow } from '$lib/server/storage/port.ts';
import { namesIn, type Names } from './audit-names.server.ts';
import { courseAndClass, tellChanges } from './schedule-told.server.ts';

/** A line of the audit as staff read it. */
export interface AuditView {
	readonly date: string;
	readonly time: string;
	readonly who: string;
	readonly kind: AuditKind;
	readonly told: string;
	readonly venue: string | null;
	readonly action: string;
	readonly subject: string;
	readonly place: string;
}

type Detail = Readonly<Record<string, unknown>>;

export async function auditLines(
	hub: Hub,
	rows: readonly AuditRow[],
	home: Catalogue,
	lang: Language,
): Promise<AuditView[]> {
	const words = auditWords(lang);
	const names = await namesIn(hub, rows, home, words, lang);
	return rows.map((row) => {
		const { zone } = (names.catalogue(row.venueId) ?? home).venue;
		const told = toldOf(row, names, lang);
		return {
			...{ date: localDate(row.at, zone), time: localTime(row.at, zone), who: told.who },
			...{ kind: auditKindOf(row.action), action: row.action, subject: row.subject },
			told: isAuditAction(row.action)
				? words.sentences[row.action](told)
				: words.unknown(told.who, row.action),
			venue: row.venueId && names.of(`venue:${row.venueId}`),
			place: `${row.at}.${row.place}`,
		};
	});
}

function toldOf(row: AuditRow, names: Names, lang: Language): AuditTold {
	const detail = readDetail(row.detail);
	const catalogue = names.catalogue(row.venueId);
	const { changes } = detail as { changes?: readonly SessionChange[] };
	const named = typeof detail['name'] === 'string' ? detail['name'] : null;
	const isAccount = row.subject.startsWith('staff:');
	return {
		who: names.of(row.actor),
		// What is gone is called what it was called then.
		whom: isAccount ? names.of(row.subject) : (nameThen(detail, lang) ?? named ?? names.of(row.subject)),
		of: (key) => inWords(key, at(detail, key), catalogue, names, lang),
		changes: catalogue && changes ? tellChanges(changes, catalogue, auditWords(lang), lang) : '',
	};
}

/** Some lines keep a word or a number there, and no members. */
function readDetail(text: string | null): Detail {
	try {
		const detail: unknown = JSON.parse(text ?? '{}');
		return typeof detail === 'object' && detail !== null ? (detail as Detail) : {};
	} catch {
		return {};
	}
}

/** The name that a line about the catalogue keeps. */
function nameThen(detail: Detail, lang: Language): string | null {
	const { title, of: kind } = detail as { title?: Text; of?: string };
	if (!title || !kind) return null;
	const record: Readonly<Record<string, string>> = auditWords(lang).record;
	return `${record[kind] ?? ''}“${inLanguage(title, lang)}”`;
}

/** `a.b` of an object of objects. */
const at = (detail: unknown, path: string): unknown =>
	path
		.split('.')
		.reduce<unknown>(
			(inside, key) => (inside === null ? null : ((inside as Detail | undefined)?.[key] ?? null)),
			detail,
		);

function inWords(
	key: string,
	value: unknown,
	catalogue: Catalogue | null,
	names: Names,
	lang: Language,
): string {
	if (value === null || value === undefined) return '';
	if (typeof value === 'number') return String(value);
	if (Array.isArray(value)) return value.map((one) => inWords(key, one, catalogue, names, lang)).join('、');
	if (typeof value === 'object') return 'zh' in value ? inLanguage(value as Text, lang) : '';
	const text = value as string;
	if (key.endsWith('role')) return (staffWords(lang).role as Record<string, string>)[text] ?? text;
	if (key === 'session') return names.of(`session:${text}`);
	if (key === 'fields') return (auditWords(lang).field as Record<string, string>)[text] ?? text;
	if (key === 'offeringId')
		return (catalogue && courseAndClass(catalogue, asId<OfferingId>(text), lang)) ?? text;
	return text;
}
