import { rgbToYuv } from '#stream/colour.ts';
import type { Detections, Frame, FrameFormat } from '#stream/payload.ts';
import { BT601, chunkAt, makeFrame } from '#testing/payloads.ts';
import { runKernel } from '#testing/runKernel.ts';
import { expect, test } from 'vitest';
import { kernel } from './kernel.ts';
import { spec } from './spec.ts';

const defaults = spec.params.parse({});
const plain = { line: 2, colour: '#ff0000', scores: false };

/** One box in pixels of a frame of 40 × 20. */
function boxAt(left: number, top: number, right: number, bottom: number, score = 0.82): Detections {
  return {
    kind: 'detections',
    frame: { width: 40, height: 20 },
    items: [
      { x: left / 40, y: top / 20, width: (right - left) / 40, height: (bottom - top) / 20, score },
    ],
  };
}

function blank(format: FrameFormat): Frame {
  return makeFrame(format, 40, 20, (plane) => (plane === 0 ? 50 : 128), BT601);
}

async function drawn(frame: Frame, boxes: Detections, params = plain): Promise<Frame> {
  const run = await runKernel(kernel, {
    params,
    inputs: [
      {
        frame: chunkAt<'video/raw'>(0, frame),
        boxes: chunkAt<'vision/detections'>(0, boxes),
      },
    ],
  });
  expect(run.leaked).toBe(0);
  return run.emitted[0]!.chunk.payload as Frame;
}

/** True on the outline of a box: inside it and at most `line` pixels from its edge. */
function onOutline(x: number, y: number, box: readonly number[], line: number): boolean {
  const [left, top, right, bottom] = box as [number, number, number, number];
  if (x < left || x >= right || y < top || y >= bottom) return false;
  return x < left + line || x >= right - line || y < top + line || y >= bottom - line;
}

test('in RGBA exactly the outline inside the box takes the colour, opaque', async () => {
  const box = [5, 3, 21, 14] as const;
  const out = await drawn(blank('RGBA'), boxAt(...box), { ...plain, line: 3, colour: '#10a0F0' });
  for (let y = 0; y < 20; y++) {
    for (let x = 0; x < 40; x++) {
      const pixel = [...out.planes[0]!.subarray((y * 40 + x) * 4, (y * 40 + x) * 4 + 4)];
      const wanted = onOutline(x, y, box, 3) ? [0x10, 0xa0, 0xf0, 255] : [50, 50, 50, 50];
      expect(pixel).toEqual(wanted);
    }
  }
});

test('in I420 brightness and colour share the outline, on even pixels', async () => {
  const out = await drawn(blank('I420'), boxAt(7, 5, 29, 15));
  const yuv = rgbToYuv(255, 0, 0, BT601);
  // 7, 5, 29 and 15 lie between even pixels and are rounded up.
  const box = [8, 6, 30, 16] as const;
  for (let y = 0; y < 20; y++) {
    for (let x = 0; x < 40; x++) {
      const isDrawn = onOutline(x, y, box, 2);
      expect(out.planes[0]![y * 40 + x]).toBe(isDrawn ? yuv & 255 : 50);
      const chroma = (y >> 1) * 20 + (x >> 1);
      expect(out.planes[1]![chroma]).toBe(isDrawn ? (yuv >> 8) & 255 : 128);
      expect(out.planes[2]![chroma]).toBe(isDrawn ? yuv >> 16 : 128);
    }
  }
});

test('a grey picture becomes I420 with the same brightness, with or without boxes', async () => {
  for (const boxes of [boxAt(0, 0, 10, 10), { ...boxAt(0, 0, 1, 1), items: [] }]) {
    const out = await drawn(blank('GRAY8'), boxes);
    expect(out).toMatchObject({ format: 'I420', colour: BT601 });
    expect(out.planes[0]![19 * 40 + 39]).toBe(50);
    expect(out.planes[1]![9 * 20 + 19]).toBe(128);
  }
});

test('the frame handed in is left alone, and one without boxes passes uncopied', async () => {
  const frame = blank('I420');
  const out = await drawn(frame, boxAt(0, 0, 40, 20));
  expect(out).not.toBe(frame);
  expect(frame).toEqual(blank('I420'));
  expect(await drawn(frame, { ...boxAt(0, 0, 1, 1), items: [] })).toBe(frame);
});

test('boxes beyond the border and of no size are cut and do no harm', async () => {
  for (const format of ['I420', 'RGBA'] as const) {
    for (const box of [boxAt(-20, -20, 90, 90), boxAt(39, 19, 60, 60), boxAt(10, 10, 10, 10)]) {
      const out = await drawn(blank(format), box, { ...defaults, line: 16 });
      expect(out).toMatchObject({ format, width: 40, height: 20 });
    }
  }
});

test('the score stands at the lower left, dark on a bright tag and light on a dark one', async () => {
  for (const [colour, digits] of [
    ['#ffcc00', 18],
    ['#200040', 255],
  ] as const) {
    const out = await drawn(blank('RGBA'), boxAt(2, 2, 38, 18, 0.1), {
      line: 1,
      colour,
      scores: true,
    });
    const red = (x: number, y: number): number => out.planes[0]![(y * 40 + x) * 4]!;
    // The tag is 27 × 11 dots of one pixel; the digits begin two dots inside: '0', '.', '1', '0'.
    const tag = Number.parseInt(colour.slice(1, 3), 16);
    expect([red(2, 7), red(28, 17), red(3, 8)]).toEqual([tag, tag, tag]);
    const rows = Array.from({ length: 7 }, (_, row) =>
      Array.from({ length: 23 }, (_, x) => (red(4 + x, 9 + row) === digits ? '#' : ' ')).join(''),
    );
    expect(rows).toEqual([
      ' ###          #    ### ',
      '#   #        ##   #   #',
      '#  ##         #   #  ##',
      '# # #         #   # # #',
      '##  #         #   ##  #',
      '#   #  ##     #   #   #',
      ' ###   ##    ###   ### ',
    ]);
  }
});

test('a frame without boxes gets the last ones; boxes alone send nothing', async () => {
  const run = await runKernel(kernel, {
    params: plain,
    updates: { 4: { ...plain, colour: '#0000ff' } },
    inputs: [
      { frame: chunkAt<'video/raw'>(0, blank('RGBA')) },
      { boxes: chunkAt<'vision/detections'>(10, boxAt(0, 0, 10, 10)) },
      { frame: chunkAt<'video/raw'>(20, blank('RGBA')) },
      {
        frame: chunkAt<'video/raw'>(30, blank('RGBA')),
        boxes: chunkAt<'vision/detections'>(30, boxAt(20, 0, 30, 10)),
      },
      { frame: chunkAt<'video/raw'>(40, blank('RGBA')) },
    ],
  });
  const seen = run.emitted.map(({ chunk }) => {
    const [pixels] = (chunk.payload as Frame).planes;
    const at = (x: number): string => [...pixels!.subarray(x * 4, x * 4 + 3)].join(' ');
    return [chunk.timestamp, at(0), at(20)];
  });
  expect(seen).toEqual([
    [0, '50 50 50', '50 50 50'],
    [20, '255 0 0', '50 50 50'],
    [30, '50 50 50', '255 0 0'],
    [40, '50 50 50', '0 0 255'],
  ]);
  expect(run.leaked).toBe(0);
});
