import type { Capability } from '#contract/spec.ts';
import type { LintHome } from '#pipeline/lint/lintContext.ts';
import type { NodeId } from '#pipeline/pipeline.ts';
import { ownFile } from './home.ts';

/** What the command line has for nodes to ask for: files and the models that come with it, and no device. */
export const HOME: LintHome = {
  lacks: (need, node) => {
    const instead = insteadOf(need, node);
    return instead && `needs a ${need}, which the command line does not have. ${instead}`;
  },
  lacksModel: (model) =>
    ownFile(`models/${model}`) === undefined
      ? `needs the model '${model}', which does not come with this copy of the command. Run 'npm run models' in the folder of Millrace to get it.`
      : undefined,
};

/** What to do where there is no such device; undefined for what there is. */
function insteadOf(need: Capability, node: NodeId): string | undefined {
  if (need === 'speaker') return `Write what it would play: --sink ${node}=out.wav.`;
  return need === 'camera' || need === 'microphone'
    ? `Feed it from a file: --source ${node}=path.`
    : undefined;
}
