import { useEffect, useState } from 'react';

/** True while Alt is held and the window has the keyboard. */
export function useAltKey(): boolean {
  const [isHeld, setHeld] = useState(false);
  useEffect(() => {
    const listen = ({ altKey }: KeyboardEvent): void => setHeld(altKey);
    const release = (): void => setHeld(false);
    addEventListener('keydown', listen);
    addEventListener('keyup', listen);
    addEventListener('blur', release);
    return () => {
      removeEventListener('keydown', listen);
      removeEventListener('keyup', listen);
      removeEventListener('blur', release);
    };
  }, []);
  return isHeld;
}
