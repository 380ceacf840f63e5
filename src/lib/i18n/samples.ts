/** What a page of sample passes says about each: what the kiosk will answer. */
export const SAMPLES = {
	admitted: { zh: '本人课程：可以签到', en: 'Enrolled: admitted' },
	tooEarly: { zh: '还没到签到时间', en: 'Too early' },
	noClassToday: { zh: '今天没有课', en: 'No class today' },
	expired: { zh: '入场码已过期', en: 'Expired pass' },
	revoked: { zh: '入场码已作废', en: 'Revoked pass' },
	forged: { zh: '伪造的入场码', en: 'Forged pass' },
	stranger: { zh: '不认识的发码单位', en: 'Unknown issuer' },
	garbage: { zh: '不是入场码', en: 'Not a pass at all' },
} as const;
