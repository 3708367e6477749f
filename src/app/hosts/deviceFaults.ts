import { Fault, type Remedy } from '#contract/fault.ts';

/** What a person may be asked for. */
export type Device = 'camera' | 'microphone';

interface Words {
  readonly title: string;
  readonly message: string;
  readonly remedies: readonly Remedy[];
}

/** The browser's refusal, by the name of its error, in the user's words. A `Fault` is passed on. */
export function deviceFault(device: Device, error: unknown): Fault {
  if (error instanceof Fault) return error;
  const name = error instanceof Error ? error.name : '';
  const message = error instanceof Error ? error.message : String(error);
  return new Fault(wordsFor(device, name, message), error);
}

function wordsFor(device: Device, name: string, message: string): Words {
  const Device = capital(device);
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return refused(device, message);
    case 'NotFoundError':
      return {
        title: `No ${device} found`,
        message: `This machine shows no ${device}. Plug one in and retry, or use a file instead.`,
        remedies: ['retry'],
      };
    case 'OverconstrainedError':
      return {
        title: `${Device} not available`,
        message: `The chosen ${device} can't be opened any more. Choose another one.`,
        remedies: ['choose-device', 'retry'],
      };
    case 'NotReadableError':
    case 'AbortError':
      return {
        title: `${Device} is busy`,
        message: `Another program is using the ${device}, or the system does not hand it over. Close that program and retry, or choose another ${device}.`,
        remedies: ['retry', 'choose-device'],
      };
    default:
      return {
        title: `${Device} failed`,
        message: `The browser could not open the ${device}: ${message}. Check it and retry.`,
        remedies: ['retry', 'choose-device'],
      };
  }
}

/** Chromium tells three refusals apart by their message only. */
function refused(device: Device, message: string): Words {
  if (/dismissed/i.test(message)) {
    return {
      title: `${capital(device)} not allowed yet`,
      message: `The browser's question was closed without an answer. Retry, and choose “Allow”.`,
      remedies: ['retry'],
    };
  }
  if (/system/i.test(message)) {
    return {
      title: `${capital(device)} not allowed`,
      message: `The system keeps the browser from using the ${device}. Allow it in the system's privacy settings, then retry.`,
      remedies: ['retry'],
    };
  }
  return {
    title: `${capital(device)} not allowed`,
    message: `This page may not use the ${device}. Allow it by the icon in the address bar, then retry.`,
    remedies: ['retry'],
  };
}

/** A device was chosen that is not plugged in. */
export function notConnected(device: Device, label: string): Fault {
  return new Fault({
    title: `${capital(device)} not connected`,
    message: `'${label}' is not connected to this machine. Plug it in and retry, or choose another ${device}.`,
    remedies: ['choose-device', 'retry'],
  });
}

/** The page came in a way to which browsers give no devices. */
export function notOffered(device: Device): Fault {
  return new Fault({
    title: `No ${device} over http`,
    message: `This page came over plain http, and browsers give such pages no ${device}. Open it over https, or on the machine itself as http://localhost.`,
    remedies: [],
  });
}

/** The browser has the device but no way to get at its samples. */
export function notReadable(device: Device): Fault {
  return new Fault({
    title: 'Browser lacks a feature',
    message: `This browser can't hand the ${device} to the studio (MediaStreamTrackProcessor is missing). Use a Chromium browser, or a file instead.`,
    remedies: [],
  });
}

function capital(word: string): string {
  return word[0]!.toUpperCase() + word.slice(1);
}
