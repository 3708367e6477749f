import { Fault } from '#contract/fault.ts';
import type * as Ort from 'onnxruntime-web/wasm';
import { loadModel, type ModelEnv } from '#contract/modelFiles.ts';
import runtime from './onnxRuntime.model.json';

/** Values by the name of an input or output. */
export type Tensors = Readonly<Record<string, Ort.Tensor>>;

/** A neural network that is ready to run, in the memory of ONNX Runtime. Its owner closes it. */
export interface Network {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  /** Size along each axis of an input; -1 where any is taken. Empty for an input that it has not. */
  shapeOf(input: string): readonly number[];
  /** Computes all outputs, or those that are named. One call at a time; the result is the caller's. */
  run(feeds: Tensors, wanted?: readonly string[]): Promise<Tensors>;
  close(): Promise<void>;
}

/** ONNX Runtime in WebAssembly, once in each worker; it serves every network there, on one thread. */
export interface Inference {
  /** Makes a tensor over `data`, row-major, without a copy. `int64` and `bool` have types of their own. */
  float32(data: Float32Array, shape: readonly number[]): Ort.Tensor;
  int64(data: BigInt64Array, shape: readonly number[]): Ort.Tensor;
  bool(value: boolean): Ort.Tensor;
  /**
   * Reads a network in the format ONNX or ORT; `name` is what a failure calls it. Rejects with a `Fault` if
   * it is no such file, or needs operators that this runtime lacks.
   */
  open(name: string, bytes: Uint8Array): Promise<Network>;
}

let started: Promise<Inference> | undefined;

/** Starts the runtime, or gives the one that runs. Rejects with a `Fault` where its file is missing or broken. */
export function startInference(env: ModelEnv): Promise<Inference> {
  started ??= start(env).catch((error: unknown) => {
    // The next node may have more luck.
    started = undefined;
    throw error;
  });
  return started;
}

async function start(env: ModelEnv): Promise<Inference> {
  const files = await loadModel(env, runtime);
  const ort = await import('onnxruntime-web/wasm');
  ort.env.logLevel = 'error';
  // Small models get slower with threads, and results would depend on their number.
  ort.env.wasm.numThreads = 1;
  ort.env.wasm.wasmBinary = files.bytes('ort-wasm-simd-threaded.wasm').buffer;
  return {
    float32: (data, shape) => new ort.Tensor('float32', data, shape),
    int64: (data, shape) => new ort.Tensor('int64', data, shape),
    bool: (value) => new ort.Tensor('bool', [value], [1]),
    async open(name, bytes) {
      const session = await ort.InferenceSession.create(bytes, {
        executionProviders: ['wasm'],
      }).catch((error: unknown) => {
        throw cannotRead(name, error, ort.env.versions.common);
      });
      return {
        inputs: session.inputNames,
        outputs: session.outputNames,
        shapeOf(input) {
          const known = session.inputMetadata.find((one) => one.name === input);
          return known?.isTensor ? known.shape.map((size) => Number(size) || -1) : [];
        },
        run: (feeds, wanted) => session.run(feeds, wanted ?? session.outputNames),
        close: () => session.release(),
      };
    },
  };
}

/** Says what is wrong with a model, by the words of the runtime. */
function cannotRead(name: string, error: unknown, version: string): Fault {
  const reason = error instanceof Error ? error.message : String(error);
  const lacking = missingOperators(reason);
  if (lacking.length > 0) {
    const names = lacking.map((operator) => `'${operator}'`).join(', ');
    return new Fault({
      title: "This model can't run here",
      message: `'${name}' needs the operator ${names}, which ONNX Runtime ${version} lacks. Choose a model without it.`,
      remedies: [],
      kind: 'unavailable',
    });
  }
  return new Fault(
    {
      title: "Can't read the model",
      message: `'${name}' is no model that ONNX Runtime ${version} reads: ${firstLine(reason)}`,
      remedies: [],
    },
    error,
  );
}

/** The operators that a model was refused for, as ONNX Runtime names them in its messages. */
function missingOperators(reason: string): readonly string[] {
  const forms = [
    /Could not find an implementation for (?:the node )?(?:\S+:)?(\w+)\(/g,
    /(\S+)\(-?\d+\) is not a registered function\/op/g,
    /No Op registered for (\S+)/gi,
    /No opset import for domain '([^']+)'/g,
  ];
  return [...new Set(forms.flatMap((form) => [...reason.matchAll(form)].map(([, name]) => name!)))];
}

function firstLine(text: string): string {
  const [line = ''] = text.split('\n');
  return line.length > 200 ? `${line.slice(0, 200)} …` : line;
}
