import type { ExhibitKind } from '$lib/domain/editorial.ts';
import type { Consent } from '$lib/domain/consent.ts';
import { holds, isWaiting } from '$lib/domain/consent.ts';
import { mediaOf } from '$lib/domain/exhibit-references.ts';
import type { Language } from '$lib/domain/text.ts';
import { localDate } from '$lib/domain/venue-time.ts';
import { fieldWords, labelOf } from '$lib/i18n/staff/exhibit-fields.ts';
import { exhibitsWords, type ExhibitsWords } from '$lib/i18n/staff/exhibits.ts';
import type { ExhibitSheet, Lack } from '$lib/server/exhibition/shapes.ts';
import type { Staff } from '$lib/server/hub.ts';
import { may } from '../access.ts';
import { cutsOf, differences, linesOf, type Change } from './difference.ts';
import { moment } from './list-view.server.ts';

/** What an exhibit's page shows, in its reader's words. */
export function sheetView(
	sheet: ExhibitSheet,
	staff: Staff,
	zone: string,
	lang: Language,
	now: number,
	names: MediaNames,
) {
	const { head, newest } = sheet;
	const { standing, kind, id, title } = head;
	const words = exhibitsWords(lang);
	return {
		...{ kind, id, title, stage: standing.stage, seen: head.seen, chosen: standing.chosen },
		version: newest.version,
		window: windowOf(sheet, zone),
		withdrawn: withdrawnWords(sheet, lang),
		heldBack: heldBackWords(sheet, lang),
		can: {
			write: may(staff.role, 'writeExhibits'),
			approve: may(staff.role, 'approveExhibits'),
			/** Did they write it themselves? */
			own: standing.authors.includes(`staff:${staff.id}`),
		},
		changes: changesOf(sheet, lang, names),
		lacks: sheet.lacks.map((lack) => lackWords(lack, lang)),
		living: sheet.living,
		consents: sheet.consents.map((consent) => consentView(consent, staff, zone, lang, now)),
		media: mediaOf(sheet.body),
		versions: sheet.versions.map((row) => ({
			...{ version: row.version, by: row.name || words.sheet.bySystem, at: moment(row.at, zone) },
			...{ restores: row.restores, live: row.version === standing.approved?.version },
		})),
		steps: sheet.steps.map((step) => ({
			...{ at: moment(step.at, zone), by: step.name || words.sheet.bySystem },
			act: words.sheet.act[step.act] ?? step.act,
			version: step.version,
			reason: step.act === 'send-back' || step.act === 'withdraw' ? step.detail : null,
		})),
	};
}

function windowOf({ head }: ExhibitSheet, zone: string) {
	const { approved } = head.standing;
	const told = (at: number | null) => (at === null ? null : moment(at, zone));
	return approved && { version: approved.version, from: told(approved.from), until: told(approved.until) };
}

function withdrawnWords({ head }: ExhibitSheet, lang: Language): string | null {
	const { sheet } = exhibitsWords(lang);
	const { withdrawn } = head.standing;
	return withdrawn && sheet.withdrawn(sheet.cause[withdrawn.cause] || withdrawn.reason);
}

function heldBackWords({ heldBack }: ExhibitSheet, lang: Language) {
	if (!heldBack) return null;
	const { sheet } = exhibitsWords(lang);
	const { by, title, person } = heldBack;
	const way = { label: sheet.toPerson(title), href: `/staff/exhibits/${person.kind}/${person.id}` };
	return { why: sheet.heldBack[by](title), way };
}

/** Against what is approved; all of it where nothing ever was. */
function changesOf({ head, body, approved, newest }: ExhibitSheet, lang: Language, names: MediaNames) {
	const { kind, standing } = head;
	if (standing.approved?.version === newest.version) return { isNew: false, lines: [] };
	const lines = differences(approved ? linesOf(kind, approved) : [], linesOf(kind, body));
	return { isNew: approved === null, lines: lines.map((change) => changeView(kind, change, lang, names)) };
}

function changeView(kind: ExhibitKind, change: Change, lang: Language, names: MediaNames) {
	const { path, before, after } = change;
	const words = fieldWords(lang);
	const choices = words.choices[path.split('.').at(-1) ?? ''] ?? namesAmong(names, before, after);
	const label = pathLabel(kind, path, lang);
	if (!choices) return { label, ...cutsOf(change) };
	const whole = (text: string | null) =>
		text === null ? null : { head: '', middle: choices[text] ?? text, tail: '' };
	return { label, before: whole(before), after: whole(after) };
}

/** What pictures and recordings are called, by id. */
export type MediaNames = Readonly<Record<string, string>>;

const namesAmong = (names: MediaNames, ...texts: (string | null)[]): MediaNames | undefined =>
	texts.some((text) => text !== null && text in names) ? names : undefined;

/** “荣誉 2 · 出处 · 英文” */
export function pathLabel(kind: ExhibitKind, path: string, lang: Language): string {
	const words = fieldWords(lang);
	const parts = path.split('.');
	const labels: string[] = [];
	for (const [n, part] of parts.entries()) {
		if (part === 'zh') continue;
		if (part === 'en') labels.push(words.en);
		else if (/^\d+$/.test(part)) labels[labels.length - 1] = words.nth(labels.at(-1) ?? '', Number(part) + 1);
		else labels.push(labelOf(words, kind, parts.slice(0, n + 1).join('.')).label);
	}
	return labels.join(' · ');
}

export function lackWords(lack: Lack, lang: Language): string {
	const { lacks, purpose, kind } = exhibitsWords(lang);
	switch (lack.what) {
		case 'source':
			return lacks.source(lack.at + 1);
		case 'reference':
			return lacks.reference(kind[lack.to.kind], lack.to.id);
		case 'media':
			return lacks.media[lack.state];
		case 'consent':
			return lacks.consent[lack.gap](purpose[lack.purpose] + (lack.mediaId ? lacks.ofMedia : ''));
	}
}

export function consentView(consent: Consent, staff: Staff, zone: string, lang: Language, now: number) {
	const { purpose, consent: words } = exhibitsWords(lang);
	const { id, who, givenOn, withdrawn, note, scan, unconfirmed } = consent;
	const waits = isWaiting(consent);
	/** Did they write it down themselves? */
	const own = unconfirmed === `staff:${staff.id}`;
	return {
		...{ id, who, givenOn, note, waits, state: stateOf(consent, zone, words, now) },
		holds: consent.purposes.length > 0 && holds(consent, now),
		withdrawn: withdrawn !== null,
		own,
		confirms: waits && !own && may(staff.role, 'approveExhibits'),
		purposes: consent.purposes.map((each) => purpose[each]),
		scan: scan !== null,
	};
}

function stateOf(consent: Consent, zone: string, words: ExhibitsWords['consent'], now: number): string {
	const { until, withdrawn, purposes } = consent;
	if (withdrawn) return words.gone(withdrawn.reason);
	if (purposes.length === 0) return words.outweighed;
	if (isWaiting(consent)) return words.waits;
	if (!holds(consent, now)) return words.over;
	// The last day on which it holds.
	return until === null ? words.validAlways : words.valid(localDate(until - 1, zone));
}
