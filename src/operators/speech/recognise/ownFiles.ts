import type { KernelEnv } from '#contract/env.ts';
import { Fault } from '#contract/fault.ts';
import type { FileParam } from '#contract/params.ts';
import type { NetworkFile } from './moonshineNetworks.ts';

/** The file params of a model of the user's own. */
interface OwnModel {
  readonly encoder: FileParam;
  readonly decoder: FileParam;
  readonly tokenizer: FileParam;
}

/**
 * The files that the user chose: encoder, decoder and tokeniser; undefined if none is chosen. Rejects with a
 * `Fault` that names what is missing where some are.
 */
export async function ownFiles(
  env: Pick<KernelEnv, 'host' | 'opening'>,
  { encoder, decoder, tokenizer }: OwnModel,
): Promise<readonly [NetworkFile, NetworkFile, NetworkFile] | undefined> {
  const files = { encoder, decoder, tokeniser: tokenizer };
  const missing = Object.entries(files).flatMap(([part, file]) => (isChosen(file) ? [] : part));
  if (missing.length === 3) return undefined;
  if (missing.length > 0) {
    throw new Fault({
      title: 'Half a model',
      message: `A model of your own is an encoder, a decoder and a tokeniser; the ${missing.join(' and the ')} is still to be chosen. Choose it, or clear the others.`,
      remedies: [],
    });
  }
  env.opening('Reading your model', 'Three files, from this machine alone');
  const read = async (file: FileParam): Promise<NetworkFile> => {
    const blob = await env.host('file', { file });
    return { name: nameOf(file), bytes: new Uint8Array(await blob.arrayBuffer()) };
  };
  return Promise.all([read(encoder), read(decoder), read(tokenizer)]);
}

function isChosen(file: FileParam): boolean {
  return 'asset' in file || 'sha256' in file;
}

function nameOf(file: FileParam): string {
  if ('name' in file) return file.name;
  return 'asset' in file ? file.asset : '';
}
