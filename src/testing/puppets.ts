import { defer, type Deferred } from '#base/deferred.ts';
import type { KernelEnv } from '#contract/env.ts';
import { defineKernel } from '#contract/kernel.ts';
import { defineSpec, type OperatorSpec } from '#contract/spec.ts';
import type { Chunk } from '#stream/chunk.ts';
import { micros } from '#stream/micros.ts';
import { z } from 'zod';
import { type TestCatalog, withOperator } from './testOperators.ts';

const number = { type: 'value/number', doc: 'Numbers.' } as const;
const common = { title: 'Puppet', doc: 'Test.', category: 'flow', glyph: 'M2 8h12' } as const;

/** A device that a test moves by hand. */
export interface Puppet {
  /** Resolves once it is pulled. */
  readonly started: Promise<void>;
  /** Sends a number at a time in µs. Resolves when it was accepted. */
  send(timestamp: number, value: number): Promise<void>;
  /** Says that nothing comes for now, or something again. */
  idle(isIdle: boolean): void;
  advance(bound: number): void;
  end(): void;
}

/** A catalog with live sources `test/puppet-NAME` for each name, and what moves them. */
export function withPuppets<C extends TestCatalog, N extends string>(
  catalog: C,
  names: readonly N[],
  more: Partial<Pick<OperatorSpec, 'live' | 'idleAfter'>> = { live: true },
): { readonly catalog: C; readonly puppets: Readonly<Record<N, Puppet>> } {
  let with_ = catalog;
  const puppets = {} as Record<N, Puppet>;
  for (const name of names) {
    const spec = defineSpec({
      ...common,
      id: `test/puppet-${name}`,
      inputs: {},
      outputs: { out: number },
      params: z.strictObject({}),
      ...more,
    });
    const { puppet, kernel } = strings();
    puppets[name] = puppet;
    with_ = withOperator(with_, spec as OperatorSpec, kernel);
  }
  return { catalog: with_, puppets };
}

function strings(): { readonly puppet: Puppet; readonly kernel: unknown } {
  const started = defer();
  const waiting: { readonly chunk: Chunk<'value/number'>; readonly accepted: Deferred<void> }[] =
    [];
  let env: KernelEnv | undefined;
  let news = defer();
  let ended = false;
  const kernel = defineKernel<OperatorSpec>((_params, own) => {
    env = own;
    return {
      async *produce(signal) {
        started.resolve();
        signal.addEventListener('abort', () => news.resolve());
        while (!signal.aborted) {
          for (let next = waiting.shift(); next; next = waiting.shift()) {
            yield { out: next.chunk };
            next.accepted.resolve();
          }
          if (ended) return;
          await news.promise;
          news = defer();
        }
      },
    };
  });
  const puppet: Puppet = {
    started: started.promise,
    send(timestamp, payload) {
      const accepted = defer();
      waiting.push({ chunk: { timestamp: micros(timestamp), payload }, accepted });
      news.resolve();
      return accepted.promise;
    },
    idle: (isIdle) => env!.idle('out', isIdle),
    advance: (bound) => void env!.advance('out', bound),
    end() {
      ended = true;
      news.resolve();
    },
  };
  return { puppet, kernel };
}
