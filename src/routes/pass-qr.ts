import { drawModules, type DrawnCode } from '$lib/ui/qr-path.ts';
import { create, toBuffer } from 'qrcode';

const LEVEL = { errorCorrectionLevel: 'M' } as const;

/**
 * A pass goes into QR's alphanumeric mode, which base45 is made for: version 6 at level M instead of 8.
 * Samples that are garbage on purpose may hold anything.
 */
const content = (text: string) =>
	/^[0-9A-Z $%*+\-./:]+$/.test(text) ? [{ data: text, mode: 'alphanumeric' as const }] : text;

export const drawPass = (text: string): DrawnCode => drawModules(create(content(text), LEVEL).modules);

/** A PNG of a pass, about `width` pixels wide with its quiet zone. */
export const passPicture = (text: string, width: number): Promise<Buffer> =>
	toBuffer(content(text), { ...LEVEL, width, margin: 4 });
