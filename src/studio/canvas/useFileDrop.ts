import { type DragEvent, type HTMLAttributes, useEffect, useMemo } from 'react';
import { canvasStore } from './canvasStore.ts';
import { dropFiles } from './dropFiles.ts';
import { canvasView } from './view.ts';

/** Handlers that take files dropped on the canvas. A file that misses it does not replace the page. */
export function useFileDrop(): HTMLAttributes<HTMLElement> {
  useEffect(() => {
    addEventListener('dragover', refuseFiles);
    addEventListener('drop', refuseFiles);
    return () => {
      removeEventListener('dragover', refuseFiles);
      removeEventListener('drop', refuseFiles);
    };
  }, []);
  return useMemo(() => ({ onDragOver, onDragLeave, onDrop }), []);
}

function refuseFiles(event: globalThis.DragEvent): void {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes('Files')) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'none';
}

function onDragOver(event: DragEvent): void {
  if (!event.dataTransfer.types.includes('Files')) return;
  event.preventDefault();
  event.dataTransfer.dropEffect = 'copy';
  canvasStore.setState({ dropping: true });
}

function onDragLeave({ currentTarget, relatedTarget }: DragEvent): void {
  const isInside = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
  if (!isInside) canvasStore.setState({ dropping: false });
}

function onDrop(event: DragEvent): void {
  canvasStore.setState({ dropping: false });
  const files = [...event.dataTransfer.files];
  const view = canvasView();
  if (files.length === 0 || !view) return;
  event.preventDefault();
  void dropFiles(view, files, { x: event.clientX, y: event.clientY });
}
