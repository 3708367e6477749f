import type { CapsFields } from '#stream/caps.ts';
import type { PortType } from '#stream/payload.ts';
import type { Micros } from '#stream/micros.ts';
import type { z } from 'zod';
import type { CapsWay } from './capsWay.ts';

/** Where the palette lists an operator. */
export const CATEGORIES = ['sources', 'video', 'audio', 'flow', 'sinks'] as const;

/** One palette category. */
export type Category = (typeof CATEGORIES)[number];

/** What an operator may ask of the home it runs in. */
export type Capability =
  | 'camera'
  | 'microphone'
  | 'speaker'
  | 'recogniser'
  | 'file'
  | 'save'
  | 'model';

/** Every type once, so that a new one does not compile until it stands here. */
const everyType: Readonly<Record<PortType, true>> = {
  'video/raw': true,
  'audio/pcm': true,
  'value/number': true,
  'vision/detections': true,
  tensor: true,
  'text/transcript': true,
};

/** What a port that takes any stream declares. Every payload type, in order of preference. */
export const ANY_TYPE = Object.keys(everyType) as readonly PortType[];

/** A named typed input or output. */
export interface Port<T extends PortType = PortType> {
  /** One payload type, or all that are accepted, in order of preference. */
  readonly type: T | readonly T[];
  /** One sentence of help. */
  readonly doc: string;
  /** What is always so, such as `{ format: ['GRAY8', 'I420'] }`; a field left out may be anything. */
  readonly caps?: CapsFields;
}

/**
 * When a node with several inputs is called (MediaPipe, input stream handlers). It belongs to the operator,
 * whose code relies on it.
 *
 * - `sync`: with all chunks of one timestamp, ascending, once that is settled on every sync input. Left out, this.
 * - `barrier`: with the oldest chunk of every input, whatever their timestamps. Ends with the first input.
 * - `early-close`: as `sync`, but ends with the first input; in batch exactly behind its last chunk.
 * - `fixed-size`: as `sync`, but an input where `trigger` chunks wait keeps the newest `target`, and the others
 *   nothing older, so that what is served is new and whole. `cut: 'all'` waits until all inputs are so full.
 *   Batch never drops, and serves as `sync`.
 * - `mux`: a number on `select` says which of `ways`, from 0, is handed on at its timestamp; what came on the
 *   others is passed over. Ends with `select`.
 * - `align`: `base` is served alone until every input has a first chunk; from then on all are, as `sync`, with
 *   timestamps shifted so that those first chunks meet the one of `base` that waits there. In batch `base` waits
 *   too, so that its first chunk is met, whatever comes first.
 */
export type InputPolicy =
  | { readonly kind: 'sync' | 'early-close' }
  | { readonly kind: 'barrier' }
  | {
      readonly kind: 'fixed-size';
      readonly trigger: number;
      readonly target: number;
      readonly cut: 'any' | 'all';
    }
  | { readonly kind: 'mux'; readonly select: string; readonly ways: readonly string[] }
  | { readonly kind: 'align'; readonly base: string };

/** An input, with how it waits for its neighbours. */
export interface InputPort<T extends PortType = PortType> extends Port<T> {
  /**
   * `sync` (default): served together with the other sync ports, one timestamp at a time. `any`: alone, as it
   * comes. `newest`: as it comes in a live run, so that no picture waits for what is found in it or beside it;
   * like `sync` in batch, where the same input gives the same output.
   */
  readonly arrival?: 'sync' | 'any' | 'newest';
  /**
   * What becomes of a sync input that is empty while its stream is idle, as a device's is that gives nothing.
   * `wait` (default): the others wait for it, so that nothing is put together wrongly. `skip`: they are served
   * without it. `hold`: with its last chunk, at their time. One that comes back behind what was served meanwhile
   * loses those chunks, as late. Batch knows no idle streams.
   */
  readonly onIdle?: 'wait' | 'skip' | 'hold';
  /** Sync inputs of one name wait for each other only; left out, for the others that have none. */
  readonly set?: string;
  /** True if the operator runs without it. */
  readonly optional?: boolean;
  /** An input that has an edge before this one is shown: how an operator takes as many streams as come. */
  readonly after?: string;
  /** How many chunks may wait for it where the document says nothing; left out, as many as suit the type. */
  readonly capacity?: number;
}

/** Inputs by name. */
export type InputPorts = Readonly<Record<string, InputPort>>;
/** Outputs by name. */
export type OutputPorts = Readonly<Record<string, Port>>;

/** The schema of an operator's params: an object whose every field has a default. */
export type ParamsSchema = z.ZodObject;

/** What an operator is: everything that can be known without running it. */
export interface OperatorSpec<
  In extends InputPorts = InputPorts,
  Out extends OutputPorts = OutputPorts,
  P extends ParamsSchema = ParamsSchema,
> {
  /** `domain/name`, also the folder below `operators/`. Fixed for life. */
  readonly id: string;
  /** Raised when params change in a way that needs migrating. */
  readonly version: number;
  readonly title: string;
  /** One or two sentences: what it does, in the user's words. */
  readonly doc: string;
  readonly category: Category;
  /** Path data of the glyph: 16 × 16 box, drawn as a 1.4 px round stroke. */
  readonly glyph: string;
  /** More words that a search should find it by. */
  readonly keywords: readonly string[];
  readonly inputs: In;
  readonly outputs: Out;
  /**
   * What ports carry with those params, and what they have in common: the ways in which it can work, in order
   * of preference. Left out: the ports know nothing of each other. Asked for wherever the document is edited,
   * so it only computes.
   */
  readonly caps?: (
    params: z.output<P>,
  ) => readonly CapsWay<keyof In & string, keyof Out & string>[];
  /** True where it changes the form of a stream and not what it says: offered where a wire does not fit. */
  readonly converter?: true;
  readonly params: P;
  /** Names of at most two params that the node shows. */
  readonly inline: readonly (keyof z.output<P> & string)[];
  /** How its node shows its first output; `large` gives room for what its own `preview.tsx` lays over that. */
  readonly preview?: { readonly view?: PreviewView; readonly large?: true };
  readonly requires: readonly Capability[];
  /**
   * Models, by the name in their manifest, without each of which it does not open; a function where params, or
   * which models are here, decide that.
   */
  readonly models?:
    | readonly string[]
    | ((params: z.output<P>, isHere: (model: string) => boolean) => readonly string[]);
  /** What it takes itself where a param leaves the choice to it: one of that param's values, by its name. */
  readonly chooses?: (
    params: z.output<P>,
    isHere: (model: string) => boolean,
  ) => Readonly<Record<string, string>>;
  readonly determinism: 'deterministic' | 'seeded' | 'external';
  /** When a node with several inputs is called; left out, with all chunks of one timestamp. */
  readonly policy?: InputPolicy;
  /**
   * How output bounds follow the inputs: by a fixed offset in µs, forwarded also when nothing is emitted;
   * `self` when only emitted chunks and `env.advance` move them; `process` when they do
   * and the kernel is called for each newly settled time, also without a chunk. Sources have `self`.
   */
  readonly bounds: { readonly offset: number } | 'self' | 'process';
  /**
   * How many calls may be inside the kernel at once, 1 if left out. Outputs leave in the order of the calls;
   * such a kernel keeps no state from one call to the next and does not move bounds itself.
   */
  readonly maxInFlight?: number;
  /** How many chunks it may take before it sends the first: a queue beside it, before a join, takes as many. */
  readonly holds?: number;
  /** Set where each processed chunk gives exactly one; conservation is then checked across the kernel too. */
  readonly ratio?: '1:1';
  /** True for a source that a device paces: it cannot wait and its chunks may be dropped. It never ends by itself. */
  readonly live?: true;
  /**
   * For a live source: its outputs become idle when they have sent nothing for so long on the run's clock, in µs;
   * 1 s if left out. Neither a pause nor waiting for room counts.
   */
  readonly idleAfter?: Micros;
  /**
   * Set where a call may compute for a tenth of a second or more, as neural networks do: it gets a worker of
   * its own, so that no picture waits for it. It awaits `env.turn()` on the way.
   */
  readonly heavy?: true;
  /** For a source: whether it ends by itself with those params, as batch needs. Left out: it does, unless live. */
  readonly bounded?: (params: z.output<P>) => boolean;
  /**
   * For a sink with one input: whether it shows each chunk at its time, in step with all sinks that do, and how
   * much later than its timestamp that is at least, in µs. In a live run chunks then wait, and are dropped as late
   * where they come too late; sources that can skip are told. `byItself` means that it keeps its own time, as sound
   * does: the others wait for it, and the engine leaves its chunks alone.
   */
  readonly synchronises?: (
    params: z.output<P>,
  ) => { readonly delay: Micros; readonly byItself?: true } | undefined;
  /** Delay it adds by holding chunks back, besides computing, in µs. */
  readonly latency: { readonly min: Micros; readonly max: Micros };
  readonly privacy: Privacy;
  /** Set where data leaves this machine with some params only: whether it does with those. */
  readonly leaves?: (params: z.output<P>) => boolean;
}

/** Where what an operator is given goes. */
export type Privacy = 'local' | 'leaves-device' | 'stores';

/** What a spec's author writes: the rarely different fields have defaults. */
type SpecInput<In extends InputPorts, Out extends OutputPorts, P extends ParamsSchema> = Omit<
  OperatorSpec<In, Out, P>,
  'version' | 'keywords' | 'requires' | 'bounds' | 'latency' | 'privacy' | 'determinism' | 'inline'
> &
  Partial<
    Pick<
      OperatorSpec<In, Out, P>,
      | 'version'
      | 'keywords'
      | 'requires'
      | 'bounds'
      | 'latency'
      | 'privacy'
      | 'determinism'
      | 'inline'
    >
  >;

/**
 * Declares an operator. Left out: version 1, deterministic, local, nothing required, no latency,
 * bounds that follow the inputs (`self` for a source).
 */
export function defineSpec<
  const In extends InputPorts,
  const Out extends OutputPorts,
  P extends ParamsSchema,
>(spec: SpecInput<In, Out, P>): OperatorSpec<In, Out, P> {
  const isSource = Object.keys(spec.inputs).length === 0;
  return {
    version: 1,
    keywords: [],
    inline: [],
    requires: [],
    determinism: 'deterministic',
    bounds: isSource ? 'self' : { offset: 0 },
    latency: { min: 0 as Micros, max: 0 as Micros },
    privacy: 'local',
    ...spec,
  };
}

/** Where the data of a node goes, with its params as they are. */
export function privacyOf(spec: OperatorSpec, params: Readonly<Record<string, unknown>>): Privacy {
  const { data } = spec.params.safeParse(params);
  return data && spec.leaves?.(data) ? 'leaves-device' : spec.privacy;
}

/** The payload types a port speaks, in order of preference. */
export function typesOf(port: Port): readonly PortType[] {
  return typeof port.type === 'string' ? [port.type] : port.type;
}

/** The type that gives a port its colour and shape. */
export function mainTypeOf(port: Port): PortType {
  return typesOf(port)[0]!;
}

/** True if the operator has no inputs. */
export function isSource(spec: OperatorSpec): boolean {
  return Object.keys(spec.inputs).length === 0;
}

/** True if the operator has no outputs. */
export function isSink(spec: OperatorSpec): boolean {
  return Object.keys(spec.outputs).length === 0;
}

/** How a stream is drawn where that is not as its type usually is: sound by its frequencies. */
export type PreviewView = 'spectrum';

/** Finds a spec by operator id; undefined for an operator that is not installed. */
export type SpecOf = (operator: string) => OperatorSpec | undefined;
