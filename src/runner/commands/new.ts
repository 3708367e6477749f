import type { Command } from '#runner/command.ts';
import { say, tell } from '#runner/command.ts';
import { EXIT } from '#runner/exitCodes.ts';
import { cannotWrite } from '#runner/fileErrors.ts';
import { ownFile } from '#runner/home.ts';
import { readArguments, usage } from '#runner/options.ts';
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const indexShape = z.array(z.object({ slug: z.string(), title: z.string(), doc: z.string() }));

/** `millrace new`. */
export const newCommand: Command = {
  name: 'new',
  summary: 'Begin a pipeline from an example.',
  options: {},
  help: `Usage: millrace new [<example>] [<file>]

Prints an example, or writes it to a file that must not be there yet. Without an example,
lists them all.

Examples:
  millrace new
  millrace new motion motion.json`,

  run(args) {
    const { positionals } = readArguments(args, {});
    const [slug, path, extra] = positionals;
    if (extra !== undefined) throw usage(`'${extra}' is too much.`);
    const examples = indexShape.parse(JSON.parse(read('index')));
    if (slug === undefined) {
      const width = Math.max(...examples.map((one) => one.slug.length));
      for (const one of examples) say(`${one.slug.padEnd(width)}  ${one.doc}`);
      return EXIT.done;
    }
    if (!examples.some((one) => one.slug === slug)) {
      const names = examples.map((one) => one.slug).join(', ');
      throw usage(`No example is named '${slug}'. There are: ${names}.`);
    }
    const text = read(slug);
    if (path === undefined) process.stdout.write(text);
    else write(path, text);
    return EXIT.done;
  },
};

function read(slug: string): string {
  const path = ownFile(`examples/${slug}.json`);
  if (path === undefined) throw new Error(`The package lacks the example '${slug}'.`);
  return readFileSync(path, 'utf8');
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text, { flag: 'wx' });
  } catch (error) {
    throw cannotWrite(path, error);
  }
  tell(`'${path}' was written.`);
}
