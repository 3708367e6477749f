import { expect, test } from 'vitest';
import { interleave, type Timed } from './interleave.ts';

/** Elements at the given times, and which of them are still open. */
function stream(name: string, times: readonly number[], open: Set<string>) {
  async function* elements(): AsyncGenerator<Timed & { readonly name: string }, void, void> {
    for (const timestamp of times) {
      const id = `${name}${timestamp}`;
      open.add(id);
      yield { name, timestamp, close: () => open.delete(id) };
    }
  }
  return elements();
}

test('two streams come out by time, the first named before the second at equal times', async () => {
  const open = new Set<string>();
  const order: string[] = [];
  const both = interleave([stream('v', [0, 40, 80], open), stream('a', [0, 21, 43, 64, 85], open)]);
  for await (const element of both) {
    order.push(`${element.name}${element.timestamp}`);
    element.close();
  }
  expect(order).toEqual(['v0', 'a0', 'a21', 'v40', 'a43', 'a64', 'v80', 'a85']);
  expect(open.size).toBe(0);
});

test('what was decoded ahead is closed when the reader leaves early', async () => {
  const open = new Set<string>();
  for await (const element of interleave([stream('v', [0, 1], open), stream('a', [5], open)])) {
    expect(open).toEqual(new Set(['v0', 'a5']));
    element.close();
    break;
  }
  expect(open.size).toBe(0);
});

test('a stream that fails takes the others with it, closed', async () => {
  const open = new Set<string>();
  async function* broken(): AsyncGenerator<Timed & { readonly name: string }, void, void> {
    yield* stream('v', [0], open);
    throw new Error('The track broke.');
  }
  const read = async (): Promise<void> => {
    for await (const element of interleave([broken(), stream('a', [5], open)])) element.close();
  };
  await expect(read()).rejects.toThrow('The track broke.');
  expect(open.size).toBe(0);
});
