import type { DeviceList } from '#studio/services.ts';

const KINDS = { camera: 'videoinput', microphone: 'audioinput' } as const;

/** Chromium lists the default microphone a second and third time under these ids. */
const ALIASES: readonly string[] = ['default', 'communications'];

/** The devices the browser tells of: none before the user has allowed one of that kind, each label once. */
export function createDeviceList(): DeviceList {
  return {
    async labels(kind) {
      if (!('mediaDevices' in navigator)) return [];
      const devices = await navigator.mediaDevices.enumerateDevices();
      const ours = devices.filter(
        (device) =>
          device.kind === KINDS[kind] && device.label !== '' && !ALIASES.includes(device.deviceId),
      );
      return [...new Set(ours.map(({ label }) => label))];
    },
  };
}
