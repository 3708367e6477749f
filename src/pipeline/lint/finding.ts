import type { EdgeId, NodeId, Pipeline } from '#pipeline/pipeline.ts';

/** A cure: one pure edit of the document, one undo step. */
export interface Fix {
  /** What the button says, in the imperative: `Resize first`. */
  readonly title: string;
  /** The mended document; the very same one if it has changed so much that nothing is to be done. */
  apply(pipeline: Pipeline): Pipeline;
}

/** Something about a pipeline that its author should know, in plain words. */
export interface Finding {
  /** Names the rule, for machines: `open-input`. */
  readonly rule: string;
  /** An error keeps nodes from running, a warning makes a result that nobody wants, a hint could go better. */
  readonly severity: 'error' | 'warning' | 'hint';
  /** What it is about; the whole document if neither is given. */
  readonly node?: NodeId;
  readonly edge?: EdgeId;
  /** What is the matter, in a few words. */
  readonly title: string;
  /** Why, and what to do about it, in full sentences. */
  readonly message: string;
  readonly fix?: Fix;
}
