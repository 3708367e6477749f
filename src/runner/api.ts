/** Params by `node.param`, as `--param` takes them. */
export type ParamValues = Readonly<Record<string, string | number | boolean>>;

/** What a document may touch that no option names. */
export interface Allow {
  /** Folders in which the files that the document names are looked for. */
  readonly read?: readonly string[];
  /** A folder in which its sinks write under the names that it gives them. */
  readonly write?: string;
  /** True to let nodes reach the network. */
  readonly net?: boolean;
}

/** How to run a pipeline. Paths are those of the file system, relative ones to the working directory. */
export interface RunPipelineOptions {
  /** The file that feeds a source, by node: `{ webcam: 'clip.mp4' }`. */
  readonly source?: Readonly<Record<string, string>>;
  /** Params for this run: `{ 'blur.radius': 3 }`. */
  readonly param?: ParamValues;
  /** The folder that sinks write into, as `<node>.<ending>`. */
  readonly out?: string;
  /** Where single sinks write, by node. */
  readonly sink?: Readonly<Record<string, string>>;
  /** Where to write what passes a port: `{ 'canny.frame': 'frames/%05d.png' }`. The ending says how. */
  readonly tap?: Readonly<Record<string, string>>;
  /** `batch` if left out. */
  readonly mode?: 'batch' | 'live' | 'bounded';
  /** Threads to compute in, 1 to 64; what suits the machine if left out. */
  readonly workers?: number;
  /** Where full queues hold each other up: `relieve`, if left out, makes room; `report` fails the run. */
  readonly deadlock?: 'relieve' | 'report';
  /** Seeds whatever is random; 1 if left out. */
  readonly seed?: number;
  readonly allow?: Allow;
  /** Ends the run as if its sources had ended; what was made is kept, and the report says `cancelled`. */
  readonly signal?: AbortSignal;
  /** Called at most ten times a second. */
  readonly onProgress?: (progress: RunPipelineProgress) => void;
}

/** How far a run is. */
export interface RunPipelineProgress {
  readonly elapsedMs: number;
  /** 0 to 1, where every source knows its length. */
  readonly share?: number;
  /** Chunks that were dropped so far, on edges and in nodes. */
  readonly dropped: number;
}

/** What a run did. */
export interface RunPipelineReport {
  /** The name of the document. */
  readonly pipeline: string;
  readonly mode: 'batch' | 'live' | 'bounded';
  readonly seed: number;
  readonly workers: number;
  readonly state: 'done' | 'failed' | 'cancelled';
  readonly elapsedMs: number;
  readonly files: readonly {
    readonly node: string;
    readonly path: string;
    readonly bytes: number;
  }[];
  readonly nodes: readonly {
    readonly id: string;
    readonly operator: string;
    /** Chunks over all inputs and all outputs. */
    readonly in: number;
    readonly out: number;
    /** Chunks by the reason they were dropped for. */
    readonly dropped: Readonly<Record<string, number>>;
    readonly p50Ms: number;
    readonly p99Ms: number;
    /** Of a sink that shows chunks at their time: how late the last came (below 0, early), time between chunks over how long one lasts, and how many were too late. */
    readonly inStep?: {
      readonly jitterMs: number;
      readonly proportion: number;
      readonly late: number;
    };
  }[];
  readonly edges: readonly {
    readonly id: string;
    readonly sent: number;
    readonly delivered: number;
    /** How often its queue took one chunk more than its limit, because nothing else could move. */
    readonly grown: number;
    readonly dropped: Readonly<Record<string, number>>;
  }[];
}

/** Why a pipeline did not run, or did not run well. The message is whole sentences that name the culprit. */
export class PipelineError extends Error {
  /** As the command's: 64 wrong usage, 65 bad pipeline or data, 66 missing input, 69 not here, 70 our mistake, 73 can't write. */
  readonly exitCode: number;

  constructor(exitCode: number, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'PipelineError';
    this.exitCode = exitCode;
  }
}

/**
 * Runs a pipeline to its end in threads of its own: the document, or the path of one. Resolves with what
 * it did once every file is complete. Rejects with a `PipelineError` where anything was wrong; what was
 * made by then ends in `.part`.
 *
 * @example
 * const report = await runPipeline('edges.json', { source: { webcam: 'clip.mp4' }, out: 'results' });
 */
export type RunPipeline = (
  pipeline: string | Readonly<Record<string, unknown>>,
  options?: RunPipelineOptions,
) => Promise<RunPipelineReport>;
