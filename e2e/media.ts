import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const folder = resolve('e2e/.media');

/** Files that the tests make or use, as absolute paths. */
export const media = {
  /** 640 × 480 at 30 Hz: colour bars of known samples, and a block that moves below them. */
  camera: join(folder, 'bars.y4m'),
  /** 440 Hz at 48 kHz, at half of full scale; loops without a seam. */
  microphone: join(folder, 'tone440.wav'),
  /** "Go forward ten meters" and two seconds of silence; loops. */
  talk: join(folder, 'talk.wav'),
  /** The real clip of people on a square. */
  pedestrians: resolve('public/media/pedestrians.webm'),
  /** That clip, cut off after a third: 23 pictures, as ffmpeg counts them. */
  truncated: join(folder, 'truncated.webm'),
  /** A film that ends before its first picture. */
  empty: join(folder, 'empty.mp4'),
  /** What many phones record: H.265, which this browser cannot decode. */
  hevc: resolve('e2e/fixtures/hevc.mp4'),
} as const;

/** Camera picture, in pixels and Hz. */
export const CAMERA = { width: 640, height: 480, rate: 30 } as const;

/** The pitch of the fake microphone, in Hz. */
export const TONE = 440;

/** Y, Cb, Cr of the eight bars, left to right: 75 % colour bars (Rec. ITU-R BT.801), limited range. */
export const BARS: readonly (readonly [y: number, cb: number, cr: number])[] = [
  [180, 128, 128],
  [162, 44, 142],
  [131, 156, 44],
  [112, 72, 58],
  [84, 184, 198],
  [65, 100, 212],
  [35, 212, 114],
  [16, 128, 128],
];

/** Rows of bars; below them the block moves. */
const BAR_ROWS = 400;
/** The loop: the block crosses the picture in two seconds. */
const FRAMES = 60;
const BLOCK = 48;

/** Writes everything that is not kept in the repository. */
export function makeMedia(): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(media.camera, barsFilm());
  writeFileSync(media.microphone, toneFile());
  writeFileSync(media.talk, talkFile());
  const clip = readFileSync(media.pedestrians);
  writeFileSync(media.truncated, clip.subarray(0, clip.length / 3));
  writeFileSync(media.empty, '');
}

function barsFilm(): Buffer {
  const header = Buffer.from(
    `YUV4MPEG2 W${CAMERA.width} H${CAMERA.height} F${CAMERA.rate}:1 Ip A1:1 C420jpeg\n`,
  );
  const parts: Buffer[] = [header];
  for (let frame = 0; frame < FRAMES; frame++) {
    parts.push(Buffer.from('FRAME\n'), barsFrame(frame));
  }
  return Buffer.concat(parts);
}

function barsFrame(index: number): Buffer {
  const { width, height } = CAMERA;
  const luma = Buffer.alloc(width * height);
  const cb = Buffer.alloc((width * height) / 4, 128);
  const cr = Buffer.alloc((width * height) / 4, 128);
  const blockX = Math.round((index * (width - BLOCK)) / (FRAMES - 1));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      luma[y * width + x] = y < BAR_ROWS ? barAt(x)[0] : inBlock(x - blockX, y) ? 235 : 60;
    }
  }
  for (let y = 0; y < BAR_ROWS / 2; y++) {
    for (let x = 0; x < width / 2; x++) {
      const [, blue, red] = barAt(2 * x);
      cb[(y * width) / 2 + x] = blue;
      cr[(y * width) / 2 + x] = red;
    }
  }
  return Buffer.concat([luma, cb, cr]);
}

function barAt(x: number): readonly [number, number, number] {
  return BARS[Math.floor((x * BARS.length) / CAMERA.width)]!;
}

function inBlock(dx: number, y: number): boolean {
  return dx >= 0 && dx < BLOCK && y >= BAR_ROWS + 16 && y < BAR_ROWS + 16 + BLOCK;
}

/** Whole periods, so that the loop has no seam. */
function toneFile(): Buffer {
  const rate = 48_000;
  const samples = 5 * rate;
  const file = waveFile(rate, samples);
  for (let i = 0; i < samples; i++) {
    const value = 0.5 * Math.sin((2 * Math.PI * TONE * i) / rate);
    file.writeInt16LE(Math.round(value * 32_767), 44 + 2 * i);
  }
  return file;
}

/** The recording that comes with the studio, which has 44 bytes of header, with a pause behind it. */
function talkFile(): Buffer {
  const talk = readFileSync('public/media/goforward.wav').subarray(44);
  const file = waveFile(16_000, talk.length / 2 + 32_000);
  talk.copy(file, 44);
  return file;
}

/** A RIFF/WAVE file, 16 bit mono, of silence. */
function waveFile(rate: number, samples: number): Buffer {
  const file = Buffer.alloc(44 + 2 * samples);
  file.write('RIFF', 0);
  file.writeUInt32LE(36 + 2 * samples, 4);
  file.write('WAVEfmt ', 8);
  file.writeUInt32LE(16, 16);
  file.writeUInt16LE(1, 20);
  file.writeUInt16LE(1, 22);
  file.writeUInt32LE(rate, 24);
  file.writeUInt32LE(2 * rate, 28);
  file.writeUInt16LE(2, 32);
  file.writeUInt16LE(16, 34);
  file.write('data', 36);
  file.writeUInt32LE(2 * samples, 40);
  return file;
}
