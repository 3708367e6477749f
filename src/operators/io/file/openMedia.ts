import { Fault } from '#contract/fault.ts';
import type { Colour } from '#stream/payload.ts';
import {
  ADTS,
  type AudioSample,
  AudioSampleSink,
  BlobSource,
  EncodedPacketSink,
  FLAC,
  Input,
  type InputAudioTrack,
  type InputTrack,
  type InputVideoTrack,
  Logging,
  LogLevel,
  MATROSKA,
  MP3,
  MP4,
  OGG,
  QTFF,
  type VideoSample,
  VideoSampleSink,
  WAVE,
  WEBM,
} from 'mediabunny';
import { containerColour } from '#operators/io/_shared/containerColour.ts';
import { codecWords } from './codecWords.ts';
import type { Seekable } from './readPastDamage.ts';
import { hasSaneIndex } from './saneIndex.ts';
import { wholeClusters } from './wholeClusters.ts';

/** An opened file; times in seconds of its own timeline. Disposing it ends every read. */
export interface Media extends Disposable {
  readonly video?: VideoTrack | undefined;
  readonly audio?: Seekable<AudioSample> | undefined;
  /** Where the first thing to show begins, 0 or later. */
  readonly start: number;
  /** Where the file says it ends; undefined where it does not. */
  readonly declaredEnd: number | undefined;
  /** Something left out that the user should know, as a sentence. */
  readonly note: string | undefined;
}

/** The picture of a file. */
export interface VideoTrack extends Seekable<VideoSample> {
  readonly colour: Colour;
}

// What goes wrong is thrown, and told on the node: the console is for our own mistakes.
Logging.level = LogLevel.Silent;

/** Every format but playlists and MPEG-TS, whose parts come from a network or a receiver. */
const FORMATS = [MP4, QTFF, WEBM, MATROSKA, MP3, WAVE, OGG, FLAC, ADTS];

/** Opens a file by what is in it, whatever its name. Throws a `Fault` that says what is wrong with it. */
export async function openMedia(blob: Blob, name: string): Promise<Media> {
  if (!(await hasSaneIndex(blob))) throw damagedIndex(name);
  const input = new Input({
    formats: FORMATS,
    // A failure between two reads comes back at the next one.
    source: new BlobSource(await wholeClusters(blob), { handleUnhandledError: () => undefined }),
  });
  try {
    if (!(await input.canRead())) throw unreadable(blob, name);
    return await openTracks(input, name);
  } catch (error) {
    input.dispose();
    throw error instanceof Fault ? error : unreadable(blob, name, error);
  }
}

async function openTracks(input: Input, name: string): Promise<Media> {
  const picture = await filled(await input.getPrimaryVideoTrack());
  const sound = await filled(await input.getPrimaryAudioTrack());
  const soundFault = sound && (await codecFault(sound, 'sound', name));
  const fault =
    (picture && (await codecFault(picture, 'picture', name))) ?? (!picture && soundFault);
  if (fault) throw fault;
  const tracks = [picture, soundFault ? undefined : sound].filter((track) => !!track);
  if (tracks.length === 0) throw nothingToPlay(name);
  const declaredEnd = await input.getDurationFromMetadata(tracks);
  return {
    video: picture ? await videoTrack(picture) : undefined,
    audio: sound && !soundFault ? audioTrack(sound) : undefined,
    start: Math.max(0, await input.getFirstTimestamp(tracks)),
    declaredEnd: declaredEnd ?? undefined,
    note: soundFault ? soundFault.notice.message : undefined,
    [Symbol.dispose]: () => input.dispose(),
  };
}

/** The track if anything is in it: mediabunny 1.61 searches an empty FLAC track for ever. */
async function filled<T extends InputTrack>(track: T | null): Promise<T | undefined> {
  const first =
    track && (await new EncodedPacketSink(track).getFirstPacket({ metadataOnly: true }));
  return first ? track : undefined;
}

async function videoTrack(track: InputVideoTrack): Promise<VideoTrack> {
  const sink = new VideoSampleSink(track);
  return {
    colour: containerColour(await track.getColorSpace(), await track.getCodedHeight()),
    from: (start, end) => sink.samples(start, end),
    keyAfter: (time) => keyAfter(track, time),
  };
}

function audioTrack(track: InputAudioTrack): Seekable<AudioSample> {
  const sink = new AudioSampleSink(track);
  return {
    from: (start, end) => sink.samples(start, end),
    keyAfter: (time) => keyAfter(track, time),
  };
}

async function keyAfter(track: InputTrack, time: number): Promise<number | undefined> {
  const sink = new EncodedPacketSink(track);
  const packet = await sink.getPacket(time);
  const next = packet && (await sink.getNextKeyPacket(packet));
  return next?.timestamp;
}

async function codecFault(
  track: InputTrack,
  what: string,
  name: string,
): Promise<Fault | undefined> {
  const isRgb = track.isVideoTrack() && ((await track.getColorSpace()).matrix as string) === 'rgb';
  if (!isRgb && (await track.canDecode())) return undefined;
  const words = codecWords(await track.getCodec(), await track.getInternalCodecId());
  const codec = isRgb ? `${words} with its colours kept as RGB` : words;
  const better = what === 'picture' ? 'H.264' : 'AAC or Opus';
  return new Fault({
    title: `Can't decode the ${what}`,
    message: `The ${what} of '${name}' is ${codec}; there is no decoder for it here. Convert it to ${better}, or choose another file.`,
    remedies: ['choose-file'],
    kind: 'unavailable',
  });
}

function damagedIndex(name: string): Fault {
  return new Fault({
    title: "Can't read this file",
    message: `The index of '${name}' is damaged: it names parts that the file does not have. Choose a whole copy of it.`,
    remedies: ['choose-file'],
  });
}

function unreadable(blob: Blob, name: string, cause?: unknown): Fault {
  const why =
    blob.size === 0
      ? `'${name}' is empty.`
      : `'${name}' is not a file that can be played here, or its beginning or end is missing.`;
  return new Fault(
    {
      title: "Can't read this file",
      message: `${why} Choose an MP4, MOV, WebM, MKV, MP3, WAV, Ogg, FLAC or AAC file.`,
      remedies: ['choose-file', 'retry'],
    },
    cause,
  );
}

function nothingToPlay(name: string): Fault {
  return new Fault({
    title: 'Nothing to play',
    message: `'${name}' has neither picture nor sound, or was cut off before them. Choose another file.`,
    remedies: ['choose-file'],
  });
}
