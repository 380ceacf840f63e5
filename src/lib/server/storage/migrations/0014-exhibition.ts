import type { Migration } from './migration.ts';

/** Exhibits as they are written and looked at, what belongs to them, and who has agreed to be shown. */
export const exhibition: Migration = {
	name: '0014-exhibition',
	appendOnly: ['exhibit_version', 'exhibit_step'],
	byVenue: ['exhibit', 'exhibit_version', 'exhibit_step', 'exhibit_media', 'media_item', 'consent'],
	statements: [
		`CREATE TABLE exhibit (
			venue_id TEXT NOT NULL,
			kind TEXT NOT NULL,
			exhibit_id TEXT NOT NULL,
			title TEXT NOT NULL,
			find TEXT NOT NULL,
			stage TEXT NOT NULL,
			seen TEXT NOT NULL,
			chosen TEXT,
			due_at BIGINT,
			changed_at BIGINT NOT NULL,
			changed_by TEXT NOT NULL,
			standing TEXT NOT NULL,
			PRIMARY KEY (venue_id, kind, exhibit_id)
		)`,
		'CREATE INDEX exhibit_changed ON exhibit (venue_id, changed_at)',
		'CREATE INDEX exhibit_due ON exhibit (due_at) WHERE due_at IS NOT NULL',
		`CREATE TABLE exhibit_version (
			venue_id TEXT NOT NULL,
			kind TEXT NOT NULL,
			exhibit_id TEXT NOT NULL,
			version INTEGER NOT NULL,
			body TEXT NOT NULL,
			historic INTEGER NOT NULL,
			actor TEXT NOT NULL,
			actor_name TEXT NOT NULL,
			at BIGINT NOT NULL,
			restores INTEGER,
			PRIMARY KEY (venue_id, kind, exhibit_id, version)
		)`,
		`CREATE TABLE exhibit_step (
			venue_id TEXT NOT NULL,
			kind TEXT NOT NULL,
			exhibit_id TEXT NOT NULL,
			number INTEGER NOT NULL,
			version INTEGER NOT NULL,
			act TEXT NOT NULL,
			actor TEXT NOT NULL,
			actor_name TEXT NOT NULL,
			at BIGINT NOT NULL,
			detail TEXT,
			PRIMARY KEY (venue_id, kind, exhibit_id, number)
		)`,
		`CREATE TABLE exhibit_media (
			venue_id TEXT NOT NULL,
			media_id TEXT NOT NULL,
			kind TEXT NOT NULL,
			exhibit_id TEXT NOT NULL,
			PRIMARY KEY (venue_id, media_id, kind, exhibit_id)
		)`,
		'CREATE INDEX exhibit_media_of ON exhibit_media (venue_id, kind, exhibit_id)',
		`CREATE TABLE media_item (
			venue_id TEXT NOT NULL,
			media_id TEXT NOT NULL,
			kind TEXT NOT NULL,
			state TEXT NOT NULL,
			body TEXT NOT NULL,
			file_name TEXT NOT NULL,
			bytes BIGINT NOT NULL,
			shown TEXT NOT NULL,
			person_kind TEXT,
			person_id TEXT,
			fault TEXT,
			due_at BIGINT,
			at BIGINT NOT NULL,
			actor TEXT NOT NULL,
			PRIMARY KEY (venue_id, media_id)
		)`,
		'CREATE INDEX media_of_person ON media_item (venue_id, person_kind, person_id)',
		'CREATE INDEX media_by_id ON media_item (media_id)',
		'CREATE INDEX media_due ON media_item (due_at) WHERE due_at IS NOT NULL',
		`CREATE TABLE consent (
			venue_id TEXT NOT NULL,
			consent_id TEXT NOT NULL,
			about_kind TEXT NOT NULL,
			about_id TEXT NOT NULL,
			given_on TEXT NOT NULL,
			body TEXT NOT NULL,
			PRIMARY KEY (venue_id, consent_id)
		)`,
		'CREATE INDEX consent_about ON consent (venue_id, about_kind, about_id)',
		`CREATE TABLE media_upload (
			venue_id TEXT NOT NULL,
			upload_id TEXT NOT NULL,
			staff_id TEXT NOT NULL,
			mark TEXT NOT NULL,
			file_name TEXT NOT NULL,
			bytes BIGINT NOT NULL,
			about TEXT NOT NULL,
			at BIGINT NOT NULL,
			PRIMARY KEY (venue_id, upload_id)
		)`,
	],
};
