import type { KernelEnv } from '#contract/env.ts';
import type { InputPort, OperatorSpec } from '#contract/spec.ts';
import type { Chunk } from '#stream/chunk.ts';
import { DONE } from '#stream/micros.ts';
import { read } from './simPayload.ts';

/**
 * Looks at what the calls into one kernel are given, and whether the policy of its operator allows it at that
 * moment: what waits for others, in what order, and how far the inputs must be known.
 */
export class CallWatch {
  readonly #spec: OperatorSpec;
  readonly #env: KernelEnv;
  readonly #complain: (what: string) => void;
  /** The newest time each lane was served at. */
  readonly #last = new Map<string, number>();
  /** How far each input was known when nothing was given for the last time, and how often so far. */
  #knownThen = '';
  #timesThen = 0;

  constructor(spec: OperatorSpec, env: KernelEnv, complain: (what: string) => void) {
    this.#spec = spec;
    this.#env = env;
    this.#complain = complain;
  }

  look(set: Readonly<Record<string, Chunk>>): void {
    const ports = Object.keys(set);
    if (ports.length === 0) return this.#lookAtNothing();
    const lanes = new Set(ports.map((port) => this.#laneOf(port)));
    if (lanes.size > 1) this.#complain(`is given ${ports.join(' and ')}, which do not wait alike`);
    const [lane] = lanes as Set<string>;
    if (this.#spec.policy?.kind === 'barrier') this.#lookAtPairs(set);
    else this.#lookAtTime(lane!, set);
    if (this.#spec.policy?.kind === 'mux') this.#lookAtChoice(set);
  }

  /** Only where bounds are processed, and only if one has risen. */
  #lookAtNothing(): void {
    if (this.#spec.bounds !== 'process') this.#complain('is called with nothing');
    const known = this.#wired()
      .map((port) => this.#env.bound(port))
      .join();
    this.#timesThen = known === this.#knownThen ? this.#timesThen + 1 : 1;
    this.#knownThen = known;
    // Once for each lane that has come further.
    const lanes = new Set(this.#wired().map((port) => this.#laneOf(port)));
    if (this.#timesThen <= lanes.size) return;
    this.#complain(`is called ${this.#timesThen} times for what is known: ${known}`);
  }

  #lookAtTime(lane: string, set: Readonly<Record<string, Chunk>>): void {
    const times = new Set(Object.values(set).map(({ timestamp }) => timestamp));
    if (times.size > 1) this.#complain(`is given ${[...times].join(' and ')} µs in one call`);
    const [time] = times as Set<number>;
    this.#ascends(lane, time!);
    for (const port of this.#waitedFor(lane, set)) {
      const isOver = this.#spec.policy?.kind === 'early-close' && this.#hasEnded(port, set);
      if (isOver) this.#complain(`is given ${time} µs though '${port}' has ended`);
      const bound = this.#env.bound(port);
      if (bound > time!) continue;
      this.#complain(`is given ${time} µs while '${port}' is known up to ${bound} only`);
    }
  }

  /** Inputs that must be known at the time of a call. */
  #waitedFor(lane: string, set: Readonly<Record<string, Chunk>>): readonly string[] {
    const { policy } = this.#spec;
    const ports = this.#wired().filter((port) => this.#laneOf(port) === lane);
    // A base goes ahead of what is not aligned yet, and of a switch only what is chosen counts.
    const isPartial = policy?.kind === 'align' || policy?.kind === 'mux';
    return isPartial ? ports.filter((port) => set[port]) : ports;
  }

  #lookAtPairs(set: Readonly<Record<string, Chunk>>): void {
    for (const port of this.#wired()) {
      const chunk = set[port];
      if (chunk) this.#ascends(port, chunk.timestamp);
      else this.#complain(`is given nothing on '${port}'`);
    }
  }

  #lookAtChoice({ select, ...ways }: Readonly<Record<string, Chunk>>): void {
    if (!select) return this.#complain('is given nothing on the input that chooses');
    const { policy } = this.#spec;
    const names = policy?.kind === 'mux' ? policy.ways : [];
    const chosen = names[read(select.payload) as number];
    for (const port of Object.keys(ways)) {
      if (port !== chosen) this.#complain(`is given '${port}' where ${chosen} was chosen`);
    }
    if (chosen !== undefined && !ways[chosen] && this.#env.bound(chosen) <= select.timestamp) {
      this.#complain(`is not given '${chosen}', of which more may come at ${select.timestamp} µs`);
    }
  }

  #hasEnded(port: string, set: Readonly<Record<string, Chunk>>): boolean {
    return !set[port] && this.#env.bound(port) === DONE;
  }

  #ascends(lane: string, time: number): void {
    const last = this.#last.get(lane) ?? -Infinity;
    if (time <= last) this.#complain(`is given ${time} µs on '${lane}' after ${last}`);
    this.#last.set(lane, time);
  }

  #wired(): readonly string[] {
    return Object.keys(this.#spec.inputs).filter((port) => this.#env.wired(port));
  }

  #laneOf(port: string): string {
    const { arrival, set }: InputPort = this.#spec.inputs[port]!;
    const isAlone = arrival === 'any' || (arrival === 'newest' && !this.#env.lossless);
    return isAlone ? port : `sync ${set ?? ''}`;
  }
}
