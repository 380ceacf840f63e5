import type { OpeningHours } from './venue.ts';

/** Opening hours as people type them: a line for some days, such as “1-5 09:00-21:00” or “周六、周日 9:00-17:00”. */

const CHINESE = ['一', '二', '三', '四', '五', '六', '日'];
const ENGLISH = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const LINE = /^(.+?)[\s：]+(\d{1,2}[:：]\d\d)\s*[-–—~至到]\s*(\d{1,2}[:：]\d\d)$/;

/** Null where a line cannot be read. No line: no hours. */
export function openingHoursOf(text: string): OpeningHours[] | null {
	const hours: OpeningHours[] = [];
	for (const line of text.split('\n').map((one) => one.trim())) {
		if (!line) continue;
		const [, daysText, from, to] = LINE.exec(line) ?? [];
		const days = daysText === undefined ? null : daysOf(daysText);
		if (!days || !from || !to) return null;
		const span = { days, from: wallTime(from), to: wallTime(to) };
		if (span.from >= span.to || span.to > '24:00') return null;
		hours.push(span);
	}
	return hours;
}

const wallTime = (text: string): string => text.replace('：', ':').padStart(5, '0');

/** “周一至周五”, “Mon-Fri”, “1-5”, “六、日”, “6,7”. */
function daysOf(text: string): number[] | null {
	const days = new Set<number>();
	for (const part of text.toLowerCase().split(/[,，、\s]+/)) {
		const [first, last] = part.split(/[-–—~至到]/).map(dayOf);
		if (!first || last === null || (last !== undefined && last < first)) return null;
		for (let day = first; day <= (last ?? first); day++) days.add(day);
	}
	return [...days].sort();
}

function dayOf(text: string): number | null {
	const bare = text.replace(/^(?:星期|礼拜|周)/, '').replace('天', '日');
	if (/^[1-7]$/.test(bare)) return Number(bare);
	const chinese = CHINESE.indexOf(bare);
	if (chinese >= 0) return chinese + 1;
	const english = ENGLISH.indexOf(bare.slice(0, 3));
	return english >= 0 ? english + 1 : null;
}

/** As a form shows them again. */
export const openingText = (hours: readonly OpeningHours[]): string =>
	hours
		.map(({ days, from, to }) => {
			const run = days.length > 2 && days.every((day, n) => n === 0 || day === days[n - 1]! + 1);
			const name = (day: number) => `周${CHINESE[day - 1]!}`;
			return `${run ? `${name(days[0]!)}至${name(days.at(-1)!)}` : days.map(name).join('、')} ${from}-${to}`;
		})
		.join('\n');
