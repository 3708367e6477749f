import type { Json } from '#base/json.ts';
import { runReport } from '#engine/runReport.ts';
import type { PreparedRun } from './prepareRun.ts';
import type { RunOutcome } from './runPrepared.ts';
import { writeText } from './writeText.ts';

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
  writeText(path, `${JSON.stringify(value, null, 2)}\n`);
}
