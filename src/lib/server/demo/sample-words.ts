import type { Text } from '../../domain/text.ts';
import type { Room } from '../../domain/venue.ts';

type Label = Required<Text>;

const en = (text: Text): string => text.en ?? text.zh;

/** What to expect of each sample pass. Typed by both languages: a sample without one does not compile. */
export const SAMPLE_WORDS = {
	good: (course: Text, room: Room): Label => ({
		zh: `可以入场:${course.zh},${room.floor} 楼 ${room.number ?? room.name.zh}`,
		en: `Admitted: ${en(course)}, floor ${room.floor}, ${room.number ?? en(room.name)}`,
	}),
	early: (course: Text): Label => ({
		zh: `来早了:${course.zh} 还没开始签到`,
		en: `Too early: check-in for ${en(course)} is not open yet`,
	}),
	otherDay: { zh: '别的班:今天没有他的课', en: 'Another class: none of theirs meets today' },
	expired: { zh: '已过期:昨天是最后一天', en: 'Expired: yesterday was its last day' },
	revoked: { zh: '已作废:挂失后的旧码', en: 'Revoked: reported lost' },
	unknownIssuer: { zh: '外地的码:本宫不认识发码方', en: 'Unknown issuer: not a hub we trust' },
	forged: { zh: '伪造的码:签名不对', en: 'Forged: the signature is wrong' },
	garbage: { zh: '不是入场码:餐厅的点餐码', en: "Not a pass: a restaurant's menu code" },
} as const satisfies Record<string, Label | ((...parts: never[]) => Label)>;
