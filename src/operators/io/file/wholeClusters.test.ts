import { readFileSync } from 'node:fs';
import { BlobSource, EncodedPacketSink, Input, WEBM } from 'mediabunny';
import { expect, test } from 'vitest';
import { wholeClusters } from './wholeClusters.ts';

const webm = new Uint8Array(readFileSync('public/media/pedestrians.webm'));

/** Times of the frames that can be read, in tenths of a second: the clip has ten a second. */
async function frames(blob: Blob): Promise<readonly number[]> {
  const input = new Input({ formats: [WEBM], source: new BlobSource(blob) });
  const track = await input.getPrimaryVideoTrack();
  const times: number[] = [];
  for await (const packet of new EncodedPacketSink(track!).packets()) {
    times.push(Math.round(packet.timestamp * 10));
  }
  return times;
}

test('a whole file and a file of another kind are left alone', async () => {
  const whole = new Blob([webm]);
  expect(await wholeClusters(whole)).toBe(whole);
  const wav = new Blob([
    new Uint8Array(readFileSync('public/media/goforward.wav')).subarray(0, 999),
  ]);
  expect(await wholeClusters(wav)).toBe(wav);
});

test('every frame that is whole in a file cut off anywhere can be read', async () => {
  const sink = new EncodedPacketSink(
    (await new Input({
      formats: [WEBM],
      source: new BlobSource(new Blob([webm])),
    }).getPrimaryVideoTrack())!,
  );
  const ends: number[] = [];
  for await (const { data } of sink.packets()) {
    ends.push(Buffer.from(webm).indexOf(data) + data.length);
  }
  expect(ends).toHaveLength(60);
  for (let percent = 3; percent < 100; percent += 7) {
    const length = Math.floor((webm.length * percent) / 100);
    const expected = ends.flatMap((end, frame) => (end <= length ? [frame] : []));
    expect(await frames(await wholeClusters(new Blob([webm.subarray(0, length)])))).toEqual(
      expected,
    );
  }
});

test('the first bytes alone, in any number, do no harm', async () => {
  for (let length = 0; length < 400; length++) {
    const blob = await wholeClusters(new Blob([webm.subarray(0, length)]));
    expect(blob.size).toBeLessThanOrEqual(length);
  }
});
