import { useEffect } from 'react';
import { useStoreApi } from 'reactflow';
import { canvasStore } from './canvasStore.ts';
import { hush } from './notices.ts';

/** Lets Escape drop the wire in the hand: nothing is joined, cut or added. */
export function useWireEscape(): void {
  const store = useStoreApi();
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent): void {
      if (event.key !== 'Escape' || !canvasStore.getState().wire) return;
      event.stopPropagation();
      canvasStore.setState({ wire: undefined });
      hush();
      store.getState().cancelConnection();
    }
    addEventListener('keydown', onKeyDown, true);
    return () => removeEventListener('keydown', onKeyDown, true);
  }, [store]);
}
