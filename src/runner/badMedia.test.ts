import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { Fault } from '#contract/fault.ts';
import { kernel } from '#operators/io/file/kernel.ts';
import { spec } from '#operators/io/file/spec.ts';
import type { Frame } from '#stream/payload.ts';
import { joinClips, makeClip } from '#testing/clips.ts';
import { documentOf } from '#testing/documents.ts';
import { millrace, scratchFolder } from '#testing/millrace.ts';
import { type KernelRun, runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { installCodecs } from './codecs.ts';

installCodecs();

/** No file here takes a tenth of it. */
const HANG_MS = 20_000;

type Bytes = Uint8Array<ArrayBuffer>;

const SMALL = { size: [64, 48], pictures: 15 } as const;

const FIXTURES: readonly (readonly [string, () => Promise<Bytes>])[] = [
  ['webm', () => makeClip({ container: 'webm', video: 'vp8', sound: true, ...SMALL })],
  ['mp4', () => makeClip({ container: 'mp4', video: 'avc', sound: true, ...SMALL })],
  [
    'wav',
    async () => Uint8Array.from(readFileSync('public/media/goforward.wav').subarray(0, 24_000)),
  ],
];

/** Plays a file to its end as a batch run does: what came, or the fault. */
async function outcomeOf(name: string, bytes: Bytes): Promise<KernelRun | Fault> {
  const file = { name, bytes: bytes.length, sha256: '0'.repeat(64) };
  const run = runKernel(kernel, {
    params: spec.params.parse({ file }),
    paced: false,
    hosts: { file: async () => new Blob([bytes]) },
  });
  let timer: ReturnType<typeof setTimeout>;
  const hang = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`'${name}' hung.`)), HANG_MS);
  });
  try {
    return await Promise.race([run, hang]);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  } finally {
    clearTimeout(timer!);
  }
}

/** What is wrong with an outcome: each is in order, or in words, and nothing is kept. */
function faultsOf(outcome: KernelRun | Fault): readonly string[] {
  if (outcome instanceof Fault) {
    const { message } = outcome.notice;
    return /^[^a-z].*[.)]$/s.test(message) ? [] : [`'${message}' is no sentence.`];
  }
  const reached: Record<string, number> = {};
  const wrong = outcome.emitted.flatMap(({ port, chunk: { timestamp } }) => {
    const before = reached[port] ?? -1;
    reached[port] = timestamp;
    return timestamp > before ? [] : [`${port} went from ${before} back to ${timestamp}.`];
  });
  return outcome.leaked === 0 ? wrong : [...wrong, `${outcome.leaked} payloads were kept.`];
}

test.each(FIXTURES)(
  'a %s file cut off at every hundredth ends in order, played or explained',
  async (name, make) => {
    const whole = await make();
    const frames = (outcome: KernelRun | Fault): number =>
      outcome instanceof Fault ? 0 : outcome.emitted.length;
    expect(frames(await outcomeOf(`whole.${name}`, whole))).toBeGreaterThan(5);
    for (let percent = 0; percent < 100; percent++) {
      const cut = whole.slice(0, Math.floor((whole.length * percent) / 100));
      expect(faultsOf(await outcomeOf(`${percent}.${name}`, cut))).toEqual([]);
    }
  },
  120_000,
);

test.each(FIXTURES)(
  'a %s file with a byte changed, 200 times, ends in order, played or explained',
  async (name, make) => {
    const whole = await make();
    let state = 7;
    for (let i = 0; i < 200; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      const broken = whole.slice();
      broken[state % whole.length]! ^= 1 + ((state >>> 24) % 255);
      expect(faultsOf(await outcomeOf(`${i}.${name}`, broken))).toEqual([]);
    }
  },
  120_000,
);

const LEVELS = documentOf(
  { file: ['io/file'], grayscale: ['video/grayscale'], preview: ['io/preview'] },
  ['file.frame → grayscale.frame', 'grayscale.frame → preview.in'],
);

test('pictures that change their size in the middle go on, each as it is', async () => {
  const part = (...size: readonly [number, number]) =>
    makeClip({ container: 'webm', video: 'vp8', size, pictures: 5 });
  const clip = await joinClips([await part(64, 48), await part(96, 64)]);
  const outcome = await outcomeOf('sizes.webm', clip);
  if (outcome instanceof Fault) throw outcome;
  const seen = outcome.emitted.map(({ chunk }) => (chunk.payload as Frame).width);
  expect(seen).toEqual([...Array(5).fill(64), ...Array(5).fill(96)]);
  using folder = scratchFolder();
  writeFileSync(folder.at('sizes.webm'), clip);
  const feed = ['--source', `file=${folder.at('sizes.webm')}`];
  const planes = ['--tap', `grayscale.frame=${folder.at('grey.raw')}`];
  expect((await millrace(['run', '-', ...feed, ...planes], { input: LEVELS })).exitCode).toBe(0);
  expect(readFileSync(folder.at('grey.raw'))).toHaveLength(5 * 64 * 48 + 5 * 96 * 64);
  // A film has one size: what came before the change is kept as a part, and the reason is told.
  const film = ['--tap', `grayscale.frame=${folder.at('grey.webm')}`];
  const ended = await millrace(['run', '-', ...feed, ...film], { input: LEVELS });
  expect(ended.exitCode).toBe(65);
  expect(ended.stderr).toContain('began with 64 × 48 pixels, and now 96 × 64 pixels came');
  expect(readdirSync(folder.path).toSorted()).toEqual(['grey.raw', 'grey.webm.part', 'sizes.webm']);
});

test('a file that is cut off counts what was lost and keeps what was made as a part', async () => {
  using folder = scratchFolder();
  const clip = await makeClip({ container: 'webm', video: 'vp8', ...SMALL });
  writeFileSync(folder.at('cut.webm'), clip.subarray(0, clip.length / 2));
  const raw = folder.at('grey.raw');
  const feed = ['--source', `file=${folder.at('cut.webm')}`, '--tap', `grayscale.frame=${raw}`];
  const ended = await millrace(['run', '-', '--json', ...feed], { input: LEVELS });
  expect(ended.exitCode).toBe(65);
  expect(existsSync(raw)).toBe(false);
  expect(JSON.parse(ended.stdout)).toMatchObject({ state: 'failed', violations: [] });
});
