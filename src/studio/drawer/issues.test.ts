import type { FaultNotice } from '#contract/fault.ts';
import { emptyPipeline, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import type { Finding } from '#pipeline/lint/finding.ts';
import type { Problem } from '#pipeline/problem.ts';
import { expect, test } from 'vitest';
import { issuesOf, problemsAt } from './issues.ts';

const [tone, gain] = ['tone', 'gain'] as NodeId[];
const pipeline: Pipeline = {
  ...emptyPipeline,
  name: 'Loud',
  nodes: [
    { id: tone!, operator: 'io/tone', operatorVersion: 1, title: 'A', at: [0, 0], params: {} },
    { id: gain!, operator: 'audio/gain', operatorVersion: 1, title: 'B', at: [9, 0], params: {} },
  ],
  edges: [{ from: 'tone.audio', to: 'gain.audio' }],
};
const nothing = { specs: [], specOf: () => undefined };
const quiet = { problems: [], findings: [], faults: {}, violations: [] };

function finding(severity: Finding['severity'], place: Pick<Finding, 'node' | 'edge'>): Finding {
  return {
    rule: 'test',
    severity,
    title: `A ${severity}`,
    message: 'Somebody should look.',
    ...place,
  };
}

function problem(where: string, severity: Problem['severity'] = 'error'): Problem {
  return { where, message: `At ${where}.`, severity };
}

test('a problem is told at the node or edge its pointer leads to, else at the document', () => {
  const problems = [problem('/nodes/1/params/gain'), problem('/edges/0/to'), problem('/nodes')];
  const issues = issuesOf(pipeline, { ...quiet, problems }, nothing);
  expect(issues.map(({ subject, node, edge }) => [subject, node, edge])).toEqual([
    ['B', gain, undefined],
    ['A · audio to B · audio', undefined, 'tone.audio→gain.audio'],
    ['Loud', undefined, undefined],
  ]);
  expect(problemsAt(problems, pipeline, gain!)).toEqual([problems[0]]);
});

test('node 1 is not node 10', () => {
  expect(problemsAt([problem('/nodes/10')], pipeline, gain!)).toEqual([]);
});

test('errors come before warnings, warnings before hints; failed nodes and lost chunks are errors', () => {
  const fault: FaultNotice = { title: 'No sound', message: 'It is unplugged.', remedies: [] };
  const issues = issuesOf(
    pipeline,
    {
      problems: [problem('/nodes/1')],
      findings: [
        finding('hint', { node: gain! }),
        finding('warning', { edge: 'tone.audio→gain.audio' }),
      ],
      faults: { [tone!]: fault },
      violations: ['3 chunks went missing.'],
    },
    nothing,
  );
  expect(issues.map(({ message }) => message)).toEqual([
    'No sound. It is unplugged.',
    'At /nodes/1.',
    '3 chunks went missing.',
    'A warning. Somebody should look.',
    'A hint. Somebody should look.',
  ]);
  expect(issues.at(-2)).toMatchObject({ subject: 'A · audio to B · audio' });
});
