import { defaultParams, paramFields } from '#contract/paramFields.ts';
import { type OperatorSpec, privacyOf } from '#contract/spec.ts';
import { setParams } from '#pipeline/nodes.ts';
import { findNode, type NodeId, type PipelineNode } from '#pipeline/pipeline.ts';
import { titleOf } from '#pipeline/ports.ts';
import { sameJson } from '#pipeline/sameJson.ts';
import { Glyph } from '#studio/icons/Glyph.tsx';
import { useServices } from '#studio/services.ts';
import { documentStore, useDocument } from '#studio/store/documentStore.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import { FindingCards } from './FindingCards.tsx';
import { SinkLatency } from '#studio/latency/LatencySection.tsx';
import { WhyCard } from '#studio/why/WhyCard.tsx';
import { TranscriptPanel } from '#studio/transcript/TranscriptPanel.tsx';
import { Findings } from './Findings.tsx';
import { NodeActs } from './NodeActs.tsx';
import { NodeFacts } from './NodeFacts.tsx';
import { NodeStateWords } from './NodeStateWords.tsx';
import { ParamRows } from './ParamRows.tsx';
import { PortList } from './PortList.tsx';
import { ProcessTime } from './ProcessTime.tsx';
import styles from './Panel.module.css';

const DETERMINISM = {
  deterministic: 'deterministic',
  seeded: 'seeded',
  external: 'from outside',
} as const;

const PRIVACY = {
  local: 'stays on this machine',
  'leaves-device': 'leaves this machine',
  stores: 'stores on this machine',
} as const;

/** One node in full. */
export function NodePanel({ id }: { readonly id: NodeId }) {
  const node = useDocument((state) => findNode(state.pipeline, id));
  const { specOf } = useServices();
  if (!node) return undefined;
  const spec = specOf(node.operator);
  return (
    <>
      <div className={styles['top']}>
        <div className={styles['title']}>
          {spec && <Glyph spec={spec} />}
          <h2 onDoubleClick={() => uiStore.getState().set({ renaming: id })}>
            {titleOf(node, specOf)}
          </h2>
          <NodeStateWords node={node} />
        </div>
        {spec ? (
          <p className={styles['doc']}>
            {spec.doc}{' '}
            <span className={styles['quiet']}>
              {spec.id}, {DETERMINISM[spec.determinism]}, {PRIVACY[privacyOf(spec, node.params)]}
            </span>
          </p>
        ) : (
          <p className={styles['doc']}>
            '{node.operator}' is not installed here. The node keeps its settings, and nothing is
            lost on saving.
          </p>
        )}
        <NodeActs node={node} spec={spec} />
      </div>
      <WhyCard id={id} />
      <Findings id={id} />
      <FindingCards at={id} subject={titleOf(node, specOf)} />
      {spec && <Params node={node} spec={spec} />}
      {spec && <PortList id={id} spec={spec} />}
      <NodeFacts id={id} />
      <TranscriptPanel id={id} />
      {spec && <ProcessTime id={id} />}
      <SinkLatency id={id} />
    </>
  );
}

function Params({ node, spec }: { readonly node: PipelineNode; readonly spec: OperatorSpec }) {
  const fields = paramFields(spec);
  if (fields.length === 0) return undefined;
  const differs = fields.some(
    ({ name, fallback }) => name in node.params && !sameJson(node.params[name], fallback),
  );
  return (
    <section className={styles['section']} aria-label="Parameters">
      <h3>
        Parameters
        {differs && (
          <button
            type="button"
            className={styles['link']}
            onClick={() =>
              documentStore
                .getState()
                .edit((pipeline) => setParams(pipeline, node.id, defaultParams(spec)))
            }
          >
            Reset all
          </button>
        )}
      </h3>
      <ParamRows key={node.id} node={node} spec={spec} fields={fields} />
    </section>
  );
}
