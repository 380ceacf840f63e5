import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import sharp from 'sharp';
import { expect, it, onTestFinished } from 'vitest';
import { asId } from '../../src/lib/base/id.ts';
import type { Staff } from '../../src/lib/server/hub.ts';
import type { Story } from '../../src/lib/domain/story.ts';
import type { Work } from '../../src/lib/domain/work.ts';
import { breachesOf } from '../../src/lib/exhibits/iiif/check.ts';
import { readIiif } from '../../src/lib/exhibits/iiif/read.ts';
import { IMPORTER, saveDraft } from '../../src/lib/server/exhibition-import/drafts.ts';
import { exhibitionFiles } from '../../src/lib/server/exhibition-import/export-exhibition.ts';
import { gather } from '../../src/lib/server/exhibition-import/gather.ts';
import { planPeople } from '../../src/lib/server/exhibition-import/people.ts';
import { readStoryFile } from '../../src/lib/server/exhibition-import/story-files.ts';
import { openWeb } from '../../src/lib/server/exhibition-import/web.ts';
import { takeWorks } from '../../src/lib/server/exhibition-import/works.ts';
import { readTable } from '../../src/lib/server/tables/read-table.ts';
import { canvas, leaf, manifest, picture, zh } from '../fixtures/iiif/make.ts';
import { openWorld, venueId, type World } from './world.ts';

/** What others publish comes into the exhibition, over a real hub. */

const TABLE = `姓名,出生年,单位,行业,籍贯,荣誉,年份,授予单位,事迹,出处,备注
单雄信,1930,第一机床厂,机械,山东,全国劳动模范,1959,国务院,"第一段。\n",人民日报,x
单雄信,1930,第一机床厂,机械,山东,省劳动模范,1956年,山东省人民政府,,大众日报,
李桂兰,,市纺织厂,纺织,江苏,市工匠,2019,市总工会,她织布。又快又好。,,
`;

async function plan({ hub }: World, csv: string | Uint8Array) {
	const table = await readTable(typeof csv === 'string' ? new TextEncoder().encode(csv) : csv);
	if (!table.ok) throw new Error(table.error.fault);
	const planned = await planPeople(hub, venueId, table.value.rows);
	if (!planned.ok) throw new Error(planned.error.fault);
	return planned.value;
}

it('a table of people comes in, a row an honour; the second time changes nothing', async () => {
	const world = await openWorld();
	const { hub } = world;
	const first = await plan(world, TABLE);
	expect(first).toMatchObject({ problems: [], unknown: ['备注'] });
	expect(first.people.map(({ rows, does, body }) => [rows, does, body.id, body.motif])).toEqual([
		[[2, 3], 'new', 'shan-xiongxin', 'machine'],
		[[4], 'new', 'li-guilan', 'textile'],
	]);
	expect(first.people[0]!.body.honours).toMatchObject([
		{ level: 'national', year: 1959, kind: 'model-worker', source: '人民日报' },
		{ level: 'province', year: 1956 },
	]);
	expect(first.people[1]!.body).toMatchObject({
		summary: { zh: '她织布。' },
		honours: [{ level: 'city', kind: 'craftsman' }],
	});
	const lines = TABLE.replaceAll('\n', '\r');
	for (const odd of [lines, `sep=,\r\n${TABLE}`, `sep=;\n${TABLE.replaceAll(',', ';')}`])
		expect((await plan(world, odd)).people.map(({ rows }) => rows.length)).toEqual([2, 1]);
	for (const { body } of first.people)
		expect(await saveDraft(hub, venueId, 'honoree', body, false)).toBe('new');
	expect((await hub.records.exhibition(venueId)).honorees.size).toBe(0);
	expect((await plan(world, TABLE)).people.map(({ does }) => does)).toEqual(['same', 'same']);
	const more = (await plan(world, TABLE.replace('2019', '2020'))).people;
	expect(more.map(({ does }) => does)).toEqual(['same', 'changed']);
});

it('what staff have written since stays', async () => {
	const world = await openWorld();
	const { hub, staff } = world;
	const [person] = (await plan(world, TABLE)).people;
	await saveDraft(hub, venueId, 'honoree', person!.body, false);
	const body = { ...person!.body, work: zhText('钳工') };
	await hub.exhibition.save(staff, venueId, 'honoree', { body, historic: false, base: 1 });
	expect((await plan(world, TABLE)).people[0]!.does).toBe('same');
	const changed = (await plan(world, TABLE.replace('1959', '1960'))).people[0]!;
	expect(changed.does).toBe('edited');
	expect(await saveDraft(hub, venueId, 'honoree', changed.body, false)).toBe('edited');
});

it('rows that lack something are told by row and column', async () => {
	const { problems } = await plan(
		await openWorld(),
		'姓名,荣誉,年份\n王明,劳模,\n,劳模,1950\n李明,劳模,去年\n',
	);
	expect(problems.map(({ row, column, fault }) => [row, column, fault])).toEqual([
		[2, 'year', 'missing'],
		[3, 'name', 'missing'],
		[4, 'year', 'not-a-year'],
	]);
});

it('what a table says of a person is taken or told, row by row', async () => {
	const world = await openWorld();
	const header = '姓名,拼音,荣誉,年份,事迹,简介,行业\n';
	const { people, problems } = await plan(
		world,
		`${header}单洪,Shàn Hóng,劳模,1956,第一段。,,\n单洪,,工匠,1959,第二段。,,\n吕绿,lǚ lü4,劳模,2011,,,\n解仁,xièrén,劳模,2011,,,\n`,
	);
	expect(problems).toEqual([]);
	expect(people.map(({ body }) => [body.name.zh, body.reading, body.story.map(({ zh }) => zh)])).toEqual([
		['单洪', 'shan hong', ['第一段。', '第二段。']],
		['吕绿', 'lv lv', []],
		['解仁', 'xieren', []],
	]);
	const wrong = await plan(
		world,
		`${header}曾华,Zeng Hua,劳模,2010,,修机床,机械\n曾华,Ceng Hua,劳模,2015,,带徒弟,制造\n王明,王明,劳模,1956、1959,,,\n`,
	);
	expect(wrong.problems.map(({ row, column, fault, value }) => [row, column, fault, value])).toEqual([
		[4, 'year', 'several-years', '1956、1959'],
		[4, 'reading', 'no-pinyin', '王明'],
		[3, 'reading', 'differs-from-another-row', 'Ceng Hua'],
		[3, 'trade', 'differs-from-another-row', '制造'],
		[3, 'summary', 'differs-from-another-row', '带徒弟'],
	]);
});

it('each fault of a row is told of the column that it is in', async () => {
	const world = await openWorld();
	const header = '姓名,荣誉,年份,出生年,去世年,英文名,原话\n';
	const rows = [
		...[
			'甲,劳模,１９５６年,,,,',
			'甲,工匠,1959,,1998年,,',
			'甲,奖章,1960,,1998-03,,',
			'乙,劳模,1850,1820,,,',
		],
		...[`丙,劳模,1956,,,${'n'.repeat(4001)},`, `丁,劳模,1956,,,,${'言'.repeat(4001)}`],
	];
	const { people, problems } = await plan(world, header + rows.join('\n'));
	expect(people.map(({ body }) => body.honours.map(({ year }) => year))).toEqual([[1956, 1959, 1960]]);
	expect(problems.map(({ row, column, fault }) => [row, column, fault])).toEqual([
		[5, 'year', 'year-out-of-range'],
		[5, 'born', 'year-out-of-range'],
		[6, 'english', 'too-long'],
		[7, 'quote', 'too-long'],
	]);
});

it('years of a life that contradict each other are told by row', async () => {
	const header = '姓名,荣誉,年份,出生年,去世年\n';
	const { problems } = await plan(
		await openWorld(),
		// Honoured in the year of birth, or after death: that may be.
		`${header}甲,劳模,1956,1930年,1928\n甲,工匠,1920,,\n乙,劳模,1956,1956,\n丙,劳模,2009,1930,1990\n`,
	);
	expect(problems).toEqual([
		{ row: 2, column: 'died', fault: 'before-birth', value: '1928' },
		{ row: 3, column: 'year', fault: 'before-birth', value: '1920' },
	]);
});

it('a quotation mark that nothing closes is told with its row, and swallows none', async () => {
	const read = (text: string) => readTable(new TextEncoder().encode(text));
	expect(await read('姓名,荣誉,年份\n甲,"劳\n模",1956\n乙,"工匠,1959\n丙,劳模,1960\n')).toEqual({
		ok: false,
		error: { fault: 'open-quote', row: 3 },
	});
	const whole = await read('姓名,荣誉\n甲,"他说""好"""');
	expect(whole.ok && whole.value.rows[1]).toEqual(['甲', '他说"好"']);
});

it('a table that has several people of one name makes nobody out of two, and two out of nobody', async () => {
	const world = await openWorld();
	const header = '姓名,出生年,单位,荣誉,年份,出处\n';
	const rows = ['王伟,,,劳模,1990,', '王伟,1950,一厂,劳模,1995,', '王伟,1970,二厂,劳模,2005,'];
	const { people, problems } = await plan(world, header + rows.join('\n'));
	expect(people.map(({ rows, body }) => [rows, body.born, body.honours.map(({ year }) => year)])).toEqual([
		[[3], 1950, [1995]],
		[[4], 1970, [2005]],
	]);
	expect(problems).toMatchObject([{ row: 2, column: 'name', fault: 'several-people', value: '王伟' }]);
	const sparse = ['王伟,1950,,劳模,1990,', '王伟,,一厂,劳模,1995,', '王伟,1970,,劳模,2005,'];
	expect((await plan(world, header + sparse.join('\n'))).problems).toMatchObject([
		{ row: 3, fault: 'several-people' },
	]);
	// The year is what counts, however it is written; a row that is there twice is one honour.
	const one = ['张三,1950,甲厂,劳模,1990,', '张三,1950年3月,甲厂,劳模,1990,', '张三,,,工匠,1999,'];
	expect(await plan(world, header + one.join('\n'))).toMatchObject({
		problems: [],
		people: [{ rows: [2, 3, 4], body: { honours: [{ year: 1990 }, { year: 1999 }] } }],
	});
	const long = await plan(world, `${header}李四,1950,甲厂,劳模,1990,${'出'.repeat(301)}`);
	expect([long.people, long.problems]).toMatchObject([[], [{ column: 'source', fault: 'too-long' }]]);
});

const zhText = (text: string) => ({ zh: text });

const OHMS = `<?xml version="1.0"?><ROOT><record id="7"><version>5.4</version><date value="1983-05-01"/>
<title>一位老工人的回忆</title><interviewee>赵德顺</interviewee><media_url>http://a.example/1.mp3</media_url>
<index><point><time>60</time><title>进厂</title><synopsis>十六岁进厂</synopsis></point></index>
<sync>1:|3(2)|5(1)</sync><transcript>记者：您哪年进厂？
赵德顺：一九五三年。

那时候苦啊。
后来好了。
我就退休了。</transcript></record></ROOT>`;

it('an oral history of OHMS becomes a story with its lines on time', async () => {
	const { hub } = await openWorld();
	const read = readStoryFile(OHMS, 'one.xml');
	if (!read.ok) throw new Error(JSON.stringify(read.error));
	const { story, left } = read.value;
	expect(left).toEqual(['media_url']);
	expect(story).toMatchObject({ title: { zh: '一位老工人的回忆' }, teller: { zh: '赵德顺' }, year: 1983 });
	expect(story.transcript.map(({ from, speaker, text }) => [from, speaker, text.zh])).toEqual([
		[0, '记者', '您哪年进厂？'],
		[20, '赵德顺', '一九五三年。'],
		[60, undefined, '【进厂】十六岁进厂'],
		[60, undefined, '那时候苦啊。'],
		[90, undefined, '后来好了。'],
		[120, undefined, '我就退休了。'],
	]);
	expect(await saveDraft(hub, venueId, 'story', story, false)).toBe('new');
	expect(await saveDraft(hub, venueId, 'story', story, false)).toBe('same');
	const sheet = await hub.exhibition.sheet(venueId, { kind: 'story', id: story.id });
	expect((sheet!.body as Story).transcript).toHaveLength(6);
});

it('what an oral history says of its parts and a story has no place for is told', () => {
	const point = (inside: string) => `<point>${inside}</point>`;
	const index = [
		point(
			'<time>10</time><title>入厂</title><synopsis>进厂</synopsis><partial_transcript>那年</partial_transcript><keywords>夜班</keywords><gps>31.2,121.4</gps><hyperlinks><hyperlink>http://x</hyperlink></hyperlinks>',
		),
		point('<time>20</time><title/><synopsis>没有题目的一段</synopsis><keywords>纺织</keywords>'),
		point('<title>何时？</title>'),
	].join('');
	const lines = Array.from({ length: 5001 }, (_, n) => `第${n}行`).join('\n');
	const source = `<record id="9"><title>访谈</title><language>上海话</language><index>${index}</index><transcript>${lines}</transcript></record>`;
	const read = readStoryFile(source, 'a.xml');
	if (!read.ok) throw new Error(JSON.stringify(read.error));
	expect(read.value.story.transcript.slice(0, 2)).toEqual([
		{ from: 10, text: { zh: '【入厂】进厂' } },
		{ from: 20, text: { zh: '没有题目的一段' } },
	]);
	expect(read.value.left).toEqual([
		...['language', 'index/partial_transcript', 'index/keywords', 'index/gps', 'index/hyperlinks'],
		...['1 points of the index without a time', 'the last 3 of 5003 lines'],
	]);
});

it('captions keep apart who speaks, and two files of one name apart; the same file is the same story', async () => {
	const { hub } = await openWorld();
	const vtt = (...said: string[]) => `WEBVTT\n\n00:00.000 --> 00:04.000\n${said.join('\n')}\n`;
	const read = (source: string) => {
		const file = readStoryFile(source, 'captions.vtt');
		if (!file.ok) throw new Error(JSON.stringify(file.error));
		return file.value.story;
	};
	const one = read(vtt('<v 王师傅>你来了？', '<v.soft 李&amp;徒弟>来了。</v> （笑）'));
	expect(one.transcript.map(({ from, speaker, text }) => [from, speaker, text.zh])).toEqual([
		[0, '王师傅', '你来了？'],
		[0, '李&徒弟', '来了。'],
		[0, undefined, '（笑）'],
	]);
	const said = read(vtt('It&#39;s&ensp;&quot;ok&quot; &#x4F60; &#xD800;&#7; &amp;#60;b>')).transcript[0]!;
	expect(said.text.zh).toBe(`It's "ok" 你 &#xD800;&#7; &#60;b>`);
	const other = read(vtt('<v 李>乙的故事'));
	const did: string[] = [];
	for (const story of [one, other, read(vtt('<v 李>乙的故事'))])
		did.push(await saveDraft(hub, venueId, 'story', story, false));
	expect(did).toEqual(['new', 'new', 'same']);
	expect(readStoryFile('WEBVTT\n\n00:09.000 --> 00:04.000\n坏\n', 'a.vtt')).toEqual({
		ok: false,
		error: { fault: 'bad-time', line: 3 },
	});
	// SubRip has no first line, numbers its captions, and writes times with a comma.
	const srt =
		'\uFEFF1\r\n00:00:01,500 --> 00:00:02,000\r\n那年, 3,000 人\r\n\r\n2\r\n01:00:00,000 --> 01:00:01,000\r\n冬天\r\n';
	expect(read(srt).transcript).toEqual([
		{ from: 1.5, until: 2, text: { zh: '那年, 3,000 人' } },
		{ from: 3600, until: 3601, text: { zh: '冬天' } },
	]);
});

it.each([
	['<!DOCTYPE x [<!ENTITY a "b">]><ROOT/>', 'document type'],
	['{"@context":"https://iiif.io"}', 'no-story'],
	['<ROOT><record><title/></record></ROOT>', 'no-story'],
	['', 'no-story'],
])('what is no oral history is refused: %s', (source, fault) => {
	expect(JSON.stringify(readStoryFile(source, 'x.xml'))).toContain(fault);
});

/** A museum on this machine; only this test may speak to it. */
async function museum(files: Readonly<Record<string, Uint8Array>>) {
	let asked = 0;
	const server = createServer((request, response) => {
		asked++;
		const file = files[request.url ?? ''];
		response.writeHead(file ? 200 : 404, { 'content-type': 'image/jpeg' }).end(file);
	});
	await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
	onTestFinished(() => void server.close());
	const at = `http://museum.example:${(server.address() as AddressInfo).port}`;
	const web = openWeb(
		() => Promise.resolve(['127.0.0.1']),
		(address) => address === '127.0.0.1',
	);
	return { at, web, asked: () => asked };
}

it('a manifest comes with its pictures, is shown when a colleague has looked, and goes out as it came', async () => {
	const { hub, staff } = await openWorld();
	const jpeg = await sharp({ create: { width: 60, height: 90, channels: 3, background: '#a33' } })
		.jpeg()
		.toBuffer();
	const { at, web, asked } = await museum({ '/1.jpg': jpeg });
	const image = (n: number) => ({ ...picture('x', 60, 90), service: [], id: `${at}/${n}.jpg` });
	const given = manifest('album', zh('老照片'), [
		canvas(1, { width: 60, height: 90 }, [image(1)]),
		canvas(2, { width: 60, height: 90 }, [image(2)]),
	]);
	const gathered = await gather(web, { text: JSON.stringify(given), address: at });
	if (!gathered.ok) throw new Error(gathered.error.fault);
	const order = { venueId, web, shown: 'historic', media: true, onProgress: () => {} } as const;
	const [work] = await takeWorks(hub, gathered.value.works, order);
	expect(work).toMatchObject({ did: 'new', title: '老照片', lost: [{ address: `${at}/2.jpg` }] });
	expect((await hub.records.exhibition(venueId)).works.size).toBe(0);
	const fetched = asked();
	const [again] = await takeWorks(hub, gathered.value.works, order);
	expect(again!.did).toBe('same');
	// The one that is here is not asked for again.
	expect(asked()).toBe(fetched + 1);

	const key = { kind: 'work', id: work!.id } as const;
	const sheet = await hub.exhibition.sheet(venueId, key);
	expect(Object.keys((sheet!.body as Work).held)).toEqual([`${at}/1.jpg`]);
	expect(sheet!.newest.by).toBe(`staff:${IMPORTER.id}`);
	await hub.exhibition.submit(staff, venueId, key, 1);
	const second: Staff = { ...staff, id: asId('00000000000000b2'), name: '李编辑' };
	expect((await hub.exhibition.approve(second, venueId, key, 1, { from: null, until: null })).ok).toBe(true);
	const shown = await hub.records.exhibition(venueId);
	expect([shown.works.size, shown.media.size]).toEqual([1, 1]);

	const files = await exhibitionFiles(
		hub,
		venueId,
		{ zh: '展览' },
		{ base: 'https://out.example/iiif', hub: 'https://hub.example' },
	);
	const out = files.find(({ path }) => path.startsWith('work/'))!.document;
	const read = readIiif(JSON.stringify(out));
	expect(read.ok && read.value.is === 'manifest' && read.value.manifest).toEqual(
		gathered.value.works[0]!.content,
	);
	for (const { path, document } of files) expect([path, breachesOf(document)]).toEqual([path, []]);

	// What was withdrawn does not come back with another book.
	const [mediaId] = [...shown.media.keys()];
	await hub.media.withdraw(second, venueId, mediaId!, '家属要求');
	const other = manifest('other', zh('另一册'), [canvas(1, { width: 60, height: 90 }, [image(1)])]);
	const more = await gather(web, { text: JSON.stringify(other), address: at });
	if (!more.ok) throw new Error(more.error.fault);
	expect(await takeWorks(hub, more.value.works, order)).toMatchObject([
		{ did: 'new', lost: [{ address: `${at}/1.jpg`, why: 'it was not taken: withdrawn before' }] },
	]);
	expect((await hub.records.exhibition(venueId)).media.size).toBe(0);
});

it('a picture of which nothing can be made is told, and asked for again; one with a percent sign in its name comes', async () => {
	const { hub } = await openWorld();
	const jpeg = await sharp({ create: { width: 60, height: 90, channels: 3, background: '#a33' } })
		.jpeg()
		.toBuffer();
	const files = { '/100%.jpg': jpeg, '/bent.jpg': jpeg.subarray(0, jpeg.length / 2) };
	const { at, web, asked } = await museum(files);
	const image = (name: string) => ({ ...picture('x', 60, 90), service: [], id: `${at}/${name}` });
	const given = manifest('album', zh('老照片'), [
		canvas(1, { width: 60, height: 90 }, [image('100%.jpg')]),
		canvas(2, { width: 60, height: 90 }, [image('bent.jpg')]),
	]);
	const gathered = await gather(web, { text: JSON.stringify(given), address: at });
	if (!gathered.ok) throw new Error(gathered.error.fault);
	const order = { venueId, web, shown: 'historic', media: true, onProgress: () => {} } as const;
	const take = async () => (await takeWorks(hub, gathered.value.works, order))[0]!;
	const held = async (id: string) => {
		const sheet = await hub.exhibition.sheet(venueId, { kind: 'work', id });
		return Object.keys((sheet!.body as Work).held);
	};
	const first = await take();
	const lost = [{ address: `${at}/bent.jpg`, why: 'it was not taken: damaged' }];
	expect(first).toMatchObject({ did: 'new', lost });
	expect(await held(first.id)).toEqual([`${at}/100%.jpg`]);
	const fetched = asked();
	expect(await take()).toMatchObject({ did: 'same', lost });
	expect(asked()).toBe(fetched + 1);
	files['/bent.jpg'] = await sharp(jpeg).flip().jpeg().toBuffer();
	expect(await take()).toMatchObject({ did: 'changed', lost: [] });
	expect((await held(first.id)).length).toBe(2);
});

it('a book of several hundred pages comes in, and tells how far it is', async () => {
	const { hub } = await openWorld();
	const given = manifest(
		'long',
		zh('厂志'),
		Array.from({ length: 600 }, (_, n) => leaf(n + 1)),
		{ viewingDirection: 'right-to-left' },
	);
	const web = openWeb();
	const gathered = await gather(web, { text: JSON.stringify(given), address: 'file' });
	if (!gathered.ok) throw new Error(gathered.error.fault);
	const shares: number[] = [];
	const order = {
		venueId,
		web,
		shown: 'historic',
		media: false,
		onProgress: (share: number) => void shares.push(share),
	} as const;
	const [work] = await takeWorks(hub, gathered.value.works, order);
	expect(work!.did).toBe('new');
	expect(shares.at(-1)).toBe(1);
	const sheet = await hub.exhibition.sheet(venueId, { kind: 'work', id: work!.id });
	expect((sheet!.body as Work).content.items).toHaveLength(600);
});
