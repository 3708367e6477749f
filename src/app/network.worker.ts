import { noticeOf } from '#contract/fault.ts';
import type { Errand, News } from './network/errand.ts';
import { fetchAgreed } from './network/fetchAgreed.ts';

// The only script whose headers let it reach other hosts (scripts/headers.ts). It runs one errand, and is ended.
self.addEventListener('message', ({ data }: MessageEvent<Errand>) => void run(data));

async function run(errand: Errand): Promise<void> {
  const tell = (news: News): void => self.postMessage(news);
  try {
    const file = await fetchAgreed(errand, (progress) => tell({ kind: 'progress', ...progress }));
    tell({ kind: 'done', file });
  } catch (error) {
    tell({ kind: 'failed', notice: noticeOf(error) });
  }
}
