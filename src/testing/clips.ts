import {
  AdtsOutputFormat,
  ALL_FORMATS,
  AudioSample,
  AudioSampleSource,
  BufferSource,
  BufferTarget,
  EncodedPacketSink,
  EncodedVideoPacketSource,
  Input,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';

/** What a small film is made of; each picture lasts a fifteenth of a second. */
export interface ClipSettings {
  readonly container: 'webm' | 'mp4';
  readonly video: 'vp8' | 'avc';
  /** With 440 Hz beside the pictures. */
  readonly sound?: boolean;
  readonly size: readonly [width: number, height: number];
  readonly pictures: number;
}

/** A small film, encoded here. Needs WebCodecs among the globals. */
export async function makeClip({
  container,
  video,
  sound = false,
  size,
  pictures,
}: ClipSettings): Promise<Uint8Array<ArrayBuffer>> {
  const target = new BufferTarget();
  const format = container === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat();
  const output = new Output({ format, target });
  const film = new VideoSampleSource({
    codec: video,
    quality: new Quality({ bitrate: 200_000 }),
    keyFrameInterval: 0.5,
  });
  output.addVideoTrack(film);
  const tone = new AudioSampleSource({ codec: 'opus', quality: new Quality({ bitrate: 32_000 }) });
  if (sound) output.addAudioTrack(tone);
  await output.start();
  for (let i = 0; i < pictures; i++) {
    const picture = pictureOf(size, i);
    await film.add(picture);
    picture.close();
  }
  if (sound) {
    const block = toneOf(pictures / 15);
    await tone.add(block);
    block.close();
  }
  await output.finalize();
  return new Uint8Array(target.buffer!);
}

/** A second of 440 Hz as AAC without a container's index: such files can be put one behind another. */
export async function makeAdts(
  sampleRate: number,
  channels: 1 | 2,
): Promise<Uint8Array<ArrayBuffer>> {
  const target = new BufferTarget();
  const output = new Output({ format: new AdtsOutputFormat(), target });
  const tone = new AudioSampleSource({ codec: 'aac', quality: new Quality({ bitrate: 96_000 }) });
  output.addAudioTrack(tone);
  await output.start();
  const block = toneOf(1, sampleRate, channels);
  await tone.add(block);
  block.close();
  await output.finalize();
  return new Uint8Array(target.buffer!);
}

/**
 * The same WebM with other times in its blocks, in ms after the start of their cluster. Blocks that are not named
 * keep theirs.
 */
export function retimed(
  clip: Uint8Array<ArrayBuffer>,
  times: Readonly<Record<number, number>>,
): Uint8Array<ArrayBuffer> {
  const out = clip.slice();
  const view = new DataView(out.buffer);
  let index = 0;
  // A SimpleBlock: its id, its size in one to four bytes, track 1, the time in two bytes.
  for (let at = 0; at < out.length - 8; at++) {
    if (out[at] !== SIMPLE_BLOCK) continue;
    const sizeLength = Math.clz32(out[at + 1]!) - 23;
    if (sizeLength > 4 || out[at + 1 + sizeLength] !== 0x81) continue;
    let size = out[at + 1]! & (0xff >> sizeLength);
    for (let i = 1; i < sizeLength; i++) size = size * 256 + out[at + 1 + i]!;
    const time = times[index++];
    if (time !== undefined) view.setInt16(at + 2 + sizeLength, time);
    at += sizeLength + size;
  }
  return out;
}

const SIMPLE_BLOCK = 0xa3;

/** Films of one codec one after another in one track, as they are. */
export async function joinClips(
  clips: readonly Uint8Array<ArrayBuffer>[],
): Promise<Uint8Array<ArrayBuffer>> {
  const target = new BufferTarget();
  const output = new Output({ format: new WebMOutputFormat(), target });
  const film = new EncodedVideoPacketSource('vp8');
  output.addVideoTrack(film);
  await output.start();
  let begins = 0;
  for (const clip of clips) {
    using input = new Input({ formats: ALL_FORMATS, source: new BufferSource(clip) });
    const track = (await input.getPrimaryVideoTrack())!;
    const decoderConfig = (await track.getDecoderConfig())!;
    let ends = begins;
    for await (const packet of new EncodedPacketSink(track).packets()) {
      const moved = packet.clone({ timestamp: begins + packet.timestamp });
      await film.add(moved, { decoderConfig });
      ends = moved.timestamp + 1 / 15;
    }
    begins = ends;
  }
  await output.finalize();
  return new Uint8Array(target.buffer!);
}

/** Stripes that move. */
function pictureOf([width, height]: readonly [number, number], index: number): VideoSample {
  const bytes = new Uint8Array((width * height * 3) / 2).fill(128);
  for (let at = 0; at < width * height; at++) {
    bytes[at] = 16 + (((at % width) * 7 + index * 13) % 220);
  }
  const timestamp = index / 15;
  return new VideoSample(bytes, {
    format: 'I420',
    codedWidth: width,
    codedHeight: height,
    timestamp,
    duration: 1 / 15,
  });
}

function toneOf(seconds: number, sampleRate = 48_000, numberOfChannels = 1): AudioSample {
  const length = Math.round(seconds * sampleRate);
  const data = Float32Array.from({ length: length * numberOfChannels }, (_, i) =>
    Math.sin((2 * Math.PI * 440 * (i % length)) / sampleRate),
  );
  return new AudioSample({
    data,
    format: 'f32-planar',
    numberOfChannels,
    sampleRate,
    timestamp: 0,
  });
}
