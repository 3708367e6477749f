import { judgeSound } from './judgeSound.ts';
import { violationsOf } from './judge.ts';
import { printScenario } from './printScenario.ts';
import { type Scenario, scenarioOf, varied, type Variant } from './scenario.ts';
import { Dice } from './dice.ts';
import { simulate, type SimResult } from './simulate.ts';

/** Runs one seed, a quiet scenario also another way. A report of what was violated; undefined if nothing was. */
export async function trySeed(seed: number): Promise<string | undefined> {
  const scenario = scenarioOf(seed);
  const first = await attempt(scenario);
  if (first.report !== undefined || !scenario.isQuiet) return first.report;
  const variant = variantOf(seed, scenario.workers);
  const other = varied(scenario, variant);
  const second = await attempt(other);
  if (second.report !== undefined) return `Varied: ${JSON.stringify(variant)}. ${second.report}`;
  // A choice there is not fails its node, and cuts the others short.
  const isWhole = [first, second].every(({ result }) => result.snapshot?.state === 'done');
  if (!isWhole) return undefined;
  const found = judgeSound(scenario.pipeline, first.result.journal, second.result.journal);
  if (found.length === 0) return undefined;
  return [`Varied: ${JSON.stringify(variant)}.`, printScenario(other), ...found].join('\n');
}

function variantOf(seed: number, workers: number): Variant {
  const dice = new Dice(seed, 'variant');
  return {
    workers: dice.pick([1, 2, 4].filter((count) => count !== workers)),
    sharesMemory: dice.chance(0.5),
    taps: dice.chance(0.5),
    pauses: dice.chance(0.5),
    queues: dice.chance(0.4),
    halved: dice.chance(0.7),
  };
}

async function attempt(
  scenario: Scenario,
): Promise<{ readonly result: SimResult; readonly report: string | undefined }> {
  const result = await simulate(scenario);
  const found = violationsOf(scenario, result);
  const report = found.length === 0 ? undefined : [printScenario(scenario), ...found].join('\n');
  return { result, report };
}
