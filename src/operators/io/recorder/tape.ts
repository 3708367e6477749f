import type { KernelEnv } from '#contract/env.ts';
import { Fault } from '#contract/fault.ts';
import type { SaveWrite } from '#contract/host.ts';
import type { AudioBlock, Frame } from '#stream/payload.ts';
import {
  AudioSampleSource,
  getFirstEncodableVideoCodec,
  Output,
  Quality,
  StreamTarget,
  type StreamTargetChunk,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';
import type { Kind, Take } from './lineUp.ts';
import { audioSampleOf, videoFrameOf } from './samples.ts';
import { toI420 } from './toI420.ts';

/** What a recording is made with. */
export interface TapeSettings {
  readonly name: string;
  /** Bits per second. */
  readonly videoBitrate: number;
  /** In order of preference. */
  readonly codecs: readonly ('vp8' | 'vp9')[];
}

/** What speech and music both sound well at, in bits per second. */
const AUDIO_BITRATE = 128_000;

/** Written at once, in bytes: a write crosses to the page. */
const PIECE = 512 * 1024;

/** One file being recorded. Ends by `finish` or `discard`; nothing reaches the user unless it was finished. */
export class Tape {
  readonly #env: KernelEnv;
  readonly #origin: number;
  readonly #first: { readonly video?: Frame; readonly audio?: AudioBlock };
  readonly #output: Output;
  readonly #writer: WritableStreamDefaultWriter<SaveWrite>;
  readonly #video: VideoSampleSource | undefined;
  readonly #audio: AudioSampleSource | undefined;
  readonly #reached: Record<Kind, number> = { video: 0, audio: 0 };

  private constructor(
    env: KernelEnv,
    takes: readonly Take[],
    codec: 'vp8' | 'vp9' | undefined,
    settings: TapeSettings,
    target: WritableStream<SaveWrite>,
  ) {
    this.#env = env;
    this.#origin = takes[0]!.chunk.timestamp;
    this.#first = firstOf(takes);
    this.#writer = target.getWriter();
    // The library closes its target also when it is cancelled, but a file counts as whole once it is closed.
    const pieces = new WritableStream<StreamTargetChunk>({
      write: ({ position, data }) => this.#writer.write({ position, data }),
    });
    this.#output = new Output({
      format: new WebMOutputFormat(),
      target: new StreamTarget(pieces, { chunked: true, chunkSize: PIECE }),
    });
    if (codec) {
      const quality = new Quality({ bitrate: Math.round(settings.videoBitrate) });
      this.#video = new VideoSampleSource({ codec, quality, latencyMode: 'quality' });
      this.#output.addVideoTrack(this.#video);
    }
    if (this.#first.audio) {
      const quality = new Quality({ bitrate: AUDIO_BITRATE });
      this.#audio = new AudioSampleSource({ codec: 'opus', quality });
      this.#output.addAudioTrack(this.#audio);
    }
  }

  /** Begins a file with tracks for what is among `takes`; its time 0 is the first of them. Writes none of them. */
  static async start(
    env: KernelEnv,
    takes: readonly Take[],
    settings: TapeSettings,
  ): Promise<Tape> {
    const { video } = firstOf(takes);
    const codec = video && (await codecFor(video, settings));
    const target = await env.host('save', {
      name: `${settings.name}.webm`,
      mimeType: video ? 'video/webm' : 'audio/webm',
    });
    const tape = new Tape(env, takes, codec, settings, target);
    await tape.#output.start();
    return tape;
  }

  /** True if the file has a track for it that was not ended. */
  has(kind: Kind): boolean {
    return this.#first[kind] !== undefined && this.#reached[kind] !== Infinity;
  }

  /** How far the other track is behind this moment, in µs. */
  lead(take: Take): number {
    const other = take.kind === 'video' ? 'audio' : 'video';
    return this.has(other) ? take.chunk.timestamp - this.#origin - this.#reached[other] : 0;
  }

  /** Ends one track; the file goes on without it. */
  end(kind: Kind): void {
    this.#reached[kind] = Infinity;
    (kind === 'video' ? this.#video : this.#audio)?.close();
  }

  /** What a chunk has that the file can't take, as a fault to end with; undefined for one that fits. */
  misfit({ kind, chunk }: Take): Fault | undefined {
    const before =
      kind === 'video' ? sizeWords(this.#first.video!) : soundWords(this.#first.audio!);
    const now = kind === 'video' ? sizeWords(chunk.payload) : soundWords(chunk.payload);
    return now === before
      ? undefined
      : changed(kind === 'video' ? 'picture' : 'sound', before, now);
  }

  /** Encodes a chunk that fits; resolves when the encoder takes more. The payload is copied. */
  async record(take: Take): Promise<void> {
    const at = Math.max(0, take.chunk.timestamp - this.#origin);
    this.#reached[take.kind] = at;
    try {
      if (take.kind === 'video')
        await this.#recordFrame(take.chunk.payload, at, take.chunk.duration);
      else await this.#recordBlock(take.chunk.payload, at);
    } catch (error) {
      throw error instanceof Fault ? error : cannotEncode(error);
    }
  }

  /** Completes the file and hands it to the user. */
  async finish(): Promise<void> {
    await this.#output.finalize();
    await this.#writer.close();
  }

  /** Throws the file away. */
  async discard(): Promise<void> {
    await this.#output.cancel();
    await this.#writer.abort(new Error('The recording was given up.'));
  }

  async #recordFrame(frame: Frame, at: number, duration: number | undefined): Promise<void> {
    const { frames } = this.#env;
    const video = frames.track(videoFrameOf(toI420(frame, frames), at, duration));
    // Closing the sample closes the frame in it.
    const sample = new VideoSample(video);
    try {
      await this.#video!.add(sample);
    } finally {
      sample.close();
    }
  }

  async #recordBlock(block: AudioBlock, at: number): Promise<void> {
    const sample = audioSampleOf(block, at);
    try {
      await this.#audio!.add(sample);
    } finally {
      sample.close();
    }
  }
}

function firstOf(takes: readonly Take[]): { readonly video?: Frame; readonly audio?: AudioBlock } {
  const video = takes.find((take) => take.kind === 'video')?.chunk.payload;
  const audio = takes.find((take) => take.kind === 'audio')?.chunk.payload;
  return { ...(video && { video }), ...(audio && { audio }) };
}

async function codecFor(
  { width, height }: Frame,
  { codecs, videoBitrate }: TapeSettings,
): Promise<'vp8' | 'vp9'> {
  const quality = new Quality({ bitrate: Math.round(videoBitrate) });
  const codec = await getFirstEncodableVideoCodec([...codecs], { width, height, quality });
  if (codec === 'vp8' || codec === 'vp9') return codec;
  const names = codecs.map((name) => name.toUpperCase()).join(' or ');
  throw new Fault({
    title: "Can't encode the picture",
    message: `${width} × ${height} can't be encoded as ${names} here. Choose another codec, or put a Resize before the recorder.`,
    remedies: ['retry'],
    kind: 'unavailable',
  });
}

function cannotEncode(cause: unknown): Fault {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new Fault(
    {
      title: 'The recording failed',
      message: `The encoder stopped: ${why}. Nothing was saved; try another codec or a lower bitrate.`,
      remedies: ['retry'],
    },
    cause,
  );
}

function changed(what: string, before: string, after: string): Fault {
  return new Fault({
    title: `The ${what} changed`,
    message: `The recording began with ${before}, and now ${after} came. What came before was saved; retry to record on.`,
    remedies: ['retry'],
  });
}

function sizeWords({ width, height }: Frame): string {
  return `${width} × ${height} pixels`;
}

function soundWords({ sampleRate, channels }: AudioBlock): string {
  return `${channels.length} ${channels.length === 1 ? 'channel' : 'channels'} at ${sampleRate} Hz`;
}
