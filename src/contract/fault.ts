import { isRecord } from '#base/json.ts';

/** A way out that a node offers beside Retry. */
export type Remedy = 'retry' | 'choose-file' | 'choose-device';

/** A failure in the user's words: what happened, why, and what to do. */
export interface FaultNotice {
  /** What, in up to five words: "Can't decode this video". */
  readonly title: string;
  /** One or two full sentences: why, with the value and the limit, and what to do. */
  readonly message: string;
  /** The first is the main button. Empty when nothing but editing the pipeline helps. */
  readonly remedies: readonly Remedy[];
  /**
   * Set where it is not the world's fault alone. `unavailable`: this home lacks a device or a codec, another
   * may have it. `bug`: ours.
   */
  readonly kind?: 'unavailable' | 'bug';
}

/** The world failed: a device refused, a file is broken, a codec is missing. Crosses threads as its notice. */
export class Fault extends Error {
  readonly notice: FaultNotice;

  constructor(notice: FaultNotice, cause?: unknown) {
    super(`${notice.title}. ${notice.message}`, { cause });
    this.name = 'Fault';
    this.notice = notice;
  }
}

/** The notice of anything thrown by a kernel. An error that is no fault is our bug, and says so. */
export function noticeOf(error: unknown): FaultNotice {
  if (error instanceof Fault) return error.notice;
  if (isRecord(error) && isRecord(error['notice']))
    return error['notice'] as unknown as FaultNotice;
  const message = error instanceof Error ? error.message : String(error);
  return { title: 'This node failed', message, remedies: ['retry'], kind: 'bug' };
}
