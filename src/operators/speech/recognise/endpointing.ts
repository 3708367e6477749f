import type { KernelEnv } from '#contract/env.ts';
import { noticeOf } from '#contract/fault.ts';
import {
  createEndpointer,
  type Endpointer,
  type EndpointSettings,
} from '#operators/speech/_shared/endpointer.ts';
import { createVoiceEndpointer } from '#operators/speech/_shared/voiceEndpointer.ts';
import {
  createVoiceProbability,
  type VoiceProbability,
} from '#operators/speech/_shared/voiceProbability.ts';

/** One way to tell speech from pauses. Its owner closes it. */
export interface Endpointing {
  /** The way that was wished for. */
  readonly kind: 'voice' | 'level';
  /** Begins a stretch of sound; the endpointer before is of no more use. */
  begin(settings: EndpointSettings): Endpointer;
  close(): Promise<void>;
}

/** Where the model for voices is not here the level stands in. Rejects with a `Fault` if it is broken. */
export async function openEndpointing(
  env: KernelEnv,
  kind: Endpointing['kind'],
): Promise<Endpointing> {
  const voice = kind === 'voice' ? await openVoice(env) : undefined;
  return {
    kind,
    begin: (settings) =>
      voice ? createVoiceEndpointer(voice, settings) : createEndpointer(settings),
    close: async () => voice?.close(),
  };
}

async function openVoice(env: KernelEnv): Promise<VoiceProbability | undefined> {
  try {
    return await createVoiceProbability(env);
  } catch (error) {
    // What is broken is said; what is not here has a stand-in.
    if (noticeOf(error).title !== 'The model is not here') throw error;
    env.log(
      "The model for voice activity is not here, so pauses are told by the level. 'npm run models' gets it.",
    );
    return undefined;
  }
}
