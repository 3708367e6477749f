import { Fault } from '#contract/fault.ts';
import type { FileParam } from '#contract/params.ts';
import type { FileVault } from '#studio/services.ts';

/** The bytes of a file param: bundled media from this app's own address, chosen files from the vault. */
export async function openFile(file: FileParam, vault: FileVault): Promise<Blob> {
  if ('asset' in file) return fetchAsset(file.asset);
  const blob = await vault.get(file);
  if (blob) return blob;
  throw new Fault({
    title: 'Choose a file',
    message:
      'name' in file
        ? `The bytes of '${file.name}' are not in this browser. Choose the file again.`
        : 'No file has been chosen yet. Choose one, or drop one on the canvas.',
    remedies: ['choose-file'],
  });
}

async function fetchAsset(asset: string): Promise<Blob> {
  const response = await fetch(new URL(asset, document.baseURI));
  // A server that answers every address with the app's page has no such file either.
  const isPage = response.headers.get('content-type')?.startsWith('text/html') === true;
  if (response.ok && !isPage) return response.blob();
  throw new Fault({
    title: 'Choose a file',
    message: `'${asset}' is not among the media that come with this app. Choose a file of your own.`,
    remedies: ['choose-file'],
  });
}
