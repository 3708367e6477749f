import { expect, test } from 'vitest';
import { deviceFault } from './deviceFaults.ts';

const named = (name: string, message = ''): Error => Object.assign(new Error(message), { name });

test('each refusal of the browser has words of its own, of at most five in the title', () => {
  const titles = [
    named('NotAllowedError', 'Permission denied'),
    named('NotAllowedError', 'Permission dismissed'),
    named('NotFoundError'),
    named('NotReadableError'),
    named('OverconstrainedError'),
    named('TypeError', 'odd'),
  ].map((error) => deviceFault('camera', error).notice.title);
  expect(titles).toEqual([
    'Camera not allowed',
    'Camera not allowed yet',
    'No camera found',
    'Camera is busy',
    'Camera not available',
    'Camera failed',
  ]);
  for (const title of titles) expect(title.split(' ').length).toBeLessThanOrEqual(5);
});

test('the cause stays with the fault, and a fault is passed on as it is', () => {
  const cause = named('NotFoundError');
  const fault = deviceFault('microphone', cause);
  expect(fault.cause).toBe(cause);
  expect(deviceFault('microphone', fault)).toBe(fault);
});
