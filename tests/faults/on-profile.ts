import { dropProfile, newProfile } from '../e2e/browser.ts';
import { hasFailed, type Report } from './report.ts';

/** Gives Chromium a fresh profile to work on. Of what failed the profile stays, for whoever wants to know why. */
export async function onProfile(work: (profile: string) => Promise<Report>): Promise<Report> {
	const profile = newProfile();
	let failed = true;
	try {
		const report = await work(profile);
		failed = hasFailed(report);
		return report;
	} finally {
		if (failed) console.error(`Chromium’s profile is kept: ${profile}`);
		else dropProfile(profile);
	}
}
