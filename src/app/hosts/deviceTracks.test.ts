import { expect, test } from 'vitest';
import { DeviceTracks } from './deviceTracks.ts';

/** A device track as far as its life goes. */
class FakeTrack extends EventTarget {
  readyState: 'live' | 'ended' = 'live';
  stop(): void {
    this.readyState = 'ended';
  }
  unplug(): void {
    this.readyState = 'ended';
    this.dispatchEvent(new Event('ended'));
  }
}

function opener() {
  const opened: FakeTrack[] = [];
  const acquire = (): Promise<MediaStreamTrack> => {
    const track = new FakeTrack();
    opened.push(track);
    return Promise.resolve(track as unknown as MediaStreamTrack);
  };
  return { opened, acquire };
}

test('a track ends with its lease', async () => {
  const tracks = new DeviceTracks();
  const { opened, acquire } = opener();
  const lease = new AbortController();
  await tracks.take('camera a', lease.signal, acquire);
  expect(tracks.open).toBe(1);
  lease.abort();
  expect(opened[0]!.readyState).toBe('ended');
  expect(tracks.open).toBe(0);
});

test('across a restart the same request gets the same track, and a kept one nobody takes ends', async () => {
  const tracks = new DeviceTracks();
  const { opened, acquire } = opener();
  const first = new AbortController();
  const taken = await tracks.take('camera a', first.signal, acquire);
  const other = new AbortController();
  await tracks.take('camera b', other.signal, acquire);
  tracks.hold();
  first.abort();
  other.abort();
  expect(tracks.open).toBe(2);
  const second = new AbortController();
  expect(await tracks.take('camera a', second.signal, acquire)).toBe(taken);
  tracks.release();
  expect(opened.map(({ readyState }) => readyState)).toEqual(['live', 'ended']);
  second.abort();
  expect(tracks.open).toBe(0);
});

test('asking again on one lease ends what it had', async () => {
  const tracks = new DeviceTracks();
  const { opened, acquire } = opener();
  const lease = new AbortController();
  await tracks.take('camera a', lease.signal, acquire);
  await tracks.take('camera b', lease.signal, acquire);
  expect(opened.map(({ readyState }) => readyState)).toEqual(['ended', 'live']);
  lease.abort();
  expect(tracks.open).toBe(0);
});

test('a lease that ends while the user is being asked leaves no track behind', async () => {
  const tracks = new DeviceTracks();
  const { opened, acquire } = opener();
  const lease = new AbortController();
  const taking = tracks.take('camera a', lease.signal, acquire);
  lease.abort(new Error('The node was closed.'));
  await expect(taking).rejects.toThrow('The node was closed.');
  expect(opened[0]!.readyState).toBe('ended');
  expect(tracks.open).toBe(0);
});

test('a device that is unplugged is no longer counted, nor kept', async () => {
  const tracks = new DeviceTracks();
  const { opened, acquire } = opener();
  const lease = new AbortController();
  await tracks.take('camera a', lease.signal, acquire);
  opened[0]!.unplug();
  expect(tracks.open).toBe(0);
  tracks.hold();
  lease.abort();
  await tracks.take('camera a', new AbortController().signal, acquire);
  expect(opened).toHaveLength(2);
});
