import type { HostRequest, SaveWrite } from '#contract/host.ts';
import { Fault } from '#contract/fault.ts';
import { BlobFile } from './blobFile.ts';

/** How long a file whose node has closed may take to hear that it was closed too, in ms. */
const GRACE = 2000;

/**
 * A file being written, to be transferred to a worker. Closing it delivers the whole file;
 * aborting it, or the end of the lease, leaves nothing behind.
 */
export function openSave(
  { name, mimeType }: HostRequest['save'],
  lease: AbortSignal,
  deliver: (name: string, blob: Blob) => void,
): WritableStream<SaveWrite> {
  const file = new BlobFile();
  return new WritableStream<SaveWrite>({
    start(controller) {
      // Closing the stream and closing the node come by two ways; the first may be a moment later.
      const lapse = (): void => void setTimeout(() => controller.error(lease.reason), GRACE);
      lease.addEventListener('abort', lapse, { once: true });
    },
    write: ({ position, data }) => file.write(position, data),
    async close() {
      const blob = file.toBlob(mimeType);
      await provePresent(blob, name);
      deliver(safeName(name), blob);
    },
  });
}

/** The browser moves large blobs to disk, and only tells when they are read that the disk was full. */
async function provePresent(blob: Blob, name: string): Promise<void> {
  try {
    await blob.slice(0, 1).arrayBuffer();
    await blob.slice(-1).arrayBuffer();
  } catch (error) {
    throw new Fault(
      {
        title: "Can't save the file",
        message: `The browser had no room for '${name}' (${(blob.size / 1e6).toFixed(0)} MB). Free some disk space, then record again.`,
        remedies: ['retry'],
      },
      error,
    );
  }
}

/** A name that every file system takes, at most 120 characters. */
export function safeName(name: string): string {
  // Control characters are exactly what has to go.
  // oxlint-disable-next-line no-control-regex
  const clean = name.replace(/[\u0000-\u001f\u007f<>:"/\\|?*]/g, '-').replace(/^[. ]+|[. ]+$/g, '');
  if (clean.length <= 120) return clean === '' ? 'untitled' : clean;
  const dot = clean.lastIndexOf('.');
  const extension = dot > clean.length - 10 ? clean.slice(dot) : '';
  return clean.slice(0, 120 - extension.length) + extension;
}
