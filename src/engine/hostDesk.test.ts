import type { NodeId } from '#pipeline/pipeline.ts';
import { expect, test } from 'vitest';
import { HostDesk } from './hostDesk.ts';
import type { Hosts } from './hosts.ts';

const camera = { device: '', width: 1, height: 1, frameRate: 1 };

/** A desk whose hosts note every lease they are given. */
function leasingDesk(): { readonly desk: HostDesk; readonly leases: AbortSignal[] } {
  const leases: AbortSignal[] = [];
  const hosts: Hosts = {
    async open(_capability, _request, lease) {
      leases.push(lease);
      throw new Error('There is no camera here.');
    },
    hold() {},
    release() {},
    openTracks: 0,
  };
  return { desk: new HostDesk(hosts), leases };
}

test('one node keeps one lease until it closes', async () => {
  const { desk, leases } = leasingDesk();
  const control = desk.control();
  await control.host('a' as NodeId, 'camera', camera);
  await control.host('a' as NodeId, 'camera', camera);
  await control.host('b' as NodeId, 'camera', camera);
  expect(leases[0]).toBe(leases[1]);
  expect(leases[0]).not.toBe(leases[2]);
  control.closed('a' as NodeId);
  expect(leases.map(({ aborted }) => aborted)).toEqual([true, true, false]);
});

test('a node that asks after it closed, or after the run has ended, is given nothing', async () => {
  const { desk, leases } = leasingDesk();
  const control = desk.control();
  control.closed('a' as NodeId);
  expect(await control.host('a' as NodeId, 'camera', camera)).toMatchObject({ ok: false });
  desk.endAll();
  expect(await control.host('b' as NodeId, 'camera', camera)).toMatchObject({ ok: false });
  expect(leases).toEqual([]);
});
