import type { FaultNotice } from '#contract/fault.ts';

/** What the network worker is sent for: one file. */
export interface Errand {
  readonly url: string;
  /** Host, with its port if it has one, that the user agreed to ask. */
  readonly agreed: string;
  /** True if the user lets that host pass on to others. */
  readonly follow: boolean;
  /** The most bytes that are taken. */
  readonly limit: number;
}

/** How far it is. The last of them is `done` or `failed`. */
export type News =
  | ({ readonly kind: 'progress' } & Progress)
  | { readonly kind: 'done'; readonly file: File }
  | { readonly kind: 'failed'; readonly notice: FaultNotice };

/** Bytes that came, and those there are, where the host says so. */
export interface Progress {
  readonly bytes: number;
  readonly total?: number;
}
