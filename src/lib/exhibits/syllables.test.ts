import { pinyin } from 'pinyin-pro';
import { expect, it } from 'vitest';
import { readingsOf } from './readings.ts';
import { SYLLABLES } from './syllables.ts';

/** Of the 8,105 characters of the general standard (通用规范汉字表, 2013) those that are not in GB 2312. */
const STANDARD = [
	'㑇㑊㕮㘎㙍㙘㙦㛃㛚㛹㟃㠇㠓㤘㥄㧐㧑㧟㫰㬊㬎㬚㭎㭕㮾㰀㳇㳘㳚㴔㵐㶲㸆㸌㺄㻬㽏㿠䁖䂮䃅䃎䅟䌹䎃䎖䏝䏡',
	'䏲䐃䓖䓛䓨䓫䓬䗖䗛䗪䗴䜣䝙䢺䢼䣘䥽䦃䲟䲠䲢䴓䴔䴕䴖䴗䴘䴙䶮丏乂乸亶亸亹伈伋伣伭伾佁佖佸佺佽侁侂侘',
	'侴侹俍俙俫俵俶倓倕倞倧倴倻偁偓偡偭偰偲傃傉傒傕僇僎僔僰儦儳儴冏冔冮凓凘刬剅剋剕剟劄劼勍勔勚勠匜匼',
	'卬厖厾叆叇叕叚吽呇呣咇咉咍咡咥咺哃哢哱唝唵啫啰啴喆喤嗐嗞嘚嘡噀噂噇嚄嚚嚭囷圌圐圙圢圫圲坉坋坒坥坬',
	'坰坽垈垍垎垏垕垙垚垞垟垯垱垵垺垾垿埆埇埌埗埪埫埵埼堃堉堌堎堐堧堨堲堼堽堾塅塆塝塱墈墐墕墘墡墣墦壸',
	'夐夬奓奡奭妘妧妭姈姞姤姮姱姶姽娀娵婌婍婘婞婠婤婫婳婻婼媂媄媆媓媖媞媭媱嫄嫕嫚嫪嫭嫽嬛嬥嬬嬿孅孖宧',
	'宬寁尨尪屃屼屾岊岞岠岨峂峃峗峘峛峣峧峱峿崀崁崄崌崒崚崟崡崶崿嵁嵅嵎嵖嵚嵲嶅嶍嶒嶓嶟嶦嶲巇巉帡帨幖',
	'幪庤庱庼廆廋廙弆弇弢弨弶弸彟彧徛忞忳忺恓恔悆悈悢悰惇惎惔惙惛愃愐愔愭慆慥慬慭憕憙憭憺戣戭扂扅扆扊',
	'扞扺扽抃抔拃拤挓挦捯捽掞揕揳搒摏摛摴摽擿攽敔敩斝斠斶旐旞旴旵旸旻旿昄昇昈昉昒昡昣昤昪昫昳昺昽晅晊',
	'晐晙晞晢晪晫晱暅暕暲暵暶暿曈曌朏朓朳朸杄杕杙杧杻枅枍枲枹柈柊柖柷栐栒栟栴栻桯桲桹梌梠梣梴梼梽梾梿',
	'棁棐棓棤棨棪棫棬棻棽椀椆椑椓椪椸楒楙楩楪楯榃榅榑榖榰槃槚槜槱橑橞橦檞櫆欂欸欻歅殣毌毐氾氿汈汋汧汫',
	'汭沄沇沘沚沨沺泂泃泇泙泚泜洈洑洓洘洢洣洨洭洴洸洺洿浉浐浕浛浟浡浥浬浭浰浲涄涍涐涘涢涴淏淜淟淯淴渟',
	'渰渼湉湑湜湝湣湲湴溁溇溍溚溞溠溦溵溹滃滆滉滍滘滧滪滫漈漋漖漦漴漷漹漻漼潏潖潟潩潵潽潾澂澛澥澪澭澴',
	'澼澽濋濩瀌瀍瀔瀱瀼灈炆炌炘炟炣烔烜烝烠烶烺烻焆焌焗焜焞煁煃煋煓煟煴熇熛熜熥熻燊燋燏燚爇爔爚爟牁牂',
	'牚牤牥牻犇犨狉狝猄猇猯猰猺獴玃玒玓玕玘玙玚玞玠玡玤玥玦玭玱玶玹玼玿珅珇珋珌珒珕珖珛珝珢珣珦珪珫珰',
	'珵珷珸珹珺珽琀琄琇琈琎琔琟琡琤琫琭琯琲瑀瑂瑃瑄瑅瑆瑑瑓瑔瑖瑝瑢瑧瑨瑬瑱瑳璆璈璒璘璟璠璥璪璬璮璱璲',
	'瓀瓖瓘瓻甗甡甦甪畖畤畬畯疁疍疐疢疭痓瘆癗癿皕皛皞皦皭盉盦盷眊眬睄睎瞋瞫瞭矞矰矻矼砄砆砠砫砮砵硁硊',
	'硍硔硙硚硿碃碈碏碨碶磏磜磡磹磻礌礵祃祇祊祋祎祏祐祕祲祼祾禋禒禔禘禛禤秬秾稌稑稙穄穙穜穟窅窊窎窣窸',
	'竑竘竫笯筀筜筤筥筦筶筼箓箖篯簃簉簕簝簠簰籥粿糒糵絜縠縢繄纮纴纻纼绖绤绹缊缐缞罍罶罽羑羓羕羖羱翀翂',
	'翃翈翙翚翛翯翷翾耇耏耑耤耰肸胈胠胣脟脩脿腒腘腨腯膙臑臜舠舥舲艅艎芃芠芣芼苉苧苾茀茋茓茝茽荁荄荓荖',
	'荙莙莝莿菂菉菍菼萚萣萩萳萹葎葖葰葴蒄蒐蒟蒨蒱蒻蓂蓇蓏蓢蔀蔃蔈蔊蕗蕰薁薢薳薸薿藟藠藦藨蘘虒虓虤虷虸',
	'蚄蚆蚲蛃蜎蜐蝘蝲螠螣螱蟏蟫蠋衃衎衒衠袆袗袪袯裈裛褕褟褯襕襚襜襫觃觟觭觱觿訄訚詟讱讻诇诐谞谼谿豨豮',
	'貆赑赒赗赟赪趯跂跐跱跶踒踦踶蹅蹐蹚蹜蹢蹽蹾轪辀辌辒辿迺逴遆遹邘邠邨邲邽邿郃郈郚郤郪郿鄀鄃鄅鄌鄑鄗',
	'鄘鄚鄜鄠鄫酂酅酦酺醨醾釐鋆钖钘铏铚铻锜锧锳锽镃镈镋镕镚镠镮镴镵闿阇阘陎陑陞隃隩隺雊雱霅霨靬靰靸靺',
	'靽靿鞁鞡鞧鞨鞬鞮鞳韂韨颋颎颙飏飐飔飗饳饸饹饻馃馉馌馝馞馧驲骃骉骍骎骕骙骦髃髎髢髽鬒鬘鬶鬷魆魋鱽鱾',
	'鲀鲃鲉鲊鲌鲏鲖鲗鲘鲙鲝鲪鲬鲯鲹鲾鲿鳀鳁鳂鳈鳉鳑鳒鳚鳛鳠鳡鳣鳤鸤鸧鸮鸰鸻鸼鹀鹍鹐鹒鹔鹖鹙鹝鹟鹠鹡鹢',
	'鹮鹯鹲鹴麀麑麖麹黇黡鼒鼩鼫鼱齁齇齉龁龂龢鿍鿎鿏𠅤𠙶𠳐𡎚𡐓𣗋𣲗𣲘𣸣𤧛𤩽𤫉𥔲𥕢𥖨𥻗𦈡𦒍𦙶𦝼𦭜𦰡𧿹𨐈𨙸',
	'𨚕𨟠𨭉𨱇𨱏𨱑𨱔𨺙𩽾𩾃𩾌𪟝𪣻𪤗𪨰𪨶𪩘𪾢𫄧𫄨𫄷𫄸𫇭𫌀𫍣𫍯𫍲𫍽𫐄𫐐𫐓𫑡𫓧𫓯𫓶𫓹𫔍𫔎𫔶𫖮𫖯𫖳𫗧𫗴𫘜𫘝𫘦𫘧',
	'𫘨𫘪𫘬𫚕𫚖𫚭𫛭𫞩𫟅𫟦𫟹𫟼𫠆𫠊𫠜𫢸𫫇𫭟𫭢𫭼𫮃𫰛𫵷𫶇𫷷𫸩𬀩𬀪𬂩𬃊𬇕𬇙𬇹𬉼𬊈𬊤𬌗𬍛𬍡𬍤𬒈𬒔𬒗𬕂𬘓𬘘𬘡𬘩',
	'𬘫𬘬𬘭𬘯𬙂𬙊𬙋𬜬𬜯𬞟𬟁𬟽𬣙𬣞𬣡𬣳𬤇𬤊𬤝𬨂𬨎𬩽𬪩𬬩𬬭𬬮𬬱𬬸𬬹𬬻𬬿𬭁𬭊𬭎𬭚𬭛𬭤𬭩𬭬𬭯𬭳𬭶𬭸𬭼𬮱𬮿𬯀𬯎',
	'𬱖𬱟𬳵𬳶𬳽𬳿𬴂𬴃𬴊𬶋𬶍𬶏𬶐𬶟𬶠𬶨𬶭𬶮𬷕𬸘𬸚𬸣𬸦𬸪𬹼𬺈𬺓',
].join('');

/** What names have besides: traditional forms that Big5's common characters have not, and rare ones. */
const NAMES =
	'頔濛旼韡琋龑暐偀慜寔彣暻滈玗苨褆訸諟諴贇霙〇' +
	'鄔欒鈄郟厙闞緱閆鄺鄖鄆郿鄲媯嬀廕檜潁碭禰籛鄏鉏鋭鱘佀貟鄶瑋煒燁鈺韙頎頏韞齊璉嬙嬡孌淶淥灝瀅瀠驊騏驂驄驤鑌鏞驥鋮鋯鋌鐔';

const range = (first: number, last: number): number[] =>
	Array.from({ length: last - first + 1 }, (_, n) => first + n);

function charactersOf(encoding: string, rows: readonly number[], cells: readonly number[]): string[] {
	const decoder = new TextDecoder(encoding);
	return rows.flatMap((row) => cells.map((cell) => decoder.decode(new Uint8Array([row, cell]))));
}

/** The characters of GB 2312 and of the general standard, the common traditional ones of Big5, and some of names. */
function characters(): string[] {
	const all = [
		...charactersOf('gb2312', range(0xb0, 0xf7), range(0xa1, 0xfe)),
		...STANDARD,
		...charactersOf('big5', range(0xa4, 0xc6), [...range(0x40, 0x7e), ...range(0xa1, 0xfe)]),
		...NAMES,
	];
	return [...new Set(all)].filter((one) => /^\p{Script=Han}$/u.test(one));
}

/** As it lies in syllables.ts; printed with `SHOW=1`, to be put there. */
function tableOf(): string {
	const bySound = new Map<string, [first: string, besides: string]>();
	const options = { multiple: true, toneType: 'none', type: 'array', v: true } as const;
	for (const one of characters())
		for (const [n, sound] of [...new Set(pinyin(one, options))].entries()) {
			if (!/^[a-z]+$/.test(sound)) continue;
			const place = bySound.get(sound) ?? ['', ''];
			place[n === 0 ? 0 : 1] += one;
			bySound.set(sound, place);
		}
	const sounds = [...bySound.keys()].sort();
	const lines = [...new Set(sounds.map((sound) => sound[0]))].map((letter) =>
		sounds
			.filter((sound) => sound[0] === letter)
			.map((sound) => sound + bySound.get(sound)!.join('/').replace(/\/$/, ''))
			.join(' '),
	);
	return lines.join('\n');
}

it('holds what pinyin-pro knows of every character in use', () => {
	const table = tableOf();
	if (process.env['SHOW']) console.log(table);
	expect(SYLLABLES.trim()).toBe(table);
});

it('reads polyphones every way', () => {
	expect(readingsOf('行')).toEqual(['xing', 'hang', 'heng']);
	expect(readingsOf('孟')).toEqual(['meng']);
	expect(readingsOf('吕')).toEqual(['lv', 'lyu']);
	expect(readingsOf('x')).toEqual([]);
});

it('reads what names have', () => {
	const rare = '鋆禛淏珣琎瑨衎晢彣翯郤郈褟佀𬭎𬍛䶮㛃' + '劉張趙陳楊吳黃鄭鄧葉蘇龔顧韓馮譚鄒賀閻蔣蕭';
	expect([...rare].filter((one) => readingsOf(one).length === 0)).toEqual([]);
});
