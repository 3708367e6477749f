import { attachClipboard } from '#studio/clipboard/clipboard.ts';
import { useServices } from '#studio/services.ts';
import { documentStore } from '#studio/store/documentStore.ts';
import { type RefObject, useEffect } from 'react';
import { useReactFlow } from 'reactflow';
import { type ClientPoint, canvasStore } from './canvasStore.ts';
import { onDocumentOpened } from './documentOpened.ts';
import { fitOnceMeasured } from './fitOnceMeasured.ts';
import type { FlowEdge } from './flowEdges.ts';
import type { FlowNode } from './flowNodes.ts';
import { hush } from './notices.ts';
import { attachView } from './view.ts';

/** Makes the canvas the one that commands, clipboard and palette act on, and shows a newly opened document whole. */
export function useCanvasView(region: RefObject<HTMLElement | null>): void {
  const services = useServices();
  const flow = useReactFlow<FlowNode, FlowEdge>();
  useEffect(() => {
    const element = region.current;
    if (!element) return undefined;
    let pointer: ClientPoint | undefined;
    const follow = ({ clientX, clientY }: PointerEvent): void => {
      pointer = { x: clientX, y: clientY };
    };
    const leave = (): void => {
      pointer = undefined;
    };
    element.addEventListener('pointermove', follow);
    element.addEventListener('pointerleave', leave);
    const view = { flow, services, element, pointer: () => pointer };
    const detachView = attachView(view);
    const detachClipboard = attachClipboard(view);
    return () => {
      detachClipboard();
      detachView();
      element.removeEventListener('pointermove', follow);
      element.removeEventListener('pointerleave', leave);
    };
  }, [flow, services, region]);

  useEffect(() => {
    let callOff = (): void => {};
    function show(): void {
      const { nodes } = documentStore.getState().pipeline;
      callOff();
      if (nodes.length > 0) callOff = fitOnceMeasured(flow);
      else void flow.setViewport({ x: 0, y: 0, zoom: 1 });
    }
    show();
    const stop = onDocumentOpened(() => {
      hush();
      canvasStore.setState({ wire: undefined, insertInto: undefined, joining: undefined });
      show();
    });
    return () => {
      callOff();
      stop();
    };
  }, [flow]);
}
