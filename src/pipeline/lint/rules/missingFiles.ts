import { paramFields } from '#contract/paramFields.ts';
import type { Rule } from '#pipeline/lint/lintContext.ts';

/** A node that needs a file and has none yet. */
export const missingFiles: Rule = ({ nodes }) =>
  nodes.flatMap(({ node, spec, title }) =>
    paramFields(spec)
      .filter(({ kind, name, meta }) => {
        return kind === 'file' && meta.optional !== true && isEmpty(node.params[name]);
      })
      .map(() => ({
        rule: 'no-file',
        severity: 'warning' as const,
        node: node.id,
        title: 'No file yet',
        message: `${title} has no file. Choose one on the node, or drop one on the canvas.`,
      })),
  );

function isEmpty(value: unknown): boolean {
  return (
    value === undefined ||
    (typeof value === 'object' && value !== null && Object.keys(value).length === 0)
  );
}
