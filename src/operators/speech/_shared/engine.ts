/** One word of a hypothesis; times in samples at 16 kHz since the utterance began. */
export interface HeardWord {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** 0 to 1; 1 where the engine gives none. */
  readonly confidence: number;
  /** Set where the engine does not know when the word was said. */
  readonly estimated?: true;
}

/** What was understood of an utterance so far, in the order it was said. */
export type Hypothesis = readonly HeardWord[];

/** One phrase to spot, in small letters; it is found where it is `10 ** exponent` times as likely as any other sounds. */
export interface Keyphrase {
  readonly text: string;
  readonly exponent: number;
}

/** What an engine listens for: anything that is said, phrases amid anything else, or what a JSGF grammar allows. */
export type Search =
  | { readonly kind: 'dictation' }
  | { readonly kind: 'keyphrases'; readonly phrases: readonly Keyphrase[] }
  | { readonly kind: 'grammar'; readonly jsgf: string };

/**
 * A recogniser of 16 kHz mono speech, one utterance after the other. What an utterance gives depends on
 * its own samples alone, never on what was heard before. One call at a time.
 */
export interface SpeechEngine {
  /** Chooses what to listen for from the next utterance on. Throws a `Fault` if it can't be. */
  listenFor(search: Search): void;
  /** Begins an utterance. */
  start(): void | Promise<void>;
  /** Takes in the next samples of it, at most 1600; they are copied. */
  feed(samples: Int16Array): void;
  /**
   * The best hypothesis so far, as fresh as the engine can have it in time. Later ones may revise any word of it.
   * `voiced` is how many samples of the utterance there are up to where a voice was heard last.
   */
  partial(voiced: number): Hypothesis | Promise<Hypothesis>;
  /** Ends the utterance: its last hypothesis. */
  end(): Hypothesis | Promise<Hypothesis>;
  /** Frees what the engine holds. */
  close(): void | Promise<void>;
}

/** Samples a second that every engine takes. */
export const SPEECH_RATE = 16_000;

/** Samples handed to an engine at once: 100 ms, after each of which its hypothesis is read. */
export const PIECE = 1600;
