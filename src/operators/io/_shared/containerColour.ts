import { defaultColour } from '#stream/frames.ts';
import type { Colour } from '#stream/payload.ts';

/** The matrix names that containers use, by what we convert with. BT.2020 is closest to BT.709. */
const MATRICES: Readonly<Record<string, Colour['matrix']>> = {
  bt709: 'bt709',
  bt470bg: 'bt601',
  smpte170m: 'bt601',
  'bt2020-ncl': 'bt709',
};

/** What a container says of its colours, and the default for a picture of `height` lines where it says nothing. */
export function containerColour(
  said: { readonly matrix?: string | null; readonly fullRange?: boolean | null },
  height: number,
): Colour {
  const otherwise = defaultColour(height);
  return {
    matrix: MATRICES[said.matrix ?? ''] ?? otherwise.matrix,
    range: said.fullRange === true ? 'full' : otherwise.range,
  };
}
