import { TIME_BUCKETS, timeBucket } from './counters.ts';

/** What the calls into one kernel came to. */
export class CallCount {
  readonly histogram = new Uint32Array(TIME_BUCKETS);
  processed = 0;
  errored = 0;
  busyMs = 0;
  /** When the last call settled, on the thread's clock. */
  servedAt: number;

  constructor(now: number) {
    this.servedAt = now;
  }

  /** A call settled at `at` after computing for `ms`; `chunks` of its chunks were not dropped. */
  served(chunks: number, ms: number, at: number): void {
    this.servedAt = at;
    this.busyMs += ms;
    this.histogram[timeBucket(ms)]! += 1;
    this.processed += chunks;
  }
}
