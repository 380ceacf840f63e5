import { loudness, RECORDING_MS, SHORTEST_RECORDING_MS } from '../../domain/recording.ts';

/** What kiosks record, and the hub takes. */
const TYPE = 'audio/webm;codecs=opus';
const BITS_PER_SECOND = 48_000;

/** So long without a word somebody is told that nothing is heard. */
const SILENT_MS = 5000;
const HEARD = 0.3;

/** Is there anything to record with? Asked without asking the visitor. */
export async function hasMicrophone(): Promise<boolean> {
	if (!navigator.mediaDevices || !globalThis.MediaRecorder?.isTypeSupported(TYPE)) return false;
	const devices = await navigator.mediaDevices.enumerateDevices().catch(() => []);
	return devices.some(({ kind }) => kind === 'audioinput');
}

/** One recording while it is made: in memory alone, until its teller sends it or it is thrown away. */
export class Take {
	stage = $state<'ready' | 'asking' | 'recording' | 'done'>('ready');
	/** Why there is nothing, after it was tried. */
	trouble = $state<'no-microphone' | 'short' | null>(null);
	spokenMs = $state(0);
	/** 0 to 1. */
	level = $state(0);
	silent = $state(false);
	sound = $state.raw<Blob | null>(null);

	#stream: MediaStream | null = null;
	#recorder: MediaRecorder | null = null;
	#listening: AudioContext | null = null;
	#frame = 0;
	#ending: ReturnType<typeof setTimeout> | undefined;
	/** Monotonic. */
	#began = 0;
	/** Grows with each take, so that what comes late of an older one is dropped. */
	#turn = 0;

	async start(): Promise<void> {
		this.discard();
		const turn = this.#turn;
		this.stage = 'asking';
		try {
			const stream = await navigator.mediaDevices.getUserMedia({
				audio: { channelCount: 1, echoCancellation: true, noiseSuppression: true, autoGainControl: true },
			});
			if (turn === this.#turn) this.#record(stream, turn);
			else for (const track of stream.getTracks()) track.stop();
		} catch (error) {
			console.warn(error);
			if (turn === this.#turn) this.#fail('no-microphone');
		}
	}

	#record(stream: MediaStream, turn: number): void {
		this.#stream = stream;
		const recorder = new MediaRecorder(stream, { mimeType: TYPE, audioBitsPerSecond: BITS_PER_SECOND });
		recorder.ondataavailable = ({ data }) => {
			if (turn === this.#turn) this.#finish(data);
		};
		recorder.onerror = () => {
			if (turn === this.#turn) this.#fail('no-microphone');
		};
		recorder.start();
		this.#recorder = recorder;
		this.#began = performance.now();
		this.#ending = setTimeout(() => this.stop(), RECORDING_MS);
		this.stage = 'recording';
		this.#watch(stream);
	}

	/** The meter and the clock. */
	#watch(stream: MediaStream): void {
		const listening = new AudioContext();
		const analyser = listening.createAnalyser();
		const samples = new Float32Array(analyser.fftSize);
		let heardAt = this.#began;
		listening.createMediaStreamSource(stream).connect(analyser);
		this.#listening = listening;
		const look = (): void => {
			const now = performance.now();
			analyser.getFloatTimeDomainData(samples);
			this.level = loudness(samples);
			if (this.level > HEARD) heardAt = now;
			this.silent = now - heardAt > SILENT_MS;
			this.spokenMs = now - this.#began;
			this.#frame = requestAnimationFrame(look);
		};
		look();
	}

	/** That was it. */
	stop(): void {
		this.spokenMs = Math.min(performance.now() - this.#began, RECORDING_MS);
		if (this.#recorder?.state === 'recording') this.#recorder.stop();
		this.#release();
	}

	#finish(data: Blob): void {
		this.#release();
		if (this.spokenMs < SHORTEST_RECORDING_MS || data.size === 0) return this.#fail('short');
		this.sound = data;
		this.stage = 'done';
	}

	#fail(trouble: 'no-microphone' | 'short'): void {
		this.discard();
		this.trouble = trouble;
	}

	/** Nothing of it is left. */
	discard(): void {
		this.#turn++;
		if (this.#recorder?.state === 'recording') this.#recorder.stop();
		this.#recorder = null;
		this.#release();
		this.sound = this.trouble = null;
		this.spokenMs = this.level = 0;
		this.silent = false;
		this.stage = 'ready';
	}

	#release(): void {
		cancelAnimationFrame(this.#frame);
		clearTimeout(this.#ending);
		for (const track of this.#stream?.getTracks() ?? []) track.stop();
		void this.#listening?.close();
		this.#stream = this.#listening = null;
	}
}
