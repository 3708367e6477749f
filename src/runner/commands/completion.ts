import { DEADLOCK_RULES, RUN_MODES } from '#engine/engine.ts';
import { specs } from '#catalog/catalog.ts';
import { type Command, say } from '#runner/command.ts';
import { EXIT } from '#runner/exitCodes.ts';
import { onlyOne, readArguments, usage } from '#runner/options.ts';

/** What one word of the command line may be followed by. */
interface Words {
  readonly name: string;
  readonly summary: string;
  /** Its options, with their dashes. */
  readonly options: readonly string[];
  /** What may stand without dashes, besides files. */
  readonly values: readonly string[];
}

/** What may follow an option that takes one of a few words. */
const CHOICES: readonly (readonly [option: string, words: string])[] = [
  ['--mode', RUN_MODES.join(' ')],
  ['--deadlock', DEADLOCK_RULES.join(' ')],
];

const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** `millrace completion`, which knows all the other commands. */
export function completionCommand(commands: readonly Command[]): Command {
  return {
    name: 'completion',
    summary: 'Print what makes a shell complete this command.',
    options: {},
    help: `Usage: millrace completion ${SHELLS.join('|')}

Prints a script that completes commands, options, modes and operators.

Examples:
  millrace completion bash >> ~/.bashrc
  millrace completion zsh > ~/.zfunc/_millrace
  millrace completion fish > ~/.config/fish/completions/millrace.fish`,

    run(args) {
      const shell = onlyOne(readArguments(args, {}).positionals, 'a shell');
      const words = commands.map(wordsOf);
      if (shell === 'bash') say(bash(words));
      else if (shell === 'zsh') say(zsh(words));
      else if (shell === 'fish') say(fish(words));
      else throw usage(`Scripts are there for ${SHELLS.join(', ')}; not for '${shell}'.`);
      return EXIT.done;
    },
  };
}

function wordsOf({ name, summary, options }: Command): Words {
  return {
    name,
    summary,
    options: [...Object.keys(options), 'help'].map((option) => `--${option}`),
    values: name === 'operators' ? specs.map(({ id }) => id) : [],
  };
}

function bash(words: readonly Words[]): string {
  const cases = words.map(
    ({ name, options, values }) => `    ${name}) words='${[...options, ...values].join(' ')}' ;;`,
  );
  const choices = CHOICES.map(
    ([option, choice]) =>
      `    ${option}) COMPREPLY=($(compgen -W '${choice}' -- "$word")); return ;;`,
  );
  return `_millrace() {
  local word="\${COMP_WORDS[COMP_CWORD]}" words=
  case "\${COMP_WORDS[COMP_CWORD-1]}" in
${choices.join('\n')}
  esac
  [ "$COMP_CWORD" -gt 1 ] && case "\${COMP_WORDS[1]}" in
${cases.join('\n')}
    completion) words='${SHELLS.join(' ')}' ;;
  esac
  [ "$COMP_CWORD" -eq 1 ] && words='${[...words.map(({ name }) => name), 'completion'].join(' ')}'
  COMPREPLY=($(compgen -W "$words" -- "$word"))
  [ "$COMP_CWORD" -gt 1 ] && COMPREPLY+=($(compgen -f -- "$word"))
}
complete -o filenames -F _millrace millrace`;
}

function zsh(words: readonly Words[]): string {
  const cases = words.map(
    ({ name, options, values }) =>
      `    ${name}) compadd -- ${[...options, ...values].join(' ')}; _files ;;`,
  );
  const names = words.map(({ name, summary }) => `'${name}:${summary.replace(/\.$/, '')}'`);
  const choices = CHOICES.map(
    ([option, choice]) =>
      `  if [[ \${words[CURRENT-1]} == ${option} ]]; then compadd -- ${choice}; return; fi`,
  );
  return `#compdef millrace
_millrace() {
  if (( CURRENT == 2 )); then
    local -a commands=(${[...names, "'completion:Print what makes a shell complete this command'"].join(' ')})
    _describe command commands
    return
  fi
${choices.join('\n')}
  case \${words[2]} in
${cases.join('\n')}
    completion) compadd -- ${SHELLS.join(' ')} ;;
  esac
}
# Loaded from $fpath the file is the function; read by 'source' it has to be named.
if [[ $funcstack[1] == _millrace ]]; then _millrace "$@"; else compdef _millrace millrace; fi`;
}

function fish(words: readonly Words[]): string {
  const first = words.map(
    ({ name, summary }) =>
      `complete -c millrace -f -n __fish_use_subcommand -a ${name} -d '${summary.replaceAll("'", '’')}'`,
  );
  const after = words.flatMap(({ name, options, values }) => {
    const when = `complete -c millrace -n '__fish_seen_subcommand_from ${name}'`;
    const choices = (option: string): string => {
      const choice = CHOICES.find(([name]) => name === option)?.[1];
      return choice === undefined ? '' : ` -x -a '${choice}'`;
    };
    return [
      ...options.map((option) => `${when} -l ${option.slice(2)}${choices(option)}`),
      ...(values.length > 0 ? [`${when} -f -a '${values.join(' ')}'`] : []),
    ];
  });
  return [
    ...first,
    'complete -c millrace -f -n __fish_use_subcommand -a completion',
    ...after,
    `complete -c millrace -f -n '__fish_seen_subcommand_from completion' -a '${SHELLS.join(' ')}'`,
  ].join('\n');
}
