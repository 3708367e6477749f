import { type InputPort, isSink, type OperatorSpec, typesOf } from '#contract/spec.ts';
import type { NodeSnapshot, NodeState } from '#engine/snapshot.ts';
import { PORT_WORDS } from '#pipeline/portWords.ts';

/** Words in the middle of an empty preview. */
export interface PreviewWords {
  readonly title: string;
  readonly hint: string;
  /** True if they belong there even where there was a picture before. */
  readonly covers: boolean;
}

/** What the words depend on. */
export interface PreviewContext {
  readonly spec: OperatorSpec;
  readonly state: NodeState;
  readonly reading: Pick<NodeSnapshot, 'opening' | 'endedBy'> | undefined;
  /** Names of the inputs that have an edge. */
  readonly connected: ReadonlySet<string>;
  /** What keeps the document from running, if this node does. */
  readonly problem: string | undefined;
  titleOf(node: string): string;
}

/** Why a preview shows nothing, and what would change that. */
export function previewWords(context: PreviewContext): PreviewWords {
  const { spec, state, reading, connected, problem } = context;
  const words = (title: string, hint: string, covers = false): PreviewWords => ({
    title,
    hint,
    covers,
  });
  if (state === 'opening') {
    const { title, hint } = reading?.opening ?? { title: 'Opening', hint: '' };
    return words(title, hint, reading?.opening !== undefined);
  }
  if (state === 'ended' && reading?.endedBy) {
    const culprit = context.titleOf(reading.endedBy);
    return words('Input ended', `${culprit} failed, so nothing comes from it any more.`, true);
  }
  if (state === 'ended') return words('Ended', 'Nothing came out of it');
  if (state === 'muted') return words('Muted', 'Sends nothing');
  const missing = missingInput(spec, connected);
  if (missing) return words(missingTitle(spec), missing);
  if (problem !== undefined) return words('Can’t run', problem);
  if (state === 'off') return words('Not run yet', 'Press Run');
  return words('Nothing yet', isSink(spec) ? 'Nothing has arrived' : 'Nothing has come out');
}

function missingTitle(spec: OperatorSpec): string {
  if (!isSink(spec)) return 'Nothing comes in';
  if (spec.requires.includes('speaker')) return 'Nothing to play';
  return spec.requires.includes('save') ? 'Nothing to save' : 'Nothing to show';
}

function missingInput(spec: OperatorSpec, connected: ReadonlySet<string>): string | undefined {
  const inputs = Object.entries(spec.inputs);
  if (inputs.length === 0) return undefined;
  const needed = inputs.find(([name, port]) => port.optional !== true && !connected.has(name));
  if (needed) {
    const [name, port] = needed;
    const where = inputs.length > 1 ? ` to ${name}` : '';
    return `Connect ${articled(port)}${where}`;
  }
  // Inputs that are all optional: one of them at least.
  if (connected.size > 0) return undefined;
  return `Connect ${[...new Set(inputs.map(([, port]) => articled(port)))].join(' or ')}`;
}

function articled(port: InputPort): string {
  const types = typesOf(port);
  if (types.length > 2) return 'any stream';
  return types
    .map((type) => (type === 'audio/pcm' ? 'a sound' : `a ${PORT_WORDS[type].one}`))
    .join(' or ');
}
