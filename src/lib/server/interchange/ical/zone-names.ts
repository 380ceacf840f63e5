import { isTimeZone } from '../../../domain/venue.ts';

/** Names of time zones in other programs' words, where they are not the IANA's (CLDR windowsZones.xml, territory 001). */
const WINDOWS: Readonly<Record<string, string>> = {
	'China Standard Time': 'Asia/Shanghai',
	'Taipei Standard Time': 'Asia/Taipei',
	'Singapore Standard Time': 'Asia/Singapore',
	'Tokyo Standard Time': 'Asia/Tokyo',
	'Korea Standard Time': 'Asia/Seoul',
	'North Korea Standard Time': 'Asia/Pyongyang',
	'Ulaanbaatar Standard Time': 'Asia/Ulaanbaatar',
	'North Asia East Standard Time': 'Asia/Irkutsk',
	'North Asia Standard Time': 'Asia/Krasnoyarsk',
	'SE Asia Standard Time': 'Asia/Bangkok',
	'Myanmar Standard Time': 'Asia/Yangon',
	'Central Asia Standard Time': 'Asia/Bishkek',
	'Bangladesh Standard Time': 'Asia/Dhaka',
	'Nepal Standard Time': 'Asia/Kathmandu',
	'India Standard Time': 'Asia/Kolkata',
	'Sri Lanka Standard Time': 'Asia/Colombo',
	'West Asia Standard Time': 'Asia/Tashkent',
	'Pakistan Standard Time': 'Asia/Karachi',
	'Arabian Standard Time': 'Asia/Dubai',
	'Arab Standard Time': 'Asia/Riyadh',
	'Israel Standard Time': 'Asia/Jerusalem',
	'Turkey Standard Time': 'Europe/Istanbul',
	'Russian Standard Time': 'Europe/Moscow',
	'FLE Standard Time': 'Europe/Kyiv',
	'GTB Standard Time': 'Europe/Bucharest',
	'E. Europe Standard Time': 'Europe/Chisinau',
	'W. Europe Standard Time': 'Europe/Berlin',
	'Central Europe Standard Time': 'Europe/Budapest',
	'Central European Standard Time': 'Europe/Warsaw',
	'Romance Standard Time': 'Europe/Paris',
	'GMT Standard Time': 'Europe/London',
	'Greenwich Standard Time': 'Atlantic/Reykjavik',
	'South Africa Standard Time': 'Africa/Johannesburg',
	'Egypt Standard Time': 'Africa/Cairo',
	'E. South America Standard Time': 'America/Sao_Paulo',
	'Argentina Standard Time': 'America/Argentina/Buenos_Aires',
	'Atlantic Standard Time': 'America/Halifax',
	'Eastern Standard Time': 'America/New_York',
	'Central Standard Time': 'America/Chicago',
	'Mountain Standard Time': 'America/Denver',
	'US Mountain Standard Time': 'America/Phoenix',
	'Pacific Standard Time': 'America/Los_Angeles',
	'Alaskan Standard Time': 'America/Anchorage',
	'Hawaiian Standard Time': 'Pacific/Honolulu',
	'AUS Eastern Standard Time': 'Australia/Sydney',
	'E. Australia Standard Time': 'Australia/Brisbane',
	'Cen. Australia Standard Time': 'Australia/Adelaide',
	'W. Australia Standard Time': 'Australia/Perth',
	'West Pacific Standard Time': 'Pacific/Port_Moresby',
	'New Zealand Standard Time': 'Pacific/Auckland',
	UTC: 'UTC',
	'Coordinated Universal Time': 'UTC',
	// As Outlook in Chinese and old Lotus name it.
	'(UTC+08:00) 北京，重庆，香港特别行政区，乌鲁木齐': 'Asia/Shanghai',
	'(GMT+08.00) Beijing / Chongqing / Hong Kong / Urumqi': 'Asia/Shanghai',
	中国标准时间: 'Asia/Shanghai',
	北京时间: 'Asia/Shanghai',
	Beijing: 'Asia/Shanghai',
};

const BY_NAME = new Map(Object.entries(WINDOWS).map(([name, zone]) => [name.toLowerCase(), zone]));

/**
 * The IANA zone that a TZID means; null where the name says nothing. `/freeassociation.sourceforge.net/Tzfile/Europe/Berlin` and
 * `/mozilla.org/20050126_1/Europe/Berlin` end in one; Windows' names are looked up; `GMT+0800` is an offset.
 */
export function zoneNamed(tzid: string): string | null {
	const name = tzid.trim();
	const known = BY_NAME.get(name.toLowerCase());
	if (known) return known;
	const offset = /^(?:UTC|GMT)?\s*([+-]\d{1,2}):?(\d\d)?$/i.exec(name);
	if (offset) return `${offset[1]![0]}${offset[1]!.slice(1).padStart(2, '0')}:${offset[2] ?? '00'}`;
	const parts = name.split('/').filter(Boolean);
	for (const count of [parts.length, 3, 2, 1]) {
		const tail = parts.slice(-count).join('/');
		// A word alone may be anything that some program calls a zone: `EST`, `Local`.
		if (count <= parts.length && tail.includes('/') && isTimeZone(tail)) return tail;
	}
	return /^(?:Z|UTC|GMT|Etc\/UTC)$/i.test(name) ? 'UTC' : null;
}
