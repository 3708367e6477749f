import type { KernelEnv } from './env.ts';
import { Fault } from './fault.ts';

/** What a manifest `*.model.json` says of the files that make a model, as far as a kernel reads it. */
export interface ModelManifest {
  readonly name: string;
  readonly files: readonly ModelFile[];
}

/** One file of a model; `sha256` in small hexadecimal. */
export interface ModelFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The files of a model, whole and as they should be. */
export interface ModelFiles {
  bytes(name: string): Uint8Array<ArrayBuffer>;
  text(name: string): string;
}

/** What loading a model needs of a kernel's `env`. */
export type ModelEnv = Pick<KernelEnv, 'host' | 'opening'>;

/** Loads every file of the model and checks it. Rejects with a `Fault` that names the one that is missing or broken. */
export async function loadModel(env: ModelEnv, model: ModelManifest): Promise<ModelFiles> {
  const total = model.files.reduce((sum, { bytes }) => sum + bytes, 0);
  const size = `${Math.max(1, Math.round(total / 1e6))} MB`;
  env.opening('Loading a model', `'${model.name}', ${size}, from this app alone`);
  const loaded = await Promise.all(
    model.files.map(async (file) => {
      const blob = await env.host('model', { model: model.name, file: file.name });
      const bytes = new Uint8Array(await blob.arrayBuffer());
      await check(model.name, file, bytes);
      return [file.name, bytes] as const;
    }),
  );
  const files = new Map(loaded);
  const bytes = (name: string): Uint8Array<ArrayBuffer> => {
    const found = files.get(name);
    if (!found) throw new Error(`The model '${model.name}' has no file '${name}'.`);
    return found;
  };
  return { bytes, text: (name) => new TextDecoder().decode(bytes(name)) };
}

async function check(
  model: string,
  { name, bytes: size, sha256 }: ModelFile,
  bytes: Uint8Array<ArrayBuffer>,
): Promise<void> {
  const found = await hashOf(bytes);
  if (bytes.length === size && (found === undefined || found === sha256)) return;
  const is = `${bytes.length} bytes${found ? `, SHA-256 ${found.slice(0, 12)}…` : ''}`;
  throw new Fault({
    title: 'The model is broken',
    message: `'${name}' of the model '${model}' is not the file it should be: it has ${is}; ${size} bytes with SHA-256 ${sha256.slice(0, 12)}… were expected. Run 'npm run models' and build again.`,
    remedies: ['retry'],
  });
}

/** In small hexadecimal; undefined on a page that came over plain http, which has no digests. */
async function hashOf(data: Uint8Array<ArrayBuffer>): Promise<string | undefined> {
  if (!('subtle' in crypto)) return undefined;
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', data));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
