import { drivableParams } from '#contract/drivable.ts';
import { mainTypeOf } from '#contract/spec.ts';
import { titleOfOffer } from '#pipeline/converters.ts';
import { connect } from '#pipeline/edges.ts';
import { findNode, type NodeId, portRef } from '#pipeline/pipeline.ts';
import { portAt, portsOf, titleOf } from '#pipeline/ports.ts';
import type { PortEnd } from '#studio/canvas/canvasStore.ts';
import { canvasStore, useCanvas } from '#studio/canvas/canvasStore.ts';
import { insertBetween, offersBetween, refsOf, settingWords } from '#studio/canvas/converting.ts';
import { canvasView } from '#studio/canvas/view.ts';
import { portsThatDiffer, portsThatFit, wireProblem } from '#studio/canvas/wiring.ts';
import { Shape } from '#studio/icons/Shape.tsx';
import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { useCallback } from 'react';
import { type SearchItem, SearchPopup } from './SearchPopup.tsx';

/** The keyboard's way to draw an edge: every port that one of the node's ports could be joined to. */
export function PortSearch() {
  const node = useCanvas(({ joining }) => joining);
  return node && <JoinList key={node} node={node} />;
}

function JoinList({ node: id }: { readonly node: NodeId }) {
  const services = useServices();
  const { specOf } = services;
  const onClose = useCallback(() => canvasStore.setState({ joining: undefined }), []);
  const { pipeline } = documentStore.getState();
  const node = findNode(pipeline, id);
  const spec = node && specOf(node.operator);
  if (!node || !spec) return undefined;
  const title = titleOf(node, specOf);
  const ports = (['out', 'in'] as const).flatMap((side) =>
    [
      ...Object.keys(portsOf(spec, side)),
      ...(side === 'in' ? drivableParams(spec).keys() : []),
    ].map((port): PortEnd => ({ node: id, port, side })),
  );
  const joints = ports.flatMap((from) =>
    [...portsThatFit(pipeline, from, specOf).values()].map((to) => ({ from, to })),
  );

  const bridges = ports.flatMap((from) =>
    portsThatDiffer(pipeline, from, specOf).flatMap((to) => {
      const [converter] = offersBetween(pipeline, from, to, services);
      return converter ? [{ from, to, converter }] : [];
    }),
  );

  /** A port that fits through an operator between. */
  function bridgeOf({ from, to, converter }: (typeof bridges)[number]): SearchItem {
    const operator = titleOfOffer(converter);
    const settings = settingWords(converter);
    return {
      ...itemOf({ from, to }),
      key: `${from.side}-${from.port}-${to.node}-${to.port}-${operator}`,
      aside: `through ${operator}`,
      doc: `Puts ${operator} between${settings ? `: ${settings}` : ''}. ${wireProblem(pipeline, from, to, specOf)?.sentence ?? ''}`,
      choose() {
        const view = canvasView();
        if (view) insertBetween(view, refsOf(from, to), converter);
      },
    };
  }

  function itemOf({ from, to }: { readonly from: PortEnd; readonly to: PortEnd }): SearchItem {
    const other = findNode(pipeline, to.node)!;
    const port = portAt(pipeline, portRef(to.node, to.port), to.side, specOf);
    const [output, input] = from.side === 'out' ? [from, to] : [to, from];
    const taken = pipeline.edges.find((edge) => edge.to === portRef(input.node, input.port));
    const replaces = taken ? ' This replaces the edge that ends there.' : '';
    return {
      key: `${from.side}-${from.port}-${to.node}-${to.port}`,
      icon: port && <Shape type={mainTypeOf(port)} />,
      title: `${titleOf(other, specOf)} · ${to.port}`,
      aside: from.side === 'out' ? `from ${from.port}` : `into ${from.port}`,
      doc: `${port?.doc ?? ''}${replaces}`,
      choose: () =>
        documentStore
          .getState()
          .edit((before) =>
            connect(before, portRef(output.node, output.port), portRef(input.node, input.port)),
          ),
    };
  }

  const all = [...joints.map(itemOf), ...bridges.map(bridgeOf)];
  const { left, bottom } = boundsOf(id);
  return (
    <SearchPopup
      label={`Connect ${title} to`}
      placeholder="Connect to …"
      at={{ x: left, y: bottom + 8 }}
      items={(query) => all.filter((item) => found(item, query))}
      renderEmpty={(query) =>
        all.length === 0
          ? `No port of another node fits ${title}.`
          : `No port is called “${query}”. Press Esc to clear.`
      }
      onClose={onClose}
    />
  );
}

function found({ title, aside }: SearchItem, query: string): boolean {
  const text = `${title} ${aside}`.toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function boundsOf(node: NodeId): DOMRect {
  const element = document.querySelector(`.react-flow__node[data-id="${node}"]`);
  return (element ?? document.body).getBoundingClientRect();
}
