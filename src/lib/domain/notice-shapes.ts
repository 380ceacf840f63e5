import * as v from 'valibot';
import type { NoticeId } from '../base/id.ts';
import { Instant, slug } from './shapes.ts';
import { shortText } from './text.ts';

/** Notices (馆内通知): what a venue tells everybody who comes in, between two instants of its time. */

export const PRIORITIES = ['normal', 'important'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** A title is read from across a hall, a text while one walks past. */
export const LONGEST_TITLE = 60;
export const LONGEST_TEXT = 300;

export const NoticeSchema = v.pipe(
	v.object({
		id: slug<NoticeId>(),
		title: shortText(LONGEST_TITLE),
		text: v.optional(shortText(LONGEST_TEXT)),
		from: Instant,
		/** Nobody sees it from here on. Staff who end it set this to that moment. */
		until: Instant,
		priority: v.picklist(PRIORITIES),
	}),
	v.check(({ from, until }) => until > from, 'a notice must end after it begins'),
);
export type Notice = v.InferOutput<typeof NoticeSchema>;
