import { type Command, say, tell } from './command.ts';
import { completionCommand } from './commands/completion.ts';
import { inspectCommand } from './commands/inspect.ts';
import { newCommand } from './commands/new.ts';
import { operatorsCommand } from './commands/operators.ts';
import { runCommand } from './commands/run.ts';
import { schemaCommand } from './commands/schema.ts';
import { testCommand } from './commands/test.ts';
import { validateCommand } from './commands/validate.ts';
import { EXIT, type ExitCode, Refusal } from './exitCodes.ts';
import { ownVersion } from './home.ts';

const NAMED: readonly Command[] = [
  runCommand,
  testCommand,
  validateCommand,
  inspectCommand,
  operatorsCommand,
  schemaCommand,
  newCommand,
];
const COMMANDS: readonly Command[] = [...NAMED, completionCommand(NAMED)];

/** Does what the arguments ask for. Resolves with the exit code; never rejects. */
export async function main(args: readonly string[]): Promise<ExitCode> {
  try {
    return await dispatch(args);
  } catch (error) {
    const refused = error instanceof Refusal;
    const message = refused
      ? error.message
      : `Millrace failed, and that is our mistake. ${stackOf(error)}`;
    const exitCode = refused ? error.exitCode : EXIT.bug;
    tell(message);
    // Whoever reads a report reads in it also why there is none.
    if (args.includes('--json')) say(JSON.stringify({ exitCode, errors: [message] }, null, 2));
    return exitCode;
  }
}

function stackOf(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

async function dispatch([word, ...rest]: readonly string[]): Promise<ExitCode> {
  if (word === undefined || word === '--help' || word === '-h' || word === 'help') {
    const wanted = COMMANDS.find(({ name }) => name === rest[0]);
    say(wanted?.help ?? overview());
    return word === undefined ? EXIT.usage : EXIT.done;
  }
  if (word === '--version' || word === '-v') {
    say(ownVersion());
    return EXIT.done;
  }
  const command = COMMANDS.find(({ name }) => name === word);
  if (!command) {
    throw new Refusal(EXIT.usage, `'${word}' is no command of millrace.\n\n${overview()}`);
  }
  if (rest.includes('--help') || rest.includes('-h')) {
    say(command.help);
    return EXIT.done;
  }
  return command.run(rest);
}

function overview(): string {
  const width = Math.max(...COMMANDS.map(({ name }) => name.length));
  const rows = COMMANDS.map(({ name, summary }) => `  ${name.padEnd(width)}  ${summary}`);
  return `Usage: millrace <command> [arguments]

${rows.join('\n')}

'millrace <command> --help' says more, with examples. 'millrace --version' prints the version.`;
}
