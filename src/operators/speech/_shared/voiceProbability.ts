import type { Inference, Network, Tensors } from './inference.ts';
import { startInference } from './inference.ts';
import { loadModel, type ModelEnv } from '#contract/modelFiles.ts';
import silero from './silero.model.json';

/** Samples of one frame at 16 kHz: 32 ms. */
export const VOICE_FRAME = 512;
/** Samples before a frame that the network hears with it; without them it splits words. */
const CONTEXT = 64;

/** Says how likely it is that somebody speaks, frame by frame. Its owner closes it. */
export interface VoiceProbability {
  /** 0 to 1 for the next frame of 16 kHz mono. One call at a time. */
  next(frame: Float32Array): Promise<number>;
  /** Forgets what was heard, as after a gap. */
  reset(): void;
  close(): Promise<void>;
}

/** Silero VAD 5 on ONNX Runtime. Rejects with a `Fault` that names what is missing or broken. */
export async function createVoiceProbability(env: ModelEnv): Promise<VoiceProbability> {
  const files = await loadModel(env, silero);
  const inference = await startInference(env);
  const name = 'silero_vad_v5.onnx';
  return listenWith(inference, await inference.open(name, files.bytes(name)));
}

function listenWith(inference: Inference, network: Network): VoiceProbability {
  const rate = inference.int64(BigInt64Array.of(16_000n), []);
  const heard = new Float32Array(CONTEXT + VOICE_FRAME);
  const atRest = (): Tensors[string] => inference.float32(new Float32Array(256), [2, 1, 128]);
  let state = atRest();

  return {
    async next(frame) {
      heard.copyWithin(0, VOICE_FRAME);
      heard.set(frame, CONTEXT);
      const input = inference.float32(heard.slice(), [1, heard.length]);
      const { output, stateN } = await network.run({ input, state, sr: rate });
      state = stateN!;
      return (output!.data as Float32Array)[0]!;
    },
    reset() {
      heard.fill(0);
      state = atRest();
    },
    close: () => network.close(),
  };
}
