import type { Finding } from './finding.ts';
import { lintContext, type LintQuestion, type Rule } from './lintContext.ts';
import { chains } from './rules/chains.ts';
import { endlessSources } from './rules/endlessSources.ts';
import { missingFiles } from './rules/missingFiles.ts';
import { modelRate } from './rules/modelRate.ts';
import { muted } from './rules/muted.ts';
import { noSource } from './rules/noSource.ts';
import { notHere } from './rules/notHere.ts';
import { openCaps } from './rules/openCaps.ts';
import { openInputs } from './rules/openInputs.ts';
import { policies } from './rules/policies.ts';
import { privacy } from './rules/privacy.ts';
import { rareJoins } from './rules/rareJoins.ts';
import { resizeFirst } from './rules/resizeFirst.ts';
import { silentFilters } from './rules/silentFilters.ts';
import { starved } from './rules/starved.ts';
import { unusedOutputs } from './rules/unusedOutputs.ts';

/** In the order in which findings of one severity are listed. */
const RULES: readonly Rule[] = [
  noSource,
  endlessSources,
  missingFiles,
  notHere,
  openInputs,
  openCaps,
  privacy,
  rareJoins,
  silentFilters,
  starved,
  policies,
  muted,
  modelRate,
  resizeFirst,
  chains,
  unusedOutputs,
];

const SEVERITIES = ['error', 'warning', 'hint'] as const;

/**
 * What the author of a pipeline should know before a run, the worst first. Judges what can be drawn and still
 * not work, or work badly; whether the document is sound at all says `findProblems`.
 */
export function lintPipeline(question: LintQuestion): readonly Finding[] {
  const context = lintContext(question);
  const all = RULES.flatMap((rule) => rule(context));
  return SEVERITIES.flatMap((wanted) => all.filter(({ severity }) => severity === wanted));
}
