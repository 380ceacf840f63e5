/** The three sounds of a verdict, apart enough to be told without looking. */
export type Sound = 'admitted' | 'attention' | 'refused';

export interface Sounds {
	/** Plays at once, or not at all: a sound that comes late would seem to belong to the next visitor. */
	play(sound: Sound): void;
	/** Stops listening for the first touch. */
	close(): void;
}

const NAMES: readonly Sound[] = ['admitted', 'attention', 'refused'];
/** What browsers take for a person's consent to be heard. */
const GESTURES = ['pointerdown', 'keydown'] as const;

/**
 * Loads the sounds, so that they play without delay and without a network. A kiosk without loudspeakers, or a browser that
 * allows no sound before the first touch, is silent; nothing here ever fails aloud.
 */
export function createSounds(): Sounds {
	const buffers = new Map<Sound, AudioBuffer>();
	const context = openAudio();
	if (context) for (const sound of NAMES) void load(context, sound, buffers);

	const resume = () => void context?.resume().catch(() => undefined);
	// Stays on: the system may suspend it again, as when the loudspeakers are unplugged.
	for (const gesture of GESTURES) window.addEventListener(gesture, resume, { passive: true });

	return {
		play(sound) {
			const buffer = buffers.get(sound);
			if (!context || !buffer) return;
			if (context.state !== 'running') return resume();
			const source = new AudioBufferSourceNode(context, { buffer });
			source.connect(context.destination);
			source.start();
		},
		close() {
			for (const gesture of GESTURES) window.removeEventListener(gesture, resume);
			void context?.close().catch(() => undefined);
		},
	};
}

function openAudio(): AudioContext | null {
	try {
		return new AudioContext({ latencyHint: 'interactive' });
	} catch {
		return null;
	}
}

async function load(context: AudioContext, sound: Sound, buffers: Map<Sound, AudioBuffer>): Promise<void> {
	try {
		const response = await fetch(`/sounds/${sound}.wav`);
		if (!response.ok) return;
		buffers.set(sound, await context.decodeAudioData(await response.arrayBuffer()));
	} catch {
		// Silent then: a verdict is never worth an error for its sound.
	}
}
