import { privacyOf } from '#contract/spec.ts';
import type { Rule } from '#pipeline/lint/lintContext.ts';
import { disconnect } from '#pipeline/edges.ts';

/** What a camera or a microphone sees and hears, on a way out of this machine. */
export const privacy: Rule = (context) =>
  context.nodes.flatMap(({ node, spec, title }) => {
    if (privacyOf(spec, node.params) !== 'leaves-device' || node.mode === 'muted') return [];
    const devices = context
      .sourcesOf(node.id)
      .filter(({ spec: { requires } }) =>
        requires.some((need) => need === 'camera' || need === 'microphone'),
      );
    if (devices.length === 0) return [];
    const names = devices.map((device) => device.title).join(' and ');
    return [
      {
        rule: 'leaves-device',
        severity: 'warning' as const,
        node: node.id,
        title: 'This leaves your machine',
        message: `What comes from ${names} goes through ${title} to somewhere else. If that is not meant, take the edge out.`,
        fix: {
          title: `Disconnect ${title}`,
          apply: (pipeline) =>
            disconnect(
              pipeline,
              context.wiring.into(node.id).map(({ id }) => id),
            ),
        },
      },
    ];
  });
