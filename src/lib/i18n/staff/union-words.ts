import type { UnionFault } from '../../domain/union.ts';
import type { Language } from '../../domain/text.ts';

const zh = {
	heading: '工会',
	lead: '市 ▸ 区县 ▸ 基层工会 ▸ 会员。名额、报表按这棵树计算：给区县的名额，包括它下面的所有基层工会。',
	none: '还没有工会。先加一个区县。',
	members: (n: number) => `${n} 人`,
	own: (n: number) => `本级 ${n} 人`,
	/** `members`: as they are counted on screen. */
	see: (name: string, members: string) => `${members}：查看${name}的会员`,
	add: '加工会',
	edit: '修改',
	editName: (name: string) => `修改${name}`,
	name: '名称',
	parent: '上级',
	city: '市总工会（最上级）',
	save: '保存',
	saved: (name: string) => `已保存：${name}`,
	remove: '删除',
	removeLead: '下面没有工会才能删除；会员仍写着这个名称。',
	removed: '已删除。',
	back: '取消',
	loose: '会员写着、树上还没有的工会',
	looseLead: '导入名单时写的名称。选一个上级加进来，名额和报表就会算上。',
	place: '加到树上',
	fault: {
		'bad-name': '名称：请填 1–60 个字。',
		'taken-name': '名称：已有同名的工会，名称不能重复。',
		'no-such-parent': '上级：选的已不在，请重新选择。',
		'below-itself': '上级：不能放到自己或自己的下级下面。',
		'too-deep': '上级：最多六级，请放高一点。',
		'no-such-union': '没有这个工会，可能已被删除。',
		'has-unions-below': '下面还有工会，请先把它们移走或删除。',
	} satisfies Record<UnionFault | 'no-such-union' | 'has-unions-below', string>,
};

export type UnionWords = typeof zh;

const en: UnionWords = {
	heading: 'Unions',
	lead: 'City ▸ district ▸ union ▸ member. Quotas and reports follow this tree: a district’s quota counts every union below it.',
	none: 'No union yet: add a district first.',
	members: (n) => `${n} ${n === 1 ? 'member' : 'members'}`,
	own: (n) => `${n} of its own`,
	see: (name, members) => `${members}: see those of ${name}`,
	add: 'Add a union',
	edit: 'Edit',
	editName: (name) => `Edit ${name}`,
	name: 'Name',
	parent: 'Below',
	city: 'the city (top)',
	save: 'Save',
	saved: (name) => `Saved: ${name}`,
	remove: 'Delete',
	removeLead: 'Only without unions below it; its members keep its name.',
	removed: 'Deleted.',
	back: 'Cancel',
	loose: 'Named by members, and not in the tree',
	looseLead:
		'As written in imported lists. Choose what they are below, and quotas and reports will count them.',
	place: 'Put into the tree',
	fault: {
		'bad-name': 'Name: 1 to 60 characters, please.',
		'taken-name': 'Name: another union has it.',
		'no-such-parent': 'Below: what was chosen is gone. Choose again.',
		'below-itself': 'Below: a union cannot be below itself.',
		'too-deep': 'Below: six levels at most. Put it higher up.',
		'no-such-union': 'There is no such union; it may have been deleted.',
		'has-unions-below': 'There are unions below it: move or delete those first.',
	},
};

export const unionWords = (language: Language): UnionWords => (language === 'zh' ? zh : en);
