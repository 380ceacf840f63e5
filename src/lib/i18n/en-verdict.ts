import type { Words } from './zh.ts';

export const verdict: Words['verdict'] = {
	kicker: {
		admitted: 'Checked in',
		'already-in': 'Already checked in',
		'ask-desk': 'The desk will help',
		refused: 'Not checked in',
	},
	goTo: (place) => `Go to ${place}`,
	goToRoom: (floor, number) => `Go to ${floor}, room ${number}`,
	hello: (name) => `Hello, ${name}`,
	starts: (course, time) => `${course} · starts ${time}`,
	back: 'Welcome back',
	party: (people) => `A party of ${people}`,
	already: (time) => `Checked in at ${time}; no need to scan again`,
	waitUntil: (time) => `Check-in opens at ${time}`,
	course: (course, time) => `${course} · ${time}`,
	reason: {
		unreadable: {
			title: 'Please scan your pass again',
			next: 'Brighten the phone, hold it straight and a little away; or ask the desk',
		},
		'unsupported-version': {
			title: 'Please check in at the desk',
			next: 'This code is of a newer kind than this machine knows',
		},
		'unknown-issuer': {
			title: 'Please show a pass of this city’s union',
			next: 'This one was issued elsewhere; the desk can help',
		},
		forged: {
			title: 'Please open your pass on the phone again',
			next: 'This code could not be verified; or ask the desk',
		},
		'not-yet-valid': {
			title: 'Please use this pass from its first day on',
			next: 'It is not valid yet; the desk can help',
		},
		expired: {
			title: 'Expired: please refresh your pass on the phone',
			next: 'If it will not refresh, the desk gives you a new one',
		},
		revoked: {
			title: 'Please use your new pass',
			next: 'This one is no longer in use; the desk gives you a new one',
		},
		'stale-code': {
			title: 'Please refresh your pass on the phone',
			next: 'It changes every ten seconds, and a screenshot does not work; or ask the desk',
		},
		'live-only': {
			title: 'Please show the live pass on your phone',
			next: 'Printed codes are not taken here; without a phone, go to the desk',
		},
		barred: { title: 'Please go to the desk', next: 'A member of staff will explain' },
		guest: {
			title: 'Please register at the desk',
			next: 'Guests of this class are let in by the staff',
		},
		'not-enrolled': { title: 'Please sign up at the desk', next: 'You are not on this class’s list yet' },
		waiting: {
			title: 'Please wait for a seat at the desk',
			next: 'You are on the waiting list, and no seat is free yet',
		},
		full: { title: 'Please ask for a seat at the desk', next: 'Every seat of this class is taken' },
		'other-class': { title: 'Your class is in another room', next: 'Please go to the place shown here' },
		'wrong-room': { title: 'Your class is not in this room', next: 'Please go to the place shown here' },
		'other-venue': {
			title: 'Please check in where you signed up',
			next: 'Your class is not at this venue',
		},
		'no-class-today': {
			title: 'You have no class today',
			next: 'See your timetable on the phone, or ask the desk',
		},
		'too-early': { title: 'Please wait a moment', next: 'Check-in has not opened yet' },
		closed: { title: 'Please check in at the desk', next: 'Check-in for this class has ended' },
		cancelled: {
			title: 'This session is cancelled',
			next: 'You will hear about a new date, or choose another session at the desk',
		},
		'other-union': {
			title: 'Please choose a class that is open to your union',
			next: 'This one is for members of certain unions; the desk can help',
		},
		prerequisite: {
			title: 'Please take the earlier course first',
			next: 'This class builds on another; the desk knows how far you are',
		},
		'day-limit': {
			title: 'Please come again another day',
			next: 'You have come as often as one may today; the desk can help',
		},
		'week-limit': {
			title: 'Please come again next week',
			next: 'You have come as often as one may this week; the desk can help',
		},
		rule: {
			title: 'Please go to the desk',
			next: 'By the rules of this venue you cannot check in here this time',
		},
		'cannot-tell': {
			title: 'Please check in at the desk',
			next: 'This machine cannot see the list right now; the desk can',
		},
	},
	flag: {
		late: 'Class has begun: please enter quietly',
		'walk-in': 'Registered as a walk-in',
		'enrollment-unknown': 'The list will be checked later; please take a seat',
		'time-unknown': 'The time will be checked later; please take a seat',
		'clock-skewed': null,
		'device-revoked': null,
		guest: 'Registered as a guest',
		companion: 'Registered with your party',
		override: null,
		leased: null,
		'moved-up': 'A seat became free: it is yours',
		'seats-unknown': 'Seats will be checked later; please take one',
		'over-capacity': 'Seats may be short: please follow the staff',
		'eligibility-unknown': 'This will be checked later; please take a seat',
		'limit-unknown': null,
		'not-live': null,
		'foreign-ticket': 'Registered with another organiser’s ticket',
		'revocation-unknown': null,
		'from-paper': null,
	},
	failure: {
		full: {
			title: 'Please check in at the desk',
			next: 'This machine’s storage is full: the check-in was not kept',
		},
		broken: {
			title: 'Please check in at the desk',
			next: 'This machine cannot save: the check-in was not kept',
		},
	},
	notRecorded: 'Not checked in',
};
