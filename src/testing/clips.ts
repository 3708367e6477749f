import {
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

function toneOf(seconds: number): AudioSample {
  const data = Float32Array.from({ length: Math.round(seconds * 48_000) }, (_, i) =>
    Math.sin((2 * Math.PI * 440 * i) / 48_000),
  );
  return new AudioSample({
    data,
    format: 'f32-planar',
    numberOfChannels: 1,
    sampleRate: 48_000,
    timestamp: 0,
  });
}
