import { err, ok, type Result } from '../../base/result.ts';

/**
 * `denied`: no permission, or the page is not secure; `missing`: no camera; `lost`: there, but it cannot be used now;
 * `frozen`: it delivers the same frame again and again.
 */
export type CameraFault = 'denied' | 'missing' | 'lost' | 'frozen';

/** Opens the camera that faces the visitor, or any; where `hint` (a part of its label, or its id) names one, that one. */
export async function openCamera(hint: string | null): Promise<Result<MediaStream, CameraFault>> {
	// Absent where the page came over plain HTTP from another machine.
	if (!('mediaDevices' in navigator)) return err('denied');
	try {
		const first = await navigator.mediaDevices.getUserMedia({ video: wanted({ facingMode: 'user' }) });
		const named = hint === null ? null : await findCamera(hint);
		const inUse = first.getVideoTracks()[0]?.getSettings().deviceId;
		if (named === null || named === inUse) return ok(first);
		closeCamera(first);
		return ok(await navigator.mediaDevices.getUserMedia({ video: wanted({ deviceId: { exact: named } }) }));
	} catch (error) {
		return err(faultOf(error));
	}
}

export function closeCamera(stream: MediaStream): void {
	for (const track of stream.getTracks()) track.stop();
}

const wanted = (which: MediaTrackConstraints): MediaTrackConstraints => ({
	width: { ideal: 1280 },
	height: { ideal: 720 },
	frameRate: { ideal: 30 },
	...which,
});

/** Labels can be read only once a camera has been opened. */
async function findCamera(hint: string): Promise<string | null> {
	const devices = await navigator.mediaDevices.enumerateDevices();
	const found = devices.find(
		({ kind, deviceId, label }) =>
			kind === 'videoinput' && (deviceId === hint || label.toLowerCase().includes(hint.toLowerCase())),
	);
	return found?.deviceId ?? null;
}

function faultOf(error: unknown): CameraFault {
	switch (error instanceof DOMException ? error.name : '') {
		case 'NotAllowedError':
		case 'SecurityError':
			return 'denied';
		case 'NotFoundError':
		case 'OverconstrainedError':
			return 'missing';
		default:
			return 'lost';
	}
}
