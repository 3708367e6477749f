interface Leased {
  readonly key: string;
  readonly track: MediaStreamTrack;
}

/**
 * The device tracks of the page, each on one lease. Owned by the hosts. During a restart tracks are kept
 * for whoever asks for the same again, so that a camera does not blink off and on.
 */
export class DeviceTracks {
  readonly #live = new Set<MediaStreamTrack>();
  readonly #kept = new Map<string, MediaStreamTrack>();
  readonly #leased = new Map<AbortSignal, Leased>();
  #holding = false;

  /** Tracks that are live now, kept ones included. */
  get open(): number {
    return this.#live.size;
  }

  /**
   * A track until `lease` aborts: a kept one of the same `key`, else what `acquire` opens. Ends what the
   * same lease had before. Rejects with the lease's reason if that aborts meanwhile.
   */
  async take(
    key: string,
    lease: AbortSignal,
    acquire: () => Promise<MediaStreamTrack>,
  ): Promise<MediaStreamTrack> {
    lease.throwIfAborted();
    const before = this.#leased.get(lease);
    if (before) this.#end(before.track);
    const track = this.#takeKept(key) ?? (await acquire());
    this.#watch(track);
    if (lease.aborted) {
      this.#leave({ key, track });
      throw lease.reason;
    }
    if (!this.#leased.has(lease)) lease.addEventListener('abort', () => this.#expire(lease));
    this.#leased.set(lease, { key, track });
    return track;
  }

  /** From now on a track whose lease ends is kept. */
  hold(): void {
    this.#holding = true;
  }

  /** Ends every kept track that nobody took. */
  release(): void {
    this.#holding = false;
    for (const track of this.#kept.values()) this.#end(track);
    this.#kept.clear();
  }

  #takeKept(key: string): MediaStreamTrack | undefined {
    const track = this.#kept.get(key);
    this.#kept.delete(key);
    return track?.readyState === 'live' ? track : undefined;
  }

  #watch(track: MediaStreamTrack): void {
    this.#live.add(track);
    track.addEventListener('ended', () => this.#live.delete(track), { once: true });
  }

  #expire(lease: AbortSignal): void {
    const leased = this.#leased.get(lease);
    this.#leased.delete(lease);
    if (leased) this.#leave(leased);
  }

  #leave({ key, track }: Leased): void {
    const keep = this.#holding && track.readyState === 'live' && !this.#kept.has(key);
    if (keep) this.#kept.set(key, track);
    else this.#end(track);
  }

  #end(track: MediaStreamTrack): void {
    track.stop();
    this.#live.delete(track);
  }
}
