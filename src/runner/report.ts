import type { Json } from '#base/json.ts';
import { runReport } from '#engine/runReport.ts';
import { writeFileSync } from 'node:fs';
import { cannotWrite } from './fileErrors.ts';
import type { PreparedRun } from './prepareRun.ts';
import type { RunOutcome } from './runPrepared.ts';

/** What a run did, for machines: settings, every count, every file. */
export function reportOf(
  { pipeline, wishes }: PreparedRun,
  { exitCode, snapshot, errors, saved }: RunOutcome,
) {
  return {
    ...runReport(pipeline, wishes, snapshot),
    exitCode,
    errors,
    files: saved.map(({ node, path, bytes }) => ({ node, path, bytes })),
  };
}

/** Writes a value as JSON. Throws a `Refusal` if that can't be. */
export function writeJson(path: string, value: Json): void {
  try {
    writeFileSync(path, `${JSON.stringify(value, null, 2)}\n`);
  } catch (error) {
    throw cannotWrite(path, error);
  }
}
