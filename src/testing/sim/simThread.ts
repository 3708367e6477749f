import { type RareParts, rareParts } from '#engine/worker/rareParts.ts';
import { later } from '#base/timer.ts';
import type { Thread } from '#engine/worker/thread.ts';
import { SimPort } from './simPort.ts';
import type { World } from './world.ts';

/** Any time since the epoch will do, as long as it is always the same. */
const EPOCH_MS = 1_700_000_000_000;
/** What one look at the clock takes, in ms: whoever loops sees time pass. */
const LOOK_MS = 0.0004;
/** A timer is late by up to so much, in ms. */
const LATE_MS = 0.4;

/** Code that is loaded takes up to so much. */
const LOADING_MS = 30;

/** What changes whether sources may send. */
const HEARD = ['run', 'pause', 'resume', 'step', 'drain', 'cancel'];

/** One thread of a simulated world. Its time goes on by itself only between two happenings. */
export class SimThread implements Thread {
  readonly name: string;
  readonly timeOrigin: number;
  /** False once it has died: nothing happens on it any more. */
  alive = true;
  /** The last that it heard from its page of what changes whether sources may send. */
  heard: string | undefined;
  /** Since when the run stands still here, and how long it did before, in ms of the world. */
  #pausedAt: number | undefined;
  #pausedFor = 0;
  /** True once it was told to go on by one chunk while paused: the run's clock may then be ahead. */
  stepped = false;
  /** It computes until then, in ms of the world; Infinity once it hangs. */
  busyUntil = 0;
  readonly #world: World;
  readonly #bornAt: number;
  #spent = 0;

  constructor(world: World, name: string) {
    this.#world = world;
    this.name = name;
    this.#bornAt = world.now;
    this.timeOrigin = EPOCH_MS + world.now;
  }

  /** So that a thread is a place. */
  get thread(): this {
    return this;
  }

  readonly now = (): number => {
    this.#spent += LOOK_MS;
    return this.#here() - this.#bornAt;
  };

  readonly startTimer = (ms: number, call: () => void): (() => void) => {
    const late = this.#world.random() * LATE_MS;
    return this.#world.at(this.#here() + Math.max(0, ms) + late, this, call);
  };

  async nextTurn(): Promise<void> {
    await new Promise<void>((resolve) => {
      this.#world.at(this.#here() + LOOK_MS, this, resolve);
    });
  }

  openChannel(): MessageChannel {
    return SimPort.channel(this.#world, this) as unknown as MessageChannel;
  }

  onWordChange(words: Int32Array, index: number, value: number, call: () => void): boolean {
    if (Atomics.load(words, index) !== value) return false;
    this.#world.waitForWord(words, index, this, call);
    return true;
  }

  wakeWord(words: Int32Array, index: number): void {
    this.#world.wakeWord(words, index, this.#here());
  }

  /** It is there already: to load it would take turns of Node's own event loop. */
  async loadRareParts(): Promise<RareParts> {
    await later(this.startTimer, this.#world.random() ** 4 * LOADING_MS);
    return rareParts;
  }

  /** Computes for so long. */
  spend(ms: number): void {
    this.#spent += ms;
  }

  /** Does nothing for so long from now on; forever, if Infinity. */
  hang(ms: number): void {
    this.busyUntil = Math.max(this.busyUntil, this.#world.now + ms);
  }

  /** Stops at once, with all it still had to do. */
  die(): void {
    this.alive = false;
  }

  /** Takes note of a control message. */
  hear(message: unknown): void {
    const { path } = message as { readonly path?: readonly string[] };
    const [call] = path ?? [];
    if (call === undefined || !HEARD.includes(call)) return;
    this.heard = call;
    if (call === 'pause') this.#pausedAt ??= this.#here();
    if (call === 'step') this.stepped = true;
    if (call !== 'resume' || this.#pausedAt === undefined) return;
    this.#pausedFor += this.#here() - this.#pausedAt;
    this.#pausedAt = undefined;
  }

  /** Time here without pauses, in ms: how far the clock of a run has come, but for where it began. */
  get runTime(): number {
    return (this.#pausedAt ?? this.#here()) - this.#pausedFor;
  }

  /** When something sent now leaves, in ms of the world. */
  get sendsAt(): number {
    return this.#here();
  }

  /** What happened here is over: what it took keeps the thread busy. */
  settle(): void {
    this.busyUntil = Math.max(this.busyUntil, this.#world.now + this.#spent);
    this.#spent = 0;
  }

  #here(): number {
    return this.#world.now + this.#spent;
  }
}
