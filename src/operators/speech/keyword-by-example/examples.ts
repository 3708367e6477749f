import type { KernelEnv } from '#contract/env.ts';
import { Fault } from '#contract/fault.ts';
import type { FileParam } from '#contract/params.ts';
import { createIntake } from '#operators/speech/_shared/intake.ts';
import { readSound } from '#stream/readSound.ts';

/** More of an example is left out, in s. */
const LONGEST = 4;
/** Silence after it, in s, so that a resampler gives all of it. */
const REST = 0.1;

/** The examples that were chosen, as 16 kHz mono. Rejects with a `Fault` where there is none, or one can't be read. */
export async function readExamples(
  env: KernelEnv,
  files: readonly FileParam[],
): Promise<readonly Float32Array[]> {
  const chosen = files.filter((file) => 'asset' in file || 'sha256' in file);
  if (chosen.length === 0) {
    throw new Fault({
      title: 'No examples',
      message:
        'Record the word that is looked for, or choose a sound file with it. Three are best.',
      remedies: [],
    });
  }
  return Promise.all(chosen.map((file) => readExample(env, file)));
}

async function readExample(env: KernelEnv, file: FileParam): Promise<Float32Array> {
  const blob = await env.host('file', { file });
  const name = 'name' in file ? file.name : 'asset' in file ? file.asset : '';
  try {
    const { sampleRate, channels } = await readSound(blob, name, LONGEST);
    const longer = channels.map((samples) => {
      const padded = new Float32Array(samples.length + Math.ceil(REST * sampleRate));
      padded.set(samples);
      return padded;
    });
    return createIntake(sampleRate).push(longer);
  } catch (error) {
    throw new Fault({
      title: "Can't read an example",
      message: error instanceof Error ? error.message : String(error),
      remedies: [],
    });
  }
}
