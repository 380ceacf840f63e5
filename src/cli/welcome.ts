import QRCode from 'qrcode';
import { inLanguage } from '../lib/domain/text.ts';
import type { VenueId } from '../lib/base/id.ts';
import type { Hub } from '../lib/server/hub.ts';
import { VERSION } from '../lib/server/http/version.ts';
import type { Addresses } from './addresses.ts';
import { alignRows } from './table.ts';

const DAY_MS = 86_400_000;
type Row = [what: string, address: string];

/** What `npm start` prints when it listens: the addresses to open, with links that work once. */
export async function welcome(hub: Hub, addresses: Addresses, lan: boolean): Promise<string> {
	const demo = await demoVenue(hub);
	const at = (path: string): string => addresses.main + path;
	const once = [...(demo ? await pairingRows(hub, demo, at) : []), ...(await ownerRows(hub, at))];
	const always: Row[] = [
		...(demo ? [] : screenRows(at)),
		['工作台 Staff', at('/staff')],
		['手机 Phone', at('/me')],
		...(demo ? [['示例码 Passes', at('/demo/passes')] satisfies Row] : []),
		...addresses.lan.slice(1).map((origin): Row => ['也在 Also at', origin]),
		['数据 Data', hub.config.dataDir],
		['停止 Stop', 'Ctrl+C'],
	];
	const lines = alignRows([...once, ...always]);
	return [
		'',
		`  宫站 Gongzhan ${VERSION}   ${await venueNames(hub)}`,
		'',
		...(once.length > 0 ? ['  下列链接限用一次 · these work once', ...lines.slice(0, once.length), ''] : []),
		...lines.slice(once.length),
		'',
		...(lan ? [await phoneCode(at(demo ? '/demo/passes' : '/me'))] : []),
	].join('\n');
}

async function pairingRows(hub: Hub, venueId: VenueId, at: (path: string) => string): Promise<Row[]> {
	const pairing = async (kind: 'kiosk' | 'lobby', name: string) =>
		at(`/${kind}?pair=${await hub.devices.pairingLink(venueId, kind, name, DAY_MS)}`);
	return [
		['自助机 Kiosk', await pairing('kiosk', '一楼大厅 1 号机')],
		['大屏 Lobby', await pairing('lobby', '一楼大厅大屏')],
	];
}

/** Of a hub in earnest, whose machines are paired by staff. */
const screenRows = (at: (path: string) => string): Row[] => [
	['自助机 Kiosk', at('/kiosk')],
	['大屏 Lobby', at('/lobby')],
];

async function ownerRows(hub: Hub, at: (path: string) => string): Promise<Row[]> {
	if (!(await hub.staff.needsOwner())) return [];
	return [['管理员 Owner', at(`/staff/welcome?token=${await hub.staff.inviteOwner()}`)]];
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
	// On a terminal with colours, so that it is black on white whatever the theme.
	const type = process.stdout.isTTY ? 'terminal' : 'utf8';
	const code = await QRCode.toString(address, { type, small: true, errorCorrectionLevel: 'L', margin: 2 });
	const indented = code.replaceAll(/^/gm, '  ').trimEnd();
	return `  手机扫码打开 · scan with a phone: ${address}\n${indented}\n`;
}
