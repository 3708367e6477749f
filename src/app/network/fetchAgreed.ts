import { figure } from '#base/figures.ts';
import { readWebAddress } from '#base/webAddress.ts';
import { Fault } from '#contract/fault.ts';
import type { Errand, Progress } from './errand.ts';

/**
 * Fetches one file from the host that the user agreed to. Where it leads can't be seen before it is asked, so what
 * leads to another address is refused unless the user agreed to that as well. Nothing of the user's is sent along.
 * Rejects with a `Fault` in words.
 */
export async function fetchAgreed(
  { url: address, agreed, follow, limit }: Errand,
  onProgress: (progress: Progress) => void,
): Promise<File> {
  const read = readWebAddress(address);
  if (!read.ok) throw failed('Not an address', read.problem);
  const { url } = read;
  if (url.host !== agreed) {
    throw failed(
      'Not agreed to',
      `'${url.host}' was to be asked, and you agreed to '${agreed}' alone.`,
    );
  }
  const response = await ask(url, follow);
  refuseAnswer(response, url);
  const total = Number(response.headers.get('content-length') ?? 0) || undefined;
  if (total !== undefined && total > limit) throw tooLarge(url, total, limit);
  const parts = await bodyOf(response, url, limit, (bytes) =>
    onProgress({ bytes, ...(total !== undefined && { total }) }),
  );
  return new File(parts, nameOf(url));
}

async function ask(url: URL, follow: boolean): Promise<Response> {
  try {
    return await fetch(url, {
      credentials: 'omit',
      referrerPolicy: 'no-referrer',
      redirect: follow ? 'follow' : 'manual',
      cache: 'no-store',
    });
  } catch (error) {
    throw failed(
      'No answer',
      `'${url.host}' can't be asked: it does not answer, or it does not let pages of other hosts read its files (CORS). Get the file by other means, and choose it from disk.`,
      error,
    );
  }
}

/** Throws a `Fault` unless the answer is a file. */
function refuseAnswer(response: Response, url: URL): void {
  const { status, type } = response;
  if (type === 'opaqueredirect' || (status >= 300 && status < 400)) {
    throw failed(
      'It leads elsewhere',
      `'${url.host}' passes on to another address, which may be on a host that you did not agree to. It was not followed. Let it pass on, or give the address that it ends at.`,
    );
  }
  if (!response.ok) {
    const why = status === 404 ? 'there is no such file' : `it answered with status ${status}`;
    throw failed('Not found', `'${url.host}' has nothing at '${url.pathname}': ${why}.`);
  }
  if (response.headers.get('content-type')?.startsWith('text/html') === true) {
    throw failed(
      'A page, no file',
      `'${url.host}' answered with a web page. Give the address of the file itself, which is often called raw or download.`,
    );
  }
}

/** All of the body. Rejects once it is longer than `limit`, or breaks off. */
async function bodyOf(
  response: Response,
  url: URL,
  limit: number,
  onBytes: (bytes: number) => void,
): Promise<Uint8Array<ArrayBuffer>[]> {
  const parts: Uint8Array<ArrayBuffer>[] = [];
  let bytes = 0;
  const reader = response.body!.getReader();
  for (;;) {
    const { done, value } = await reader.read().catch((error: unknown) => {
      throw failed(
        'Broken off',
        `'${url.host}' broke off after ${megabytes(bytes)}. Try again.`,
        error,
      );
    });
    if (done) break;
    bytes += value.length;
    if (bytes > limit) {
      await reader.cancel();
      throw tooLarge(url, bytes, limit);
    }
    parts.push(value);
    onBytes(bytes);
  }
  if (bytes === 0) throw failed('An empty file', `'${url.host}' sent a file of 0 bytes.`);
  return parts;
}

/** What the file is called where it lies; its host if the address ends with a slash. */
function nameOf({ pathname, host }: URL): string {
  const last = pathname.slice(pathname.lastIndexOf('/') + 1);
  try {
    return decodeURIComponent(last) || host;
  } catch {
    return last;
  }
}

function tooLarge(url: URL, bytes: number, limit: number): Fault {
  return failed(
    'The file is too large',
    `The file of '${url.host}' has ${megabytes(bytes)} or more; up to ${megabytes(limit)} can be kept in the browser.`,
  );
}

function failed(title: string, message: string, cause?: unknown): Fault {
  return new Fault({ title, message, remedies: ['choose-file'] }, cause);
}

function megabytes(bytes: number): string {
  return `${figure(bytes / 1e6, 1)} MB`;
}
