import type { LintHome } from '#pipeline/lint/lintContext.ts';

/** What this browser has for nodes to ask for; `models` are the names of those that were served with the page. */
export function createHome(models: ReadonlySet<string> | undefined): LintHome {
  return {
    lacks(need) {
      if (need !== 'camera' && need !== 'microphone') return undefined;
      if (isSecureContext && 'mediaDevices' in navigator) return undefined;
      return `needs a ${need}, and this page gets none: browsers give it to pages of https and of localhost alone.`;
    },
    lacksModel: (model) =>
      models === undefined || models.has(model)
        ? undefined
        : `needs the model '${model}', which does not come with this copy of the app. Run 'npm run models' where it was built, then build it again.`,
  };
}
