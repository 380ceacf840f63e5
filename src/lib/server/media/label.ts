import type { Media } from '../../domain/media.ts';
import { checkedChange } from '../records.ts';
import type { Label } from './shapes.ts';

export const labelOf = ({ caption, credit }: Label): Pick<Media, 'caption' | 'credit'> => ({
	caption,
	...(credit === null ? { credit: undefined } : { credit }),
});

export const storable = (body: Media): string => checkedChange({ kind: 'media', id: body.id, body }).body!;
