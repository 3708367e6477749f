import { specOf } from '#catalog/catalog.ts';
import { lintPipeline } from '#pipeline/lint/lintPipeline.ts';
import { emptyPipeline, type NodeId } from '#pipeline/pipeline.ts';
import { judge } from '#studio/run/judge.ts';
import { expect, test } from 'vitest';
import { createHome } from './home.ts';

const pipelineOf = (params: Readonly<Record<string, string>>) => ({
  ...emptyPipeline,
  nodes: [
    {
      id: 'speech' as NodeId,
      operator: 'speech/recognise',
      operatorVersion: 1,
      at: [0, 0] as const,
      params,
    },
  ],
});

/** What is said of a recogniser with these params where those models came with the page. */
function saidOf(params: Readonly<Record<string, string>>, models?: readonly string[]) {
  const home = createHome(models && new Set(models));
  const pipeline = pipelineOf(params);
  const question = { pipeline, specs: [], specOf, mode: 'live', queueOf: () => undefined } as const;
  const missing = lintPipeline({ ...question, home })
    .filter(({ rule }) => rule === 'not-here')
    .map(({ message }) => /model '(.*?)'/.exec(message)?.[1]);
  const { chosen } = judge(pipeline, { specs: [], specOf, home }, { mode: 'live', workers: 2 });
  return { missing, engine: chosen.get('speech' as NodeId)?.['engine'] };
}

const ALL = ['moonshine-tiny-en', 'onnxruntime', 'pocketsphinx-en-us'];

test.each([
  [{}, ALL, { missing: [], engine: 'moonshine' }],
  [{}, undefined, { missing: [], engine: 'moonshine' }],
  [{}, ['pocketsphinx-en-us'], { missing: [], engine: 'pocketsphinx' }],
  [{}, [], { missing: ['pocketsphinx-en-us'], engine: 'pocketsphinx' }],
  [{ mode: 'phrases' }, ALL, { missing: [], engine: 'pocketsphinx' }],
  [
    { engine: 'moonshine' },
    [],
    { missing: ['onnxruntime', 'moonshine-tiny-en'], engine: undefined },
  ],
  [{ engine: 'pocketsphinx' }, ALL, { missing: [], engine: undefined }],
  [{ engine: 'browser' }, [], { missing: [], engine: undefined }],
])('a recogniser with %o, where %o are here, gives %o before it runs', (params, models, wanted) => {
  expect(saidOf(params, models)).toEqual(wanted);
});
