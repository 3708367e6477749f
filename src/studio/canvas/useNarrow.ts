import { useSyncExternalStore } from 'react';

/** Where the palette becomes a rail and the minimap goes. */
const NARROW = '(max-width: 1180px)';

/** True in a window too narrow for all panels. */
export function useNarrow(): boolean {
  return useSyncExternalStore(subscribe, () => matchMedia(NARROW).matches);
}

function subscribe(onChange: () => void): () => void {
  const media = matchMedia(NARROW);
  media.addEventListener('change', onChange);
  return () => media.removeEventListener('change', onChange);
}
