import type { LintHome } from '#pipeline/lint/lintContext.ts';

/** What this browser has for nodes to ask for. Whether a model is here is known once it is asked for. */
export const HOME: LintHome = {
  lacks(need) {
    if (need !== 'camera' && need !== 'microphone') return undefined;
    if (isSecureContext && 'mediaDevices' in navigator) return undefined;
    return `needs a ${need}, and this page gets none: browsers give it to pages of https and of localhost alone.`;
  },
  lacksModel: () => undefined,
};
