import { describe, expect, it } from 'vitest';
import { exhibitsEn } from '../../src/lib/i18n/staff/exhibits-en.ts';
import { exhibitsZh } from '../../src/lib/i18n/staff/exhibits-zh.ts';
import { ROLES, type Role } from '../../src/lib/server/who.ts';
import { silence, drawing, photograph } from '../fixtures/media-files.ts';
import { staffConsole } from './console.ts';

/** The exhibition's pages as browsers without scripts use them, on the demo venue. */

const office = staffConsole();
const { browser, cookies } = office;

const seen = async (response: Response) => ({
	...{ status: response.status, html: await response.text(), headers: response.headers },
	to: response.headers.get('location') ?? '',
});
const open = async (path: string, role: Role = 'editor') => seen(await browser.open(path, cookies.get(role)));
const send = async (path: string, fields: Record<string, string> | FormData, role: Role = 'editor') =>
	seen(await browser.send(path, fields, cookies.get(role)));
const HOME = '/staff/exhibits';
const LIFE = {
	...{
		base: '',
		'name.zh': '单雄信',
		'work.zh': '钳工',
		'summary.zh': '一句话。',
		motif: 'machine',
		died: '1990',
	},
	...{ 'honours.0.title.zh': '全国劳动模范', 'honours.0.level': 'national', 'honours.0.year': '1959' },
	...{
		'honours.0.source': '人民日报 1959-10-27',
		'story.0.zh': '第一段。',
		'story.1.zh': '',
		'story.2.zh': '第二段。',
	},
};

const upload = (bytes: Buffer, name: string) => {
	const form = new FormData();
	form.set('file', new File([new Uint8Array(bytes)], name));
	for (const [field, value] of Object.entries({ caption: '在井场', shown: 'nobody' })) form.set(field, value);
	return send(`${HOME}/media?/add`, form);
};

describe('who may', () => {
	const actions: readonly [string, (role: Role) => Promise<{ status: number }>, readonly Role[]][] = [
		['see exhibits', (role) => open(HOME, role), ['operator', 'manager', 'editor', 'auditor']],
		['write', (role) => open(`${HOME}/new/method`, role), ['operator', 'manager', 'editor']],
		['save', (role) => send(`${HOME}/new/honoree?/save`, {}, role), ['operator', 'manager', 'editor']],
		['upload', (role) => send(`${HOME}/media?/add`, {}, role), ['operator', 'manager', 'editor']],
		['approve', (role) => send(`${HOME}/honoree/none?/approve`, {}, role), ['operator', 'manager', 'editor']],
		[
			'confirm a change of media',
			(role) => send(`${HOME}/media/none?/confirm`, {}, role),
			['operator', 'manager', 'editor'],
		],
		[
			'take one back',
			(role) => send(`${HOME}/media/none?/drop`, {}, role),
			['operator', 'manager', 'editor'],
		],
		[
			'see proposed captions',
			(role) => open(`${HOME}/media/none/proposed/zh-CN`, role),
			['operator', 'manager', 'editor', 'auditor'],
		],
		[
			'end a consent',
			(role) => send(`${HOME}/honoree/none?/endConsent`, {}, role),
			['operator', 'manager', 'editor'],
		],
	];
	it.each(actions)('%s', async (_what, done, allowed) => {
		for (const role of ROLES)
			expect([role, (await done(role)).status === 403]).toEqual([role, !allowed.includes(role)]);
	});
});

describe('the list', () => {
	it('goes to its last page where a later one was asked for', async () => {
		const far = await open(`${HOME}?kind=honoree&page=999&lang=zh`);
		expect([far.status, far.to]).toEqual([
			303,
			expect.stringMatching(/\?kind=honoree&page=\d{1,2}&lang=zh$/),
		]);
		expect((await open(far.to)).html).not.toContain('没有符合条件的内容');
		const none = await open(`${HOME}?q=nobody-here&page=7`);
		expect(none.to).toContain('page=1');
		expect((await open(none.to)).html).toContain('没有符合条件的内容');
	});
});

describe('an exhibit', () => {
	it('is written, reviewed by a second person, and shown', async () => {
		const saved = await send(`${HOME}/new/honoree?/save`, LIFE);
		expect([saved.status, saved.to]).toEqual([303, `${HOME}/honoree/shan-xiongxin?done=save`]);
		const here = `${HOME}/honoree/shan-xiongxin`;
		expect((await open(`${HOME}?show=draft`)).html).toContain('单雄信');
		expect((await send(`${here}?/submit`, { version: '1' })).to).toContain('done=submit');
		expect((await send(`${here}?/approve`, { version: '1' })).html).toContain('不能自己批准');
		expect((await open(here)).html).toContain('这一版是您写的');
		expect((await open(here, 'manager')).html).toContain('批准展出');
		const wrong = await send(`${here}?/approve`, { version: '1', from: '明天' }, 'manager');
		expect([wrong.status, wrong.html.includes('结束时间要晚于开始时间')]).toEqual([400, true]);
		expect((await send(`${here}?/approve`, { version: '1' }, 'manager')).to).toContain('done=approve');
		expect((await open(`${HOME}?show=shown&q=shanxiong`)).html).toContain('单雄信');
		// Empty rows between were dropped; a change is told by what changed.
		const changed = { ...LIFE, base: '1', 'story.2.zh': '第三段。' };
		const adrift = await send(`${here}/edit?/save`, { ...changed, base: '' });
		expect([adrift.status, adrift.html.includes('第三段。')]).toEqual([409, true]);
		await send(`${here}/edit?/save`, changed);
		const told = (await open(here)).html.replaceAll(/<!--.*?-->/g, '');
		expect(told).toMatch(/第<del[^>]*>二<\/del>段。[\s\S]*第<ins[^>]*>三<\/ins\s*>段。/);
		expect((await send(`${here}?/withdraw`, { reason: '家属要求' })).to).toContain('done=withdraw');
		expect((await open(here)).html).toContain('已撤下：家属要求');
	});
	it('that cannot be saved says where and why, and loses nothing', async () => {
		const typed = { ...LIFE, 'name.zh': '', 'name.en': 'Shan', 'honours.0.year': '五九年', born: '3000' };
		const { status, html } = await send(`${HOME}/new/honoree?/save`, typed);
		expect(status).toBe(400);
		for (const words of ['有 3 处需要修改', '请填写“姓名”', '“年份”要写数字', '“出生年”超出范围'])
			expect([words, html.includes(words)]).toEqual([words, true]);
		for (const kept of ['value="Shan"', 'value="五九年"', '第二段。', '人民日报 1959-10-27'])
			expect([kept, html.includes(kept)]).toEqual([kept, true]);
		expect(html).toMatch(/href="#name\.zh"/);
	});
	it('gets rows, and loses and moves them, without scripts', async () => {
		const shape = async (order: string) =>
			[
				...(await send(`${HOME}/new/honoree?/shape`, { ...LIFE, shape: order })).html.matchAll(
					/<textarea[^>]*name="(story\.\d+\.zh)"[^>]*>([^<]*)/g,
				),
			].map(([, , text]) => text);
		expect(await shape('add:story')).toEqual(['第一段。', '', '第二段。', '']);
		expect(await shape('drop:story.1')).toEqual(['第一段。', '第二段。']);
		expect(await shape('up:story.2')).toEqual(['第一段。', '第二段。', '']);
	});
	it('that somebody else has saved meanwhile is shown with what was typed', async () => {
		const here = `${HOME}/honoree/meng-tai`;
		const edit = (await open(`${here}/edit`)).html;
		const base = /name="base" value="(\d+)"/.exec(edit)![1]!;
		await send(`${here}/edit?/save`, { ...LIFE, base }, 'manager');
		const late = await send(`${here}/edit?/save`, { ...LIFE, base, 'summary.zh': '我写的。' });
		expect([late.status, late.html.includes('别人存了新的一版')]).toEqual([409, true]);
		expect(late.html).toContain('我写的。');
	});
	it('does not die, and is not honoured, before being born', async () => {
		const second = { 'honours.1.title.zh': '市劳模', 'honours.1.level': 'city', 'honours.1.year': '1951' };
		const years = { ...LIFE, ...second, born: '1955', died: '1950', 'honours.0.year': '1959' };
		const { status, html } = await send(`${HOME}/new/honoree?/save`, years);
		expect([status, [...html.matchAll(/“([^”]+)”早于出生年/g)].map(([, what]) => what)]).toEqual([
			400,
			// In the list of faults, and beside each field.
			['逝世年', '年份', '逝世年', '年份'],
		]);
		expect(html).toContain('href="#honours.1.year"');
		const en = await send(`${HOME}/new/honoree?/save&lang=en`, { ...years, 'summary.zh': '' });
		expect(en.html).toContain('“Year of death” is before the year of birth');
		expect(en.html).toContain('Please fill in “In one sentence”');
	});
	it('hears of a consent, field by field, what is wrong with it', async () => {
		const { died: _, ...alive } = { ...LIFE, 'name.zh': '申纪兰', born: '1929' };
		const here = (await send(`${HOME}/new/honoree?/save`, alive)).to.replace(/\?.*/, '');
		const paper = { who: '申纪兰', givenOn: '2026-01-05', purpose: 'life', until: '', note: '' };
		const { zh, en } = { zh: exhibitsZh.consent.wrong, en: exhibitsEn.consent.wrong };
		const wrong: readonly [Record<string, string>, readonly (keyof typeof zh)[]][] = [
			[{ who: '' }, ['who-missing']],
			[{ who: '长'.repeat(81), purpose: '' }, ['who-long', 'purposes-missing']],
			[{ givenOn: '2026-02-30' }, ['given-missing']],
			[{ givenOn: '2999-01-01' }, ['given-ahead']],
			[{ until: '2026-02-30' }, ['until-no-date']],
			[{ until: '2026-01-04' }, ['until-before']],
			[{ note: '注'.repeat(301) }, ['note-long']],
		];
		for (const [differs, faults] of wrong) {
			const { status, html } = await send(`${here}?/consent`, { ...paper, ...differs });
			const told = Object.entries(zh).flatMap(([fault, words]) => (html.includes(words) ? fault : []));
			expect([status, told]).toEqual([400, faults]);
		}
		const english = await send(`${here}?/consent&lang=en`, { ...paper, until: '2025-01-01' });
		expect(english.html).toContain(en['until-before']);
		const over = await send(`${here}?/consent`, { ...paper, until: '2026-01-05' });
		expect((await open(over.to.replace('#consent', ''))).html).toContain(exhibitsZh.done['consent-over']);
	});
	it('of somebody alive waits for a consent', async () => {
		const { died: _, ...alive } = { ...LIFE, 'name.zh': '郝建秀', born: '1935' };
		const here = `${HOME}/honoree/hao-jianxiu`;
		expect((await send(`${HOME}/new/honoree?/save`, alive)).to).toContain(here);
		await send(`${here}?/submit`, { version: '1' });
		const refused = await send(`${here}?/approve`, { version: '1', lang: 'zh' }, 'manager');
		expect(refused.html).toContain('缺少事迹与姓名的授权');
		const paper = new FormData();
		for (const [name, value] of Object.entries({ who: '郝建秀', givenOn: '2026-01-05', purpose: 'life' }))
			paper.set(name, value);
		paper.set('scan', new File(['%PDF-1.7 x'], '授权书.pdf'));
		const tomorrow = { who: '郝建秀', purpose: 'life', givenOn: '2999-01-01', lang: 'zh' };
		expect((await send(`${here}?/consent`, tomorrow)).html).toContain('不晚于今天');
		expect((await send(`${here}?/consent`, paper)).to).toContain('done=consent');
		const { html } = await open(here);
		const scan = /href="(\/staff\/exhibits\/consent\/[0-9a-f]{16})"/.exec(html)![1]!;
		expect((await open(scan, 'auditor')).status).toBe(403);
		const file = await open(scan);
		expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
		expect((await send(`${here}?/approve`, { version: '1' }, 'manager')).to).toContain('done=approve');
	});
	it('of whom a story tells is told where it is held back, in the list and on its page', async () => {
		const { died: _, ...alive } = { ...LIFE, 'name.zh': '方长明', born: '1935' };
		const person = `${HOME}/honoree/fang-changming`;
		await send(`${HOME}/new/honoree?/save`, alive);
		await send(`${person}?/consent`, { who: '方长明', givenOn: '2026-01-05', purpose: 'life' });
		const told = {
			base: '',
			'title.zh': '好好学习',
			'teller.zh': '徒弟',
			'summary.zh': '一句话。',
			year: '1900',
		};
		const story = { ...told, about: 'fang-changming' };
		const here = (await send(`${HOME}/new/story?/save`, story)).to.replace(/\?.*/, '');
		await send(`${here}?/submit`, { version: '1' });
		expect((await send(`${here}?/approve`, { version: '1' }, 'manager')).to).toContain('done=approve');
		const [list, why] = [`${HOME}?show=shown&q=好好学习`, '它讲的是方长明，方长明的授权已撤回'];
		const chips = (path: string) =>
			['暂不展出', '展出中'].filter((seen) => new RegExp(`class="chip[^>]*>${seen}<`).test(html[path]!));
		const html: Record<string, string> = {};
		const look = async () => {
			for (const path of [list, here]) html[path] = (await open(path)).html;
			return [chips(list), chips(here), html[here]!.includes(why)];
		};
		expect(await look()).toEqual([['展出中'], ['展出中'], false]);
		const consent = /name="consent" value="([0-9a-f]{16})"/.exec((await open(person)).html)![1]!;
		await send(`${person}?/endConsent`, { consent, reason: '本人要求' });
		expect(await look()).toEqual([['暂不展出'], ['暂不展出'], true]);
		expect(html[here]).toContain(`href="${person}"`);
		expect((await open(`${here}?lang=en`)).html).toContain('whose consent was withdrawn');
	});
});

describe('media', () => {
	it('is uploaded, served as nothing but itself, and gone when it is withdrawn', async () => {
		const { to } = await upload(silence(), 'a.wav');
		const page = to.replace(/\?.*/, '');
		const address = await expect
			.poll(async () => /src="(\/media\/[0-9a-f]{32}\/sound\.wav)"/.exec((await open(page)).html)?.[1], {
				timeout: 30_000,
			})
			.toBeTruthy()
			.then(async () => /src="(\/media\/[^"]+)"/.exec((await open(page)).html)![1]!);
		expect((await fetch(office.hub.origin + address)).status).toBe(410);
		const headers = { cookie: cookies.get('editor')!, range: 'bytes=0-3' };
		const part = await fetch(office.hub.origin + address, { headers });
		expect([part.status, await part.text(), part.headers.get('content-range')]).toEqual([
			...[206, 'RIFF', 'bytes 0-3/8044'],
		]);
		expect(part.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
		expect(part.headers.get('x-content-type-options')).toBe('nosniff');
		expect(part.headers.get('content-type')).toBe('audio/wav');
		await send(`${page}?/withdraw`, { reason: '重录' });
		expect((await fetch(office.hub.origin + address, { headers })).status).toBe(410);
	});
	it('that would do harm is refused in words', async () => {
		const { status, html } = await upload(drawing, 'a.png');
		expect([status, html.includes('SVG 图里可能带有程序')]).toEqual([400, true]);
	});
	it('is sent in pieces by a script', async () => {
		const photo = await photograph(400, 300);
		const ask = (path: string, method: string, body: BodyInit, headers: Record<string, string> = {}) =>
			fetch(`${office.hub.origin}${HOME}/media/uploads${path}`, {
				...{ method, body },
				headers: { cookie: cookies.get('editor')!, origin: office.hub.origin, ...headers },
			});
		const label = { caption: '照片', shown: 'nobody' };
		const said = JSON.stringify({ name: 'p.jpg', bytes: photo.length, mark: 'mark-1234', label });
		const begun = await ask('', 'POST', said, { 'content-type': 'application/json' });
		const { uploadId } = (await begun.json()) as { uploadId: string };
		const sum = Buffer.from(await crypto.subtle.digest('SHA-256', new Uint8Array(photo))).toString('hex');
		const put = await ask(`/${uploadId}`, 'PUT', new Uint8Array(photo), {
			...{ 'x-offset': '0', 'x-sha256': sum, 'content-type': 'application/octet-stream' },
		});
		expect(await put.json()).toEqual({ offset: photo.length });
		const done = (await (await ask(`/${uploadId}`, 'POST', '')).json()) as { id: string };
		expect(done.id).toBe(sum.slice(0, 32));
	});
});

describe('captions', () => {
	it('come in as Chinese programs save them, and are refused in words', async () => {
		const page = (await upload(silence('in GB18030'), 'gb.wav')).to.replace(/\?.*/, '');
		await expect
			.poll(async () => (await open(page)).html.includes('sound.wav'), { timeout: 30_000 })
			.toBe(true);
		const give = (bytes: Uint8Array) => {
			const form = new FormData();
			form.set('file', new File([new Uint8Array(bytes)], 'a.vtt'));
			form.set('language', 'zh-CN');
			return send(`${page}?/captions`, form);
		};
		const head = 'WEBVTT\n\n00:00.000 --> 00:01.000\n';
		// 你好 in GB18030.
		const done = await give(Buffer.concat([Buffer.from(head), Buffer.from([0xc4, 0xe3, 0xba, 0xc3, 0x0a])]));
		expect(done.status).toBe(303);
		const [track] = /\/media\/[0-9a-f]{32}\/captions\.[^"]+/.exec((await open(page)).html)!;
		const { html } = await open(track);
		expect([html.includes('你好'), html.includes('\ufffd')]).toEqual([true, false]);
		const large = await give(Buffer.from(head + 'x\n'.repeat(1_000_000)));
		expect([large.status, large.html.includes('字幕文件太大，最多 2 MB')]).toEqual([400, true]);
		const sound = await give(silence('no text'));
		expect([sound.status, sound.html.includes('这个文件里不是文字')]).toEqual([400, true]);
		expect((await give(Buffer.alloc(0))).html).toContain('请选择文件');
	});
});

describe('media on show', () => {
	const VTT = 'WEBVTT\n\n00:00.000 --> 00:01.000\n<v 王师傅>那年冬天\n';
	/** What a page offers to decide about: which part, and the proposal that it shows. */
	const offered = (html: string) =>
		[...html.matchAll(/name="part" value="([^"]+)"[\s\S]*?name="seen" value="([0-9a-f]{16})"/g)].map(
			([, part, seen]) => ({ part: part!, seen: seen! }),
		);
	const plain = (html: string) => html.replaceAll(/<!--.*?-->/g, '');
	const counted = async () => /待审<span class="number[^"]*">(\d+)/.exec(plain((await open(HOME)).html))![1];

	/** Uploads it, and waits until it is made; where its page is. */
	const made = async (bytes: Buffer, name: string, is: string) => {
		const page = (await upload(bytes, name)).to.replace(/\?.*/, '');
		await expect.poll(async () => (await open(page)).html.includes(is), { timeout: 30_000 }).toBe(true);
		return { page, id: page.split('/').at(-1)! };
	};

	it('is changed by two people, old beside new', async () => {
		const picture = await made(await photograph(420, 300), 'well.jpg', 'w420.webp');
		const sound = await made(silence('on show'), 'told.wav', 'sound.wav');
		const story = {
			...{ base: '', 'title.zh': '井场的冬天', 'teller.zh': '王师傅', 'summary.zh': '一句话。' },
			...{ recording: sound.id, 'media.0': picture.id, historic: 'on' },
		};
		const here = (await send(`${HOME}/new/story?/save`, story)).to.replace(/\?.*/, '');
		await send(`${here}?/submit`, { version: '1' });
		expect((await send(`${here}?/approve`, { version: '1' }, 'manager')).to).toContain('done=approve');
		const before = Number(await counted());
		const label = { caption: '一九六〇年在井场', credit: '馆藏', shown: 'nobody' };
		expect((await send(`${picture.page}?/label`, label)).to).toContain('done=proposed');
		const vtt = new FormData();
		vtt.set('file', new File([VTT], 'a.vtt'));
		vtt.set('language', 'zh-CN');
		expect((await send(`${sound.page}?/captions`, vtt)).to).toContain('done=proposed');
		expect(Number(await counted())).toBe(before + 2);
		/** What the page for visitors says of the picture. */
		const visitors = async () => {
			const { html } = await seen(await fetch(office.hub.origin + here.replace('/staff', '')));
			return /<figcaption[^>]*>\s*([^<\s]*)/.exec(plain(html))?.[1];
		};
		expect(await visitors()).toBe('在井场');

		const own = plain((await open(picture.page)).html);
		expect([own.includes('请另一位同事确认'), own.includes('确认，让观众看到')]).toEqual([true, false]);
		const [said] = offered(own);
		expect(said!.part).toBe('label');
		const refused = await send(`${picture.page}?/confirm`, said!);
		expect([refused.status, refused.html.includes('不能自己确认')]).toEqual([409, true]);
		const stale = await send(`${picture.page}?/confirm`, { ...said!, seen: '0'.repeat(16) }, 'manager');
		expect([stale.status, stale.html.includes('请看过现在的再决定')]).toEqual([409, true]);

		const list = plain((await open(`${HOME}?show=review`, 'manager')).html);
		for (const words of ['图片与影音的改动', '一九六〇年', '0:00–0:01 王师傅：那年冬天', '确认，让观众看到'])
			expect([words, list.includes(words)]).toEqual([words, true]);
		const proposed = await open(`${sound.page}/proposed/zh-CN`, 'manager');
		expect(proposed.headers.get('content-type')).toBe('text/vtt; charset=utf-8');
		expect(proposed.html).toContain('<v 王师傅>那年冬天');
		expect((await browser.open(`${sound.page}/proposed/zh-CN`)).status).toBe(303);

		expect(await visitors()).toBe('在井场');
		const done = await send(`${picture.page}?/confirm`, { ...said!, from: 'list' }, 'manager');
		expect(done.to).toBe(`${HOME}?show=review&done=confirmed`);
		expect((await open(done.to, 'manager')).html).toContain('已确认');
		expect(await visitors()).toBe('一九六〇年在井场');
		const [captions] = offered(plain((await open(sound.page)).html));
		expect((await send(`${sound.page}?/drop`, captions!)).to).toContain('done=take-back');
		expect(Number(await counted())).toBe(before);
		expect((await open(`${sound.page}/proposed/zh-CN`)).status).toBe(404);
	});
});

describe('a work of several pages', () => {
	it('is made of pictures that are there, and changed page by page', async () => {
		const { to } = await upload(await photograph(500, 400), 'album.jpg');
		const id = /media\/([0-9a-f]{32})/.exec(to)![1]!;
		const ready = async () => /src="\/media\/[0-9a-f]{32}\/w500\.webp"/.test((await open(to)).html);
		await expect.poll(ready, { timeout: 30_000 }).toBe(true);
		const album = {
			...{ base: '', 'title.zh': '铁人相册', lie: 'paired', turn: 'right-to-left' },
			...{ 'leaves.0.media': id, 'leaves.0.label.zh': '封面', 'leaves.0.note.zh': '一九六〇年春。' },
		};
		expect((await open(`${HOME}/new/work`)).html).toContain('album.jpg');
		const lost = { ...album, 'leaves.1.media': 'ab'.repeat(16), 'leaves.2.label.zh': '没有图' };
		expect((await send(`${HOME}/new/work?/save`, lost)).html).toContain('请填写“图片或影音”');
		const { 'leaves.2.label.zh': _, ...gone } = lost;
		expect((await send(`${HOME}/new/work?/save`, gone)).html).toContain('“图片或影音”还在处理或已不能用');
		const here = (await send(`${HOME}/new/work?/save`, album)).to.replace(/\?.*/, '');
		expect(here).toBe(`${HOME}/work/tie-ren-xiang-ce`);
		const { records } = JSON.parse((await open(`${here}/preview.json`)).html) as {
			records: { kind: string; body: { content?: { items: object[] } } }[];
		};
		expect(records.map(({ kind }) => kind)).toEqual(['work', 'media']);
		expect(records[0]!.body.content!.items).toMatchObject([
			{ width: 500, height: 400, label: { zh: ['封面'] } },
		]);
		const edit = (await open(`${here}/edit`)).html;
		for (const kept of [`value="${id}" selected`, '一九六〇年春。', 'value="right-to-left" selected'])
			expect([kept, edit.includes(kept)]).toEqual([kept, true]);
		await send(`${here}/edit?/save`, { ...album, base: '1', 'leaves.1.media': id, 'leaves.0.label.zh': '' });
		expect((await open(here)).html).toContain('在井场 · album.jpg');
		await send(`${here}?/submit`, { version: '2' });
		expect((await send(`${here}?/approve`, { version: '2' }, 'manager')).to).toContain('done=approve');
		const home = await seen(await fetch(`${office.hub.origin}/exhibits/work/tie-ren-xiang-ce`));
		expect([home.status, home.html.split(`/media/${id}/w500.webp`).length]).toEqual([200, 3]);
		expect(home.html).toContain('一九六〇年春。');
	});
});

describe('a preview', () => {
	it('is framed by the console and by nobody else', async () => {
		const page = await open('/preview/honoree/wang-jinxi');
		expect([page.status, page.headers.get('x-frame-options')]).toEqual([200, 'SAMEORIGIN']);
		expect(page.headers.get('content-security-policy')).toMatch(/frame-ancestors 'self'|^(?!.*'none').*$/);
		expect((await open(HOME)).headers.get('x-frame-options')).toBe('DENY');
		const data = await open(`${HOME}/honoree/wang-jinxi/preview.json`);
		expect(JSON.parse(data.html)).toMatchObject({ records: [{ kind: 'honoree', id: 'wang-jinxi' }] });
		expect((await browser.open(`${HOME}/honoree/wang-jinxi/preview.json`)).status).toBe(303);
	});
});
