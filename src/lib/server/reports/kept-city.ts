import type { HubStorage } from '../storage/port.ts';
import { cityReport, type Report, type ReportOrder } from './read-report.ts';

/** A city's sums are read over millions of sessions: the same for everybody who asks within minutes. */
const KEPT_MS = 5 * 60_000;
const MOST = 50;
const kept = new WeakMap<HubStorage, Map<string, { at: number; report: Promise<Report> }>>();

export function keptCityReport(storage: HubStorage, order: ReportOrder): Promise<Report> {
	const known = kept.get(storage) ?? new Map<string, { at: number; report: Promise<Report> }>();
	kept.set(storage, known);
	const key = `${order.from} ${order.to}`;
	const found = known.get(key);
	if (found && order.now - found.at < KEPT_MS) return found.report;
	const report = cityReport(storage, order);
	known.delete(key);
	known.set(key, { at: order.now, report });
	report.catch(() => known.delete(key));
	for (const old of known.keys()) if (known.size > MOST) known.delete(old);
	return report;
}
