import QRCode from 'qrcode';
import { inLanguage } from '../lib/domain/text.ts';
import type { VenueId } from '../lib/base/id.ts';
import type { Hub } from '../lib/server/hub.ts';
import { VERSION } from '../lib/server/http/version.ts';
import type { Addresses } from './addresses.ts';
import { alignRows } from './table.ts';

const DAY_MS = 86_400_000;
type Row = [what: string, address: string, note: string];

/** What `npm start` prints when it listens: the addresses to open, with links that work once. */
export async function welcome(hub: Hub, addresses: Addresses, lan: boolean): Promise<string> {
	const demo = await demoVenue(hub);
	const at = (path: string): string => addresses.main + path;
	const rows: Row[] = [
		...(demo ? await demoRows(hub, demo, at) : plainRows(at)),
		...(await ownerRows(hub, at)),
		['工作台 Staff', at('/staff'), ''],
		...addresses.lan.slice(1).map((origin): Row => ['也在 Also at', origin, '']),
	];
	const lines = [
		'',
		`  宫站 Gongzhan ${VERSION}   ${await venueNames(hub)}`,
		'',
		...alignRows(rows.map((row) => (row[2] ? row : row.slice(0, 2)))),
		'',
		...(lan ? [await phoneCode(at(demo ? '/demo/passes' : '/me'))] : []),
		...alignRows([
			['数据 Data', hub.config.dataDir],
			['停止 Stop', 'Ctrl+C'],
		]),
		'',
	];
	return lines.join('\n');
}

async function demoRows(hub: Hub, venueId: VenueId, at: (path: string) => string): Promise<Row[]> {
	const pairing = async (kind: 'kiosk' | 'lobby', name: string) =>
		at(`/${kind}?pair=${await hub.devices.pairingLink(venueId, kind, name, DAY_MS)}`);
	return [
		['自助机 Kiosk', await pairing('kiosk', '一楼大厅 1 号机'), ONCE],
		['大屏 Lobby', await pairing('lobby', '一楼大厅大屏'), ONCE],
		['示例码 Passes', at('/demo/passes'), '在手机或另一窗口打开 · open on a phone or in a second window'],
	];
}

const ONCE = '24 小时内限用一次 · works once, for a day';

const plainRows = (at: (path: string) => string): Row[] => [
	['自助机 Kiosk', at('/kiosk'), '在 /staff/devices 配对 · pair it there'],
	['大屏 Lobby', at('/lobby'), ''],
	['手机 Phone', at('/me'), ''],
];

async function ownerRows(hub: Hub, at: (path: string) => string): Promise<Row[]> {
	if (!(await hub.staff.needsOwner())) return [];
	const token = await hub.staff.inviteOwner();
	return [['管理员 Owner', at(`/staff/welcome?token=${token}`), '限用一次 · works once']];
}

/** The first venue that shows itself as a demo; null where none does. */
async function demoVenue(hub: Hub): Promise<VenueId | null> {
	for (const id of await hub.records.venues()) if ((await hub.records.catalogue(id))?.venue.demo) return id;
	return null;
}

async function venueNames(hub: Hub): Promise<string> {
	const catalogues = await Promise.all(
		(await hub.records.venues()).slice(0, 3).map((id) => hub.records.catalogue(id)),
	);
	return catalogues
		.flatMap((catalogue) => (catalogue ? [inLanguage(catalogue.venue.name, 'zh')] : []))
		.join('、');
}

async function phoneCode(address: string): Promise<string> {
	const code = await QRCode.toString(address, { type: 'utf8', errorCorrectionLevel: 'L', margin: 2 });
	const indented = code.replaceAll(/^/gm, '  ').trimEnd();
	return `  手机扫码打开 · scan with a phone: ${address}\n${indented}\n`;
}
