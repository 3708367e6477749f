import { exp } from '#base/exponential.ts';
import { Fault } from '#contract/fault.ts';
import type { Inference, Network, Tensors } from '#operators/speech/_shared/inference.ts';

/** A token that the model chose, and how sure it was of it, 0 to 1. */
export interface Choice {
  readonly token: number;
  readonly probability: number;
}

/** What one pass of the decoder remembers for the next. */
export type Memory = Tensors;

/** The two networks of a Moonshine model: sound → features → tokens, one after the other. */
export interface MoonshineNetworks {
  /** Tokens that the decoder tells apart. */
  readonly vocabulary: number;
  /** What the encoder makes of 16 kHz sound, at least 0.1 s of it. */
  encode(samples: Float32Array<ArrayBuffer>): Promise<Heard>;
  /**
   * Reads `tokens` and chooses what follows each of them. The first pass over some sound has no memory; further
   * ones take that of the pass before.
   */
  follow(heard: Heard, tokens: readonly number[], memory?: Memory): Promise<Followed>;
  /** The memory of a pass, as it was after its first `count` tokens. */
  shorten(memory: Memory, count: number): Memory;
  close(): Promise<void>;
}

/** Features of some sound, for `follow` alone. */
export interface Heard {
  readonly features: Tensors;
}

/** One choice a token read, and the memory of all tokens so far. */
export interface Followed {
  readonly choices: readonly Choice[];
  readonly memory: Memory;
}

/** The files of a model, with the names by which they are called in messages. */
export interface NetworkFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Opens the encoder and the merged decoder of a Moonshine model (Jeffries et al. 2024, arXiv:2410.15608) of any
 * size, as ONNX or ORT. Throws a `Fault` that names the file that is no such network.
 */
export async function openMoonshine(
  inference: Inference,
  encoderFile: NetworkFile,
  decoderFile: NetworkFile,
): Promise<MoonshineNetworks> {
  const encoder = await inference.open(encoderFile.name, encoderFile.bytes);
  expectInputs(encoder, encoderFile.name, 'encoder', ['input_values']);
  const decoder = await inference.open(decoderFile.name, decoderFile.bytes);
  expectInputs(decoder, decoderFile.name, 'decoder', [
    'input_ids',
    'encoder_hidden_states',
    'use_cache_branch',
    'past_key_values.0.decoder.key',
    'past_key_values.0.encoder.key',
  ]);
  const past = decoder.inputs.filter((name) => name.startsWith('past_key_values.'));
  const [, heads = 1, , width = 1] = decoder.shapeOf(past[0]!);
  const nothing: Memory = Object.fromEntries(
    past.map((name) => [name, inference.float32(new Float32Array(), [1, heads, 0, width])]),
  );
  const ones = (count: number) => inference.int64(new BigInt64Array(count).fill(1n), [1, count]);
  let vocabulary = 0;

  const networks: MoonshineNetworks = {
    get vocabulary() {
      return vocabulary;
    },
    async encode(samples) {
      const sound = inference.float32(samples, [1, samples.length]);
      const { last_hidden_state: states } = await encoder.run(
        given(encoder, { input_values: sound, attention_mask: ones(samples.length) }),
      );
      return {
        features: given(decoder, {
          encoder_hidden_states: states!,
          encoder_attention_mask: ones(states!.dims[1]!),
        }),
      };
    },
    async follow({ features }, tokens, memory) {
      const ids = BigInt64Array.from(tokens, BigInt);
      const results = await decoder.run({
        ...features,
        ...(memory ?? nothing),
        input_ids: inference.int64(ids, [1, ids.length]),
        use_cache_branch: inference.bool(memory !== undefined),
      });
      const { logits } = results;
      vocabulary = logits!.dims[2]!;
      return {
        choices: tokens.map((_, i) =>
          bestOf(logits!.data as Float32Array, i * vocabulary, vocabulary),
        ),
        memory: Object.fromEntries(
          past.map((name) => {
            // What the decoder makes of the features it makes in the first pass alone.
            const isKept = memory !== undefined && name.includes('.encoder.');
            return [
              name,
              isKept ? memory[name]! : results[name.replace('past_key_values', 'present')]!,
            ];
          }),
        ),
      };
    },
    shorten: (memory, count) =>
      Object.fromEntries(
        Object.entries(memory).map(([name, tensor]) => {
          const length = tensor.dims[2]!;
          if (name.includes('.encoder.') || length === count) return [name, tensor];
          const data = tensor.data as Float32Array;
          const kept = new Float32Array(heads * count * width);
          for (let head = 0; head < heads; head++) {
            const from = head * length * width;
            kept.set(data.subarray(from, from + count * width), head * count * width);
          }
          return [name, inference.float32(kept, [1, heads, count, width])];
        }),
      ),
    async close() {
      await encoder.close();
      await decoder.close();
    },
  };
  // A tenth of a second of silence says how many tokens there are, and that both networks fit.
  await networks.follow(await networks.encode(new Float32Array(1600)), [1]);
  return networks;
}

/** Only what the network takes: some exports have no masks. */
function given(network: Network, tensors: Tensors): Tensors {
  return Object.fromEntries(
    Object.entries(tensors).filter(([name]) => network.inputs.includes(name)),
  );
}

/** The likeliest of `count` logits from `from` on, with its probability by softmax. */
function bestOf(logits: Float32Array, from: number, count: number): Choice {
  let best = 0;
  for (let i = 1; i < count; i++) if (logits[from + i]! > logits[from + best]!) best = i;
  const peak = logits[from + best]!;
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const below = logits[from + i]! - peak;
    // All others together do not count for 1e-4.
    if (below > -20) sum += exp(below);
  }
  return { token: best, probability: 1 / sum };
}

function expectInputs(
  network: Network,
  name: string,
  part: string,
  wanted: readonly string[],
): void {
  const missing = wanted.filter((input) => !network.inputs.includes(input));
  if (missing.length === 0) return;
  throw new Fault({
    title: "This model can't run here",
    message: `'${name}' is no Moonshine ${part}: it has no input ${missing.map((input) => `'${input}'`).join(', ')}. Choose the file of that name out of a Moonshine model, the merged one for the decoder.`,
    remedies: [],
  });
}
