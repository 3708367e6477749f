import { Fault } from '#contract/fault.ts';
import type { HostRequest } from '#contract/host.ts';

/** One file of a model, from this app's own address. Ends with the lease. */
export async function openModel(
  { model, file }: HostRequest['model'],
  lease: AbortSignal,
): Promise<Blob> {
  const url = new URL(`models/${model}/${file}`, document.baseURI);
  const response = await fetch(url, { signal: lease });
  // A server that answers every address with the app's page has no such file either.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
  if (response.ok && !isPage) return response.blob();
  throw new Fault({
    title: 'The model is not here',
    message: `'${file}' of the model '${model}' does not come with this copy of the app. Run 'npm run models' where it was built, then build it again.`,
    remedies: ['retry'],
    kind: 'unavailable',
  });
}
