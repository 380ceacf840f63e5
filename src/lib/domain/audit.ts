/**
 * Every act that the hub writes down, by what it is about. i18n/staff/audit-zh.ts has a sentence for each; a test looks for acts
 * that are written and stand not here.
 */
export const AUDIT_KINDS = {
	schedule: [
		...['schedule-edited', 'schedule-undone', 'timetable-imported', 'timetable-undone'],
		'holidays-changed',
		...['schedule-closed', 'schedule-opened', 'schedule-key-renewed'],
	],
	catalogue: [
		'catalogue-put',
		'catalogue-removed',
		'catalogue-archived',
		'catalogue-restored',
		'venue-changed',
		'policy-changed',
	],
	people: [
		...['member-added', 'member-changed', 'member-erased', 'member-exported', 'members-imported'],
		...['enrolled', 'signed-up', 'withdrawn', 'union-put', 'union-removed'],
	],
	desk: [
		...['desk-check-in', 'desk-override', 'desk-check-out', 'desk-undo', 'desk-guest', 'desk-phone-shown'],
		...['desk-pass-printed', 'desk-claim-given', 'desk-refused', 'desk-sheet-entered', 'desk-roster-taken'],
		...['apart-counted', 'apart-set-aside'],
	],
	passes: [
		...['pass-revoked', 'passes-printed', 'pass-at-two-places', 'pass-on-many-phones', 'claim-code-issued'],
		...[
			'claim-code-used',
			'claims-locked',
			'live-pass-added',
			'live-pass-withdrawn',
			'phone-opened',
			'phone-ended',
		],
		...['union-signed-in', 'key-added', 'key-retired', 'key-trusted', 'key-distrusted'],
	],
	devices: [
		...['device-paired', 'device-revoked', 'device-door', 'device-lost-store', 'outbox-imported'],
		...['entries-quarantined', 'entries-missing', 'screen-set'],
	],
	screens: ['notice-put-up', 'notice-changed', 'notice-ended', 'emergency-raised', 'emergency-ended'],
	exhibition: [
		...['exhibit-write', 'exhibit-restore', 'exhibit-submit', 'exhibit-send-back', 'exhibit-approve'],
		...['exhibit-reschedule', 'exhibit-withdraw', 'exhibit-withdrawn', 'exhibit-choose'],
		...['consent-given', 'consent-confirmed', 'consent-withdrawn'],
		...['recording-heard', 'recording-adopted', 'recording-refused', 'recordings-over'],
		...['media-add', 'media-caption', 'media-label', 'media-withdraw'],
		...['media-propose', 'media-confirm', 'media-turn-down', 'media-take-back'],
	],
	accounts: [
		...['signed-in', 'account-made', 'staff-invited', 'invite-withdrawn', 'account-changed', 'account-off'],
		...['account-on', 'account-signed-out', 'password-link-made', 'password-reset'],
		...['desk-pin-set', 'desk-pin-dropped', 'desk-pin-wrong'],
	],
	hub: ['restored'],
} as const;

export type AuditKind = keyof typeof AUDIT_KINDS;
export type AuditAction = (typeof AUDIT_KINDS)[AuditKind][number];

export const AUDIT_ACTIONS: readonly AuditAction[] = Object.values(AUDIT_KINDS).flat();

export const isAuditAction = (action: string): action is AuditAction =>
	(AUDIT_ACTIONS as readonly string[]).includes(action);

/** What an act is about; of one that a newer version wrote, the hub itself. */
export const auditKindOf = (action: string): AuditKind =>
	(Object.keys(AUDIT_KINDS) as AuditKind[]).find((kind) =>
		(AUDIT_KINDS[kind] as readonly string[]).includes(action),
	) ?? 'hub';
