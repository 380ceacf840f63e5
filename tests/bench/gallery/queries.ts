/**
 * What visitors type, and who must be among what is found: names, initials, family names that are misread, words of two
 * characters, and letters and characters mixed. The people are put among the ten thousand.
 */
export const KNOWN = [
	{ name: '王进喜', work: '大庆油田钻井工人', trade: '石油', home: '黑龙江' },
	{ name: '孟泰', work: '鞍山钢铁公司炼铁厂配管工', trade: '钢铁', home: '辽宁' },
	{ name: '时传祥', work: '北京清洁队掏粪工人', trade: '环卫', home: '北京' },
	{ name: '赵梦桃', work: '西北国棉一厂细纱挡车工', trade: '纺织', home: '陕西' },
	{ name: '张秉贵', work: '百货大楼糖果柜台售货员', trade: '商业', home: '北京' },
	{ name: '单田方', work: '造船厂焊工', trade: '造船', home: '上海' },
	{ name: '仇家振', work: '电力巡线工', trade: '电力', home: '江苏' },
	{ name: '解鸿飞', work: '地质测量员', trade: '测绘', home: '山东' },
	{ name: '曾广禄', work: '龙窑烧窑工', trade: '陶瓷', home: '江西' },
	{ name: '区少华', work: '码头装卸工', trade: '港口', home: '广东' },
	{ name: '查志远', work: '公交驾驶员', trade: '公交', home: '浙江' },
	{ name: '朴成哲', work: '水稻技术员', trade: '农业', home: '吉林' },
	{ name: '盖凤山', work: '机床装配钳工', trade: '机械', home: '辽宁' },
	{ name: '万俟立', work: '隧道爆破工', trade: '隧道', home: '重庆' },
	{ name: '尉迟敏', work: '航天总装工', trade: '航天', home: '陕西' },
	{ name: '欧阳启明', work: '高铁养路工', trade: '高铁', home: '湖南' },
] as const;

/** Query → the name that must be found. */
export const QUERIES: readonly (readonly [query: string, name: string])[] = [
	...([
		['王进喜', '王进喜'],
		['进喜', '王进喜'],
		['wangjinxi', '王进喜'],
		['wjx', '王进喜'],
		['王jx', '王进喜'],
		['大庆zuanjing', '王进喜'],
		['wangjx', '王进喜'],
	] as const),
	...([
		['孟泰', '孟泰'],
		['mengtai', '孟泰'],
		['mt', '孟泰'],
		['鞍山', '孟泰'],
		['配管', '孟泰'],
	] as const),
	...([
		['shichuanxiang', '时传祥'],
		['scx', '时传祥'],
		['掏粪', '时传祥'],
		['清洁', '时传祥'],
	] as const),
	...([
		['zhaomengtao', '赵梦桃'],
		['zmt', '赵梦桃'],
		['赵mengtao', '赵梦桃'],
		['细纱', '赵梦桃'],
	] as const),
	...([
		['zhangbg', '张秉贵'],
		['zbg', '张秉贵'],
		['糖果', '张秉贵'],
		['tangguo', '张秉贵'],
	] as const),
	...([
		['shantianfang', '单田方'],
		['stf', '单田方'],
		['qiujz', '仇家振'],
		['xiehongfei', '解鸿飞'],
		['xhf', '解鸿飞'],
	] as const),
	...([
		['zenggl', '曾广禄'],
		['zgl', '曾广禄'],
		['oushaohua', '区少华'],
		['zhazy', '查志远'],
	] as const),
	...([
		['piaochengzhe', '朴成哲'],
		['gefs', '盖凤山'],
		['moqili', '万俟立'],
		['mql', '万俟立'],
		['yuchimin', '尉迟敏'],
	] as const),
	...([
		['ouyangqm', '欧阳启明'],
		['高铁', '欧阳启明'],
	] as const),
];
