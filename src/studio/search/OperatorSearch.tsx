import type { OperatorSpec } from '#contract/spec.ts';
import { nodeSize } from '#studio/node/nodeGeometry.ts';
import { sentenceCase } from '#pipeline/portWords.ts';
import { addOperator, fitsPort } from '#studio/canvas/addOperator.ts';
import type { PortEnd } from '#studio/canvas/canvasStore.ts';
import { GRIP } from '#studio/canvas/places.ts';
import { type CanvasView, canvasView } from '#studio/canvas/view.ts';
import { Glyph } from '#studio/icons/Glyph.tsx';
import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { uiStore, useUi } from '#studio/store/uiStore.ts';
import { useCallback } from 'react';
import { NothingFound } from './NothingFound.tsx';
import { rankOperators } from './rankOperators.ts';
import { type SearchItem, SearchPopup } from './SearchPopup.tsx';

/** The search at the cursor that adds a node there; from a wire let go, only what fits its port. */
export function OperatorSearch() {
  const search = useUi((state) => state.search);
  const { specs, specOf } = useServices();
  const onClose = useCallback(() => uiStore.getState().set({ search: undefined }), []);
  if (!search) return undefined;
  const { x, y, from } = search;
  const { pipeline } = documentStore.getState();
  const offered = from ? specs.filter((spec) => fitsPort(pipeline, spec, from, specOf)) : specs;

  function items(query: string): readonly SearchItem[] {
    const { recent } = uiStore.getState();
    return rankOperators(offered, query, recent).map((spec) => ({
      key: spec.id,
      icon: <Glyph spec={spec} />,
      title: spec.title,
      aside: sentenceCase(spec.category),
      doc: spec.doc,
      choose: () => {
        const view = canvasView();
        if (view) addOperator(view, spec, { at: placeFor(view, spec, { x, y }, from), from });
      },
    }));
  }

  return (
    <SearchPopup
      // A second press of `/` elsewhere starts a new search.
      key={`${x} ${y}`}
      label={from ? `Add what fits ${from.port}` : 'Add an operator'}
      placeholder="Search operators"
      at={{ x, y }}
      items={items}
      renderEmpty={(query) => <NothingFound specs={offered} query={query} />}
      onClose={onClose}
    />
  );
}

/** The top left corner of a node at the cursor; one that gets a wire has its first port there. */
function placeFor(
  { flow }: CanvasView,
  spec: OperatorSpec,
  at: { readonly x: number; readonly y: number },
  from: PortEnd | undefined,
): { readonly x: number; readonly y: number } {
  const { x, y } = flow.screenToFlowPosition(at, { snapToGrid: false });
  if (!from) return { x: x - GRIP.x, y: y - GRIP.y };
  const { width, well } = nodeSize(spec);
  return { x: from.side === 'out' ? x : x - width, y: y - 32 - well / 2 };
}
