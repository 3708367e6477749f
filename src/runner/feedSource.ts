import { specOf, specs } from '#catalog/catalog.ts';
import { paramFields } from '#contract/paramFields.ts';
import type { FileParam } from '#contract/params.ts';
import { isSource, type OperatorSpec } from '#contract/spec.ts';
import { setParam } from '#pipeline/nodes.ts';
import { findNode, type NodeId, type Pipeline } from '#pipeline/pipeline.ts';
import { replaceOperator } from '#pipeline/rewire.ts';
import { createHash } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { basename, extname, resolve } from 'node:path';
import { allowedFile, type NamedFile } from './allowedFiles.ts';
import { EXIT, Refusal } from './exitCodes.ts';
import { FileBlob } from './fileBlob.ts';
import { cannotRead } from './fileErrors.ts';
import { ownFile } from './home.ts';
import { usage } from './options.ts';

/** Endings of the files that are pictures; whatever else is fed plays in time. */
const PICTURES = new Set(['.jpg', '.jpeg', '.png', '.webp', '.avif', '.gif', '.bmp']);

interface Opened {
  readonly blob: Blob;
  readonly bytes: number;
}

/**
 * The files that the nodes of one run read, by what their params say. A fed file is known by a hash of
 * its path, since hashing gigabytes would cost more than many a run.
 */
export class FedFiles {
  readonly #blobs = new Map<string, Blob>();
  readonly #folders: readonly string[];

  /** `folders`: where files may be that the document names. */
  constructor(folders: readonly string[]) {
    this.#folders = folders;
  }

  /** The param value for the file at `path`, or for standard input if that is `-`. */
  add(path: string): FileParam {
    const { blob, bytes } = path === '-' ? readInput() : openFile(path);
    const sha256 = createHash('sha256')
      .update(path === '-' ? '-' : resolve(path))
      .digest('hex');
    this.#blobs.set(sha256, blob);
    return { name: path === '-' ? 'standard input' : basename(path), bytes, sha256 };
  }

  /** The bytes of a file param; undefined if they are not here. */
  read(file: FileParam): Blob | undefined {
    if ('sha256' in file) {
      const { name, bytes, sha256 } = file;
      return this.#blobs.get(sha256) ?? this.#find({ name, bytes, sha256 });
    }
    const own = 'asset' in file ? ownFile(file.asset) : undefined;
    return own === undefined ? undefined : openFile(own).blob;
  }

  #find(file: NamedFile): Blob | undefined {
    const path = allowedFile(file, this.#folders);
    if (path === undefined) return undefined;
    const { blob } = openFile(path);
    this.#blobs.set(file.sha256, blob);
    return blob;
  }
}

/**
 * Feeds a source node from a file. A node whose operator plays such files keeps it; any other becomes an
 * instance of the one that does, with its edges where they fit.
 */
export function feedSource(
  pipeline: Pipeline,
  id: NodeId,
  path: string,
  files: FedFiles,
): Pipeline {
  const node = findNode(pipeline, id);
  const spec = node && specOf(node.operator);
  if (!spec || !isSource(spec)) throw noSuchSource(pipeline, id);
  const file = files.add(path);
  const kind = PICTURES.has(extname(path).toLowerCase()) ? 'image/' : 'video/';
  const own = fileFieldOf(spec, kind);
  if (own !== undefined) return setParam(pipeline, id, own, file);
  const player = specs.find((one) => isSource(one) && fileFieldOf(one, kind) !== undefined);
  if (!player) throw usage(`No operator plays '${path}'.`);
  return replaceOperator(pipeline, id, player, specOf, { [fileFieldOf(player, kind)!]: file });
}

/** Nodes whose file is not here, as sentences. */
export function missingFiles(pipeline: Pipeline, files: FedFiles): readonly string[] {
  return pipeline.nodes.flatMap(({ id, operator, params }) => {
    const spec = specOf(operator);
    const fields = spec ? paramFields(spec).filter(({ kind }) => kind === 'file') : [];
    return fields.flatMap(({ name }) => {
      const file = params[name] as FileParam;
      if (files.read(file)) return [];
      const isNone = !('name' in file) && !('asset' in file);
      // What has an input can do without: a model of its own, say.
      if (isNone && !isSource(spec!)) return [];
      const what =
        'name' in file ? `'${file.name}'` : 'asset' in file ? `'${file.asset}'` : undefined;
      const words = what ? `needs ${what}, which is not here` : 'has no file yet';
      const option = isSource(spec!) ? `--source ${id}=path` : `--param ${id}.${name}=path`;
      return [
        `Node '${id}' ${words}. Name the file with ${option}, or a folder that has it with --allow-read.`,
      ];
    });
  });
}

/** The param that takes files of such a kind; `kind` is the beginning of a media type. */
function fileFieldOf(spec: OperatorSpec, kind: string): string | undefined {
  return paramFields(spec).find(
    (field) => field.kind === 'file' && field.meta.accept?.includes(kind) !== false,
  )?.name;
}

function noSuchSource(pipeline: Pipeline, id: NodeId): Refusal {
  const sources = pipeline.nodes.filter(({ operator }) => {
    const spec = specOf(operator);
    return spec && isSource(spec);
  });
  const names = sources.map((node) => `'${node.id}'`).join(', ');
  const what = findNode(pipeline, id) ? `Node '${id}' is no source.` : `No node is named '${id}'.`;
  return usage(`${what} The sources of this pipeline: ${names === '' ? 'none' : names}.`);
}

function openFile(path: string): Opened {
  let stats;
  try {
    stats = statSync(path);
  } catch (error) {
    throw cannotRead(path, error);
  }
  if (stats.isFile()) return { blob: new FileBlob(resolve(path)), bytes: stats.size };
  const what = stats.isDirectory() ? 'a folder' : 'not a file';
  throw new Refusal(EXIT.noInput, `'${path}' is ${what}; name a file.`);
}

function readInput(): Opened {
  try {
    const bytes = readFileSync(0);
    return { blob: new Blob([bytes]), bytes: bytes.length };
  } catch (error) {
    throw cannotRead('standard input', error);
  }
}
