import { specOf } from '#catalog/catalog.ts';
import { parsePipeline } from '#pipeline/parse.ts';
import type { Pipeline } from '#pipeline/pipeline.ts';
import type { Parsed, Problem } from '#pipeline/problem.ts';
import { readFileSync } from 'node:fs';
import { EXIT, Refusal } from './exitCodes.ts';
import { cannotRead } from './fileErrors.ts';
import { nameConverters } from './nameConverters.ts';

/** Parses a document from a file, or from standard input for `-`. Throws a `Refusal` if there is no such file. */
export function parseFile(path: string): Parsed<Pipeline> {
  let text;
  try {
    text = readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw cannotRead(path === '-' ? 'standard input' : path, error);
  }
  const parsed = parsePipeline(text, specOf);
  if (parsed.ok || !parsed.draft) return parsed;
  return { ...parsed, problems: nameConverters(parsed.problems, parsed.draft) };
}

/** The same, for who can do nothing with a broken one: throws all of its problems. */
export function readPipeline(path: string): Pipeline {
  const parsed = parseFile(path);
  if (parsed.ok) return parsed.value;
  throw new Refusal(
    EXIT.badData,
    `'${path}' is no pipeline that can run.\n${lines(parsed.problems)}`,
  );
}

/** Problems as lines: where, what, and what to do. */
export function lines(problems: readonly Problem[]): string {
  return problems
    .map(({ where, message, fix, severity }) => {
      const place = where === '' ? '' : `${where}: `;
      const word = severity === 'warning' ? 'warning: ' : '';
      return `  ${word}${place}${message}${fix ? ` ${fix}` : ''}`;
    })
    .join('\n');
}
