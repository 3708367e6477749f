import { specs } from '#catalog/catalog.ts';
import { pipelineSchema } from '#pipeline/schema.ts';
import type { Command } from '#runner/command.ts';
import { say } from '#runner/command.ts';
import { EXIT } from '#runner/exitCodes.ts';
import { readArguments } from '#runner/options.ts';

/** `millrace schema`. */
export const schemaCommand: Command = {
  name: 'schema',
  summary: 'Print the JSON Schema of pipelines.',
  options: {},
  help: `Usage: millrace schema

Prints the JSON Schema (2020-12) of the pipeline document, with the params of every operator.

Example:
  millrace schema > pipeline.schema.json`,

  run(args) {
    readArguments(args, {});
    say(JSON.stringify(pipelineSchema(specs), null, 2));
    return EXIT.done;
  },
};
