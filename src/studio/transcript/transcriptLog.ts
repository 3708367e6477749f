import { mainTypeOf, type SpecOf } from '#contract/spec.ts';
import type { Engine } from '#engine/engine.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import type { Transcript } from '#stream/payload.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { runtimeStore } from '#studio/store/runtimeStore.ts';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { momentOf, type Pass, playedFile } from './moments.ts';

/** One utterance of the list. Words with their time: a moment of the file in s, or of the day in s since 1970. */
export interface Said {
  readonly run: number;
  readonly id: number;
  readonly final: boolean;
  readonly words: readonly { readonly text: string; readonly at: number }[];
}

/** Utterances kept a node; older ones go. */
const MOST = 500;
/** Samples a second: words are read, not watched. */
const RATE = 8;

const logs = createStore<Readonly<Record<NodeId, readonly Said[]>>>()(() => ({}));
const NOTHING: readonly Said[] = [];

/** What was said at a node, in order of time. */
export function useTranscript(node: NodeId): readonly Said[] {
  return useStore(logs, (state) => state[node] ?? NOTHING);
}

/** The list with an utterance in its newest form. What an earlier run said of the same moments, or later ones, goes. */
export function withSaid(list: readonly Said[], newer: Said): readonly Said[] {
  const from = newer.words[0]?.at ?? Infinity;
  const kept = list.flatMap((one) => {
    if (one.run === newer.run) return one.id === newer.id ? [] : one;
    const words = one.words.filter(({ at }) => at < from);
    return words.length === 0 ? [] : { ...one, words };
  });
  return newer.words.length === 0 ? kept : [...kept, newer].slice(-MOST);
}

/** Keeps a list of what is said at every node that writes transcripts, while the page lives. Ends with the returned disposable. */
export function keepTranscripts(engine: Engine, specOf: SpecOf): Disposable {
  const taps = new Map<NodeId, () => void>();
  let passes = new Map<NodeId, readonly Pass[]>();
  let run = 0;

  const take = (node: NodeId, { id, final, words }: Transcript): void => {
    const file = playedFile(documentStore.getState().pipeline, node, specOf);
    const played = file && (passes.get(file.node) ?? [{ from: 0, start: file.start }]);
    if (file && played) passes.set(file.node, played);
    const at = (time: number): number => (played ? momentOf(played, time) : time / 1e6);
    const said = {
      run,
      id,
      final,
      words: words.map(({ text, start }) => ({ text, at: at(start) })),
    };
    logs.setState((state) => ({ [node]: withSaid(state[node] ?? NOTHING, said) }));
  };

  const follow = (): void => {
    const { nodes } = documentStore.getState().pipeline;
    const wanted = new Map(
      nodes.flatMap(({ id, operator }) => {
        const spec = specOf(operator);
        const port = Object.entries(spec?.outputs ?? {}).find(
          ([, output]) => mainTypeOf(output) === 'text/transcript',
        )?.[0];
        return port === undefined ? [] : [[id, port] as const];
      }),
    );
    for (const [id, stop] of taps) {
      if (wanted.has(id)) continue;
      stop();
      taps.delete(id);
    }
    for (const [node, port] of wanted) {
      if (taps.has(node)) continue;
      const request = { rate: RATE, width: 1, height: 1 };
      const stop = engine.tap({ node, side: 'out', port }, request, (sample) => {
        if (sample.kind === 'transcript') for (const item of sample.items) take(node, item);
      });
      taps.set(node, stop);
    }
  };
  follow();

  const stopDocument = documentStore.subscribe(({ pipeline, past, future }, before) => {
    if (pipeline === before.pipeline) return;
    // A document that was opened has no past.
    if (past.length + future.length === 0) logs.setState({}, true);
    follow();
    for (const [node, known] of passes) {
      const start = playedFile(pipeline, node, specOf)?.start;
      const reached = engine.snapshot?.nodes[node]?.progress?.reached;
      // The file jumps, and its stream goes on.
      if (start === undefined || reached === undefined || start === known.at(-1)!.start) continue;
      passes.set(node, [...known, { from: reached, start }]);
    }
  });
  const stopRun = runtimeStore.subscribe(({ snapshot }, before) => {
    const state = snapshot?.state;
    if (state !== 'opening' || before.snapshot?.state === 'opening') return;
    run += 1;
    passes = new Map();
  });
  return {
    [Symbol.dispose]() {
      stopDocument();
      stopRun();
      for (const stop of taps.values()) stop();
    },
  };
}
