import { asId, type HonoreeId } from '../../../src/lib/base/id.ts';
import { HONOUR_KINDS, HONOUR_LEVELS, MOTIFS, type Honoree } from '../../../src/lib/domain/exhibit.ts';
import { DEMO } from '../../../src/lib/server/demo/content.ts';
import { seeded } from '../../../src/lib/server/demo/seeded.ts';

const TRADES =
	'钢铁 石油 纺织 铁路 煤炭 机械 农垦 商业 邮政 环卫 造船 电力 建筑 水利 通信 航空 公交 教育 医疗 林业'.split(
		' ',
	);
const HOMES =
	'北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆'.split(
		' ',
	);
const JOBS =
	'挡车工 钻井工 司机 炉前工 掘进工 车工 钳工 焊工 养路工 投递员 售货员 巡线工 测量员 调度员 检修工'.split(
		' ',
	);
const SURNAMES = '单 仇 解 曾 区 查 朴 盖 万俟 尉迟'.split(' ');

/** So many invented people, the same on every machine; some with the surnames that are misread. */
export function inventPeople(count: number): Honoree[] {
	const chance = seeded('gallery');
	const { surnames, compoundSurnames, givenFirst, givenSecond, givenOne } = DEMO.names;
	const pick = <T>(list: readonly T[]): T => list[chance.below(list.length)]!;
	return Array.from({ length: count }, (_, n) => {
		const kind = chance.below(100);
		const family = kind < 6 ? pick(SURNAMES) : kind < 9 ? pick(compoundSurnames) : pick(surnames);
		const given = chance.below(5) === 0 ? pick(givenOne) : pick(givenFirst) + pick(givenSecond);
		const [trade, home, job] = [pick(TRADES), pick(HOMES), pick(JOBS)];
		const year = 1950 + chance.below(76);
		return {
			id: asId<HonoreeId>(`person-${n + 1}`),
			name: { zh: family + given },
			initial: String.fromCharCode(65 + chance.below(26)),
			work: { zh: `${home}${trade}企业${job}` },
			trade: { zh: trade },
			home: { zh: home },
			motif: pick(MOTIFS),
			honours: [
				{
					title: { zh: pick(['劳动模范', '五一劳动奖章', '先进生产者', '大国工匠']) },
					...{ level: pick(HONOUR_LEVELS), kind: pick(HONOUR_KINDS), year },
				},
			],
			summary: { zh: `${year} 年起在${home}做${job}，带出 ${chance.below(90) + 3} 名徒弟。` },
			story: [{ zh: `他说，${job}这一行，最要紧的是耐得住性子。` }],
			milestones: [{ year, text: { zh: '获得表彰' } }],
			...{ quotes: [], media: [] },
		};
	});
}
