import type { EdgeId } from '#pipeline/pipeline.ts';
import { uiStore } from '#studio/store/uiStore.ts';
import type { FocusEvent } from 'react';

/** Shows the reading of an edge to whoever reached it with the keyboard, as hovering shows it. */
export const edgeFocus = {
  onFocus({ currentTarget }: FocusEvent<SVGGElement>): void {
    if (!currentTarget.matches(':focus-visible')) return;
    uiStore.getState().set({ hoveredEdge: currentTarget.dataset['id'] as EdgeId });
  },
  onBlur({ currentTarget }: FocusEvent<SVGGElement>): void {
    const { hoveredEdge, set } = uiStore.getState();
    if (hoveredEdge === currentTarget.dataset['id']) set({ hoveredEdge: undefined });
  },
} as const;
