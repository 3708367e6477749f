import { type Device, deviceFault, notConnected, notOffered } from './deviceFaults.ts';

const KINDS = { camera: 'videoinput', microphone: 'audioinput' } as const;

/** Opens the device of that label, or the browser's choice for an empty one. Throws a `Fault` in the user's words. */
export async function openDevice(
  device: Device,
  label: string,
  wish: MediaTrackConstraints,
): Promise<MediaStreamTrack> {
  if (!isSecureContext || !('mediaDevices' in navigator)) throw notOffered(device);
  try {
    if (label === '') return await ask(device, wish);
    const found = await idOf(device, label);
    if (found.id !== undefined) return await ask(device, wish, found.id);
    if (found.named) throw notConnected(device, label);
    return await openUnseen(device, label, wish);
  } catch (error) {
    throw deviceFault(device, error);
  }
}

/** Labels are hidden until the user has allowed any device of the kind: opens one, then looks again. */
async function openUnseen(
  device: Device,
  label: string,
  wish: MediaTrackConstraints,
): Promise<MediaStreamTrack> {
  const first = await ask(device, wish);
  if (first.label === label) return first;
  first.stop();
  const { id } = await idOf(device, label);
  if (id === undefined) throw notConnected(device, label);
  return ask(device, wish, id);
}

async function idOf(
  device: Device,
  label: string,
): Promise<{ readonly id: string | undefined; readonly named: boolean }> {
  const all = await navigator.mediaDevices.enumerateDevices();
  const ours = all.filter(({ kind }) => kind === KINDS[device]);
  return {
    id: ours.find((one) => one.label === label)?.deviceId,
    named: ours.some((one) => one.label !== ''),
  };
}

/** Asks with the wishes, then without them: a device that can't have them may still work. */
async function ask(
  device: Device,
  wish: MediaTrackConstraints,
  id?: string,
): Promise<MediaStreamTrack> {
  const exact = id === undefined ? {} : { deviceId: { exact: id } };
  try {
    return await getTrack(device, { ...wish, ...exact });
  } catch (error) {
    if (!isWorthLess(error)) throw error;
    return await getTrack(device, exact);
  }
}

async function getTrack(
  device: Device,
  constraints: MediaTrackConstraints,
): Promise<MediaStreamTrack> {
  const asked = device === 'camera' ? { video: constraints } : { audio: constraints };
  const stream = await navigator.mediaDevices.getUserMedia(asked);
  return stream.getTracks()[0]!;
}

/** True for refusals that asking for less may cure. */
function isWorthLess(error: unknown): boolean {
  const name = error instanceof Error ? error.name : '';
  return name === 'OverconstrainedError' || name === 'NotReadableError' || name === 'AbortError';
}
