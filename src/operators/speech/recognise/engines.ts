import type { KernelEnv } from '#contract/env.ts';
import { noticeOf } from '#contract/fault.ts';
import type { FileParam } from '#contract/params.ts';
import { startInference } from '#operators/speech/_shared/inference.ts';
import { loadModel } from '#contract/modelFiles.ts';
import type { SpeechEngine } from '#operators/speech/_shared/engine.ts';
import { openBrowserEngine } from './browserEngine.ts';
import { createMoonshine } from './moonshine.ts';
import moonshine from './moonshine.model.json';
import { openMoonshine, type NetworkFile } from './moonshineNetworks.ts';
import { ownFiles } from './ownFiles.ts';
import pocketSphinx from '#operators/speech/_shared/pocketsphinx.model.json';
import { createPocketSphinx } from '#operators/speech/_shared/pocketSphinx.ts';
import { readTokenTable } from './tokenTable.ts';

/** The params by which an engine is chosen. */
export interface EngineWish {
  readonly engine: 'auto' | 'moonshine' | 'pocketsphinx' | 'browser';
  readonly mode: 'dictation' | 'phrases' | 'grammar';
  /** A model of the user's own for Moonshine; empty for the one that comes with the app. */
  readonly encoder: FileParam;
  readonly decoder: FileParam;
  readonly tokenizer: FileParam;
}

/** Two wishes with one key are served by the same engine. */
export function engineKey({ engine, mode, encoder, decoder, tokenizer }: EngineWish): string {
  const chosen = engine === 'auto' && mode !== 'dictation' ? 'pocketsphinx' : engine;
  return JSON.stringify([
    chosen,
    ...(chosen === 'pocketsphinx' || chosen === 'browser' ? [] : [encoder, decoder, tokenizer]),
  ]);
}

/**
 * Opens the engine of a wish. Automatic is PocketSphinx for phrases and grammars, and Moonshine for anything that
 * is said, if its model is here. Rejects with a `Fault` in words about the model.
 */
export async function openEngine(env: KernelEnv, wish: EngineWish): Promise<SpeechEngine> {
  const openSphinx = async (): Promise<SpeechEngine> =>
    createPocketSphinx(await loadModel(env, pocketSphinx));
  if (wish.engine === 'pocketsphinx') return openSphinx();
  if (wish.engine === 'browser') return openBrowserEngine(env);
  if (wish.engine === 'moonshine') return openNetworks(env, wish);
  if (wish.mode !== 'dictation') return openSphinx();
  try {
    return await openNetworks(env, wish);
  } catch (error) {
    // What is broken is said; what is not here has a stand-in.
    if (noticeOf(error).title !== 'The model is not here') throw error;
    env.log("Moonshine's model is not here, so PocketSphinx listens. 'npm run models' gets it.");
    return openSphinx();
  }
}

async function openNetworks(env: KernelEnv, wish: EngineWish): Promise<SpeechEngine> {
  const [encoder, decoder, tokenizer] = (await ownFiles(env, wish)) ?? (await builtIn(env));
  const inference = await startInference(env);
  const tokens = readTokenTable(tokenizer.name, tokenizer.bytes);
  const networks = await openMoonshine(inference, encoder, decoder);
  return createMoonshine({ networks, tokens, turn: () => env.turn() });
}

type ThreeFiles = readonly [encoder: NetworkFile, decoder: NetworkFile, tokenizer: NetworkFile];

async function builtIn(env: KernelEnv): Promise<ThreeFiles> {
  const files = await loadModel(env, moonshine);
  const file = (name: string): NetworkFile => ({ name, bytes: files.bytes(name) });
  return [file('encoder_model.ort'), file('decoder_model_merged.ort'), file('tokenizer.bin')];
}
