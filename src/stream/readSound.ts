import {
  ADTS,
  AudioSampleSink,
  BlobSource,
  FLAC,
  Input,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  WAVE,
  WEBM,
} from 'mediabunny';

/** The sound of a whole file. Channels are of one length, −1 to 1. */
export interface Sound {
  readonly sampleRate: number;
  readonly channels: readonly Float32Array<ArrayBuffer>[];
}

/**
 * Decodes the first sound track of a short file, at most `longest` seconds of it. Rejects with a sentence
 * that begins with `name` if it holds no sound that can be decoded here.
 */
export async function readSound(blob: Blob, name: string, longest: number): Promise<Sound> {
  using input = new Input({
    formats: [WAVE, MP4, QTFF, WEBM, MATROSKA, MP3, OGG, FLAC, ADTS],
    source: new BlobSource(blob, { handleUnhandledError: () => undefined }),
  });
  if (!(await input.canRead())) throw new Error(`'${name}' is not a sound file that can be read.`);
  const track = await input.getPrimaryAudioTrack();
  if (!track) throw new Error(`'${name}' has no sound in it.`);
  if (!(await track.canDecode())) {
    throw new Error(
      `The sound of '${name}' is in a codec that has no decoder here; a WAV has none.`,
    );
  }
  const parts: (readonly Float32Array<ArrayBuffer>[])[] = [];
  let sampleRate = 0;
  let length = 0;
  for await (const sample of new AudioSampleSink(track).samples()) {
    const fits = sampleRate === 0 || sampleRate === sample.sampleRate;
    if (fits) {
      parts.push(planesOf(sample));
      sampleRate = sample.sampleRate;
      length += sample.numberOfFrames;
    }
    sample.close();
    if (length >= longest * sampleRate) break;
  }
  if (length === 0) throw new Error(`'${name}' has no sound in it.`);
  const most = Math.min(length, Math.round(longest * sampleRate));
  return { sampleRate, channels: joined(parts, most) };
}

type Decoded = Awaited<ReturnType<AudioSampleSink['getSample']>> & object;

function planesOf(sample: Decoded): readonly Float32Array<ArrayBuffer>[] {
  return Array.from({ length: sample.numberOfChannels }, (_, planeIndex) => {
    const plane = new Float32Array(sample.numberOfFrames);
    sample.copyTo(plane, { planeIndex, format: 'f32-planar' });
    return plane;
  });
}

/** The parts one after the other, cut off after `length` samples. */
function joined(
  parts: readonly (readonly Float32Array[])[],
  length: number,
): readonly Float32Array<ArrayBuffer>[] {
  return parts[0]!.map((_, c) => {
    const all = new Float32Array(length);
    let at = 0;
    for (const part of parts) {
      const plane = part[c] ?? part[0]!;
      all.set(plane.subarray(0, length - at), at);
      at = Math.min(length, at + plane.length);
    }
    return all;
  });
}
