/** Something wrong with a document, in the user's words. */
export interface Problem {
  /** JSON pointer into the document (RFC 6901); empty for the whole of it. */
  readonly where: string;
  /** A full sentence that names the culprit, the value and the limit. */
  readonly message: string;
  /** What to do about it, if there is one thing. */
  readonly fix?: string;
  /** A warning does not keep the pipeline from running. */
  readonly severity: 'error' | 'warning';
}

/** A parsed value, or everything that is wrong with it. */
export type Parsed<T> =
  | { readonly ok: true; readonly value: T; readonly warnings: readonly Problem[] }
  | {
      readonly ok: false;
      readonly problems: readonly Problem[];
      /** The value as far as it could be read, if what the problems name is in it under the same numbers. */
      readonly draft?: T;
    };
