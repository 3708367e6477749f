import { millrace, scratchFolder } from '#testing/millrace.ts';
import { needsModel } from '#testing/speech.ts';
import { documentOf } from '#testing/documents.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';

/** A steady level, scaled to what a spoken command says; that is told by two taps. */
const document = documentOf(
  {
    microphone: ['io/microphone'],
    speech: ['speech/recognise', { engine: 'pocketsphinx' }],
    commands: ['speech/commands', { phrases: 'stop, go forward' }],
    lookup: ['flow/lookup', { values: '0, 25' }],
    tone: ['io/tone', { duration: 6 }],
    level: ['audio/level'],
    scale: ['flow/scale', { fromLow: -60, fromHigh: 0 }],
    values: ['io/values'],
  },
  [
    'microphone.audio → speech.audio',
    'speech.transcript → commands.transcript',
    'commands.command → lookup.in',
    'lookup.out → scale.toHigh',
    'tone.audio → level.audio',
    'level.level → scale.in',
    'scale.out → values.value',
  ],
);

test(
  'a recording of a spoken command sets a param from the time on at which it was understood',
  needsModel('pocketsphinx-en-us'),
  async () => {
    using folder = scratchFolder();
    const [talk, said, values] = ['talk.wav', 'said.csv', 'values.csv'].map((name) =>
      folder.at(name),
    );
    writeFileSync(talk!, withSilence(readFileSync('public/media/goforward.wav'), 2));
    const report = folder.at('report.json');
    const taps = ['--tap', `lookup.out=${said}`, '--report', report];
    const args = ['--source', `microphone=${talk}`, ...taps];
    const ended = await millrace(['run', '-', ...args, '--sink', `values=${values}`], {
      input: document,
    });
    expect(ended).toMatchObject({ exitCode: 0 });
    const { nodes } = JSON.parse(readFileSync(report, 'utf8')) as { nodes: { id: string }[] };
    expect(nodes.find(({ id }) => id === 'scale')).toMatchObject({ driven: { toHigh: 25 } });
    const [[at, value]] = rowsOf(said!) as [readonly [number, number]];
    expect(value).toBe(25);
    const rows = rowsOf(values!);
    const before = rows.filter(([time]) => time < at).map(([, level]) => level);
    const after = rows.filter(([time]) => time >= at).map(([, level]) => level);
    expect(before.length).toBeGreaterThan(10);
    expect(after.length).toBeGreaterThan(10);
    const level = before.at(-1)!;
    // A sine of −12 dBFS has −15.01 dBFS RMS: three quarters of the way from −60 to 0.
    expect(level).toBeCloseTo(100 * ((60 - 15.01) / 60), 1);
    for (const one of after) expect(one).toBeCloseTo(level / 4, 2);
  },
);

/** 16-bit mono sound with so many seconds of nothing behind it, by its two length fields. */
function withSilence(file: Buffer, seconds: number): Buffer {
  const silence = Buffer.alloc(seconds * file.readUInt32LE(24) * 2);
  const longer = Buffer.concat([file, silence]);
  longer.writeUInt32LE(longer.length - 8, 4);
  longer.writeUInt32LE(longer.length - 44, 40);
  return longer;
}

function rowsOf(path: string): readonly (readonly [time: number, value: number])[] {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [time, value] = line.split(',').map(Number);
    return [time!, value!];
  });
}
