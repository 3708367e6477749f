import type { ParamField } from '#contract/params.ts';
import type { OperatorSpec } from '#contract/spec.ts';
import type { PipelineNode } from '#pipeline/pipeline.ts';
import { sameJson } from '#pipeline/sameJson.ts';
import { Icon } from '#studio/icons/Icon.tsx';
import { groupFields } from './groupFields.ts';
import { ParamRow } from './ParamRow.tsx';
import styles from './ParamRows.module.css';

/** The params of a node as rows; those of a group fold. What comes first is open, a group or not. */
export function ParamRows(props: {
  readonly node: PipelineNode;
  readonly spec: OperatorSpec;
  readonly fields: readonly ParamField[];
}) {
  const { node, spec, fields } = props;
  const rows = (some: readonly ParamField[]) =>
    some.map((field) => (
      <ParamRow
        key={field.name}
        node={node.id}
        spec={spec}
        field={field}
        value={node.params[field.name]}
      />
    ));
  return groupFields(fields).map(({ title, fields: some }, index) =>
    title === undefined ? (
      rows(some)
    ) : (
      <details key={title} className={styles['group']} open={index === 0}>
        <summary>
          <Icon name="chevron-right" size={12} />
          {title}
          {differs(node, some) && <span>changed</span>}
        </summary>
        {rows(some)}
      </details>
    ),
  );
}

function differs({ params }: PipelineNode, fields: readonly ParamField[]): boolean {
  return fields.some(({ name, fallback }) => name in params && !sameJson(params[name], fallback));
}
