// Weighs what the built studio loads at first, gzipped, against its budgets. Follows static imports
// through dist/; whatever is imported on demand does not count until it is in the list of roots.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { parseSync } from 'oxc-parser';

/** Thousand bytes, as `vite build` counts. */
const KB = 1000;
const dist = resolve(process.argv[2] ?? 'dist');

const page = followed(pageScripts());
const worker = followed([workerEntry(), ...firstKernels(workerEntry())]);
const rows = [
  weigh('page script, first load', page, 320 * KB),
  weigh('engine worker and first kernels', worker, 60 * KB),
];

for (const { name, files, size, limit } of rows) {
  const kilobytes = (size / KB).toFixed(1).padStart(6);
  console.log(`${kilobytes} kB of ${limit / KB}, ${files.length} files: ${name}`);
}
for (const { name, files, size, limit } of rows) {
  if (files.length === 0) fail(`${name}: no file was found in '${dist}'.`);
  if (size <= limit) continue;
  fail(`${name}: ${(size / KB).toFixed(1)} kB, ${limit / KB} kB are allowed. It is made of:`);
  for (const file of files) console.error(`  ${(gzipped(file) / KB).toFixed(1)}  ${short(file)}`);
}

function weigh(name, files, limit) {
  const size = files.reduce((sum, file) => sum + gzipped(file), 0);
  return { name, files, size, limit };
}

function pageScripts() {
  const html = read(join(dist, 'index.html'));
  const sources = [...html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="([^"]+\.js)"/g)];
  return sources.map(([, source]) => join(dist, source));
}

function workerEntry() {
  const assets = join(dist, 'assets');
  const found = existsSync(assets)
    ? readdirSync(assets).filter((name) => /^engine\.worker-.*\.js$/.test(name))
    : [];
  if (found.length !== 1) {
    throw new Error(`One engine worker was expected in '${assets}', ${found.length} are there.`);
  }
  return join(assets, found[0]);
}

/** The kernels of the pipeline that runs on the first visit, as the worker's catalog names them. */
function firstKernels(entry) {
  const [{ slug }] = JSON.parse(read(join(dist, 'examples/index.json')));
  const first = JSON.parse(read(join(dist, `examples/${slug}.json`)));
  const operators = new Set(first.nodes.map((node) => node.operator));
  return [...operators].map((operator) => {
    const pattern = `operators/${operator}/kernel\\.ts["'\`]:\\(\\)=>[^;]*?import\\(["'\`](.+?)["'\`]\\)`;
    const match = new RegExp(pattern).exec(read(entry));
    if (!match) throw new Error(`The engine worker does not know the operator '${operator}'.`);
    return resolve(dirname(entry), match[1]);
  });
}

/** The roots and all that they import statically, each once. */
function followed(roots) {
  const seen = new Set();
  const queue = [...roots];
  for (let file = queue.shift(); file; file = queue.shift()) {
    if (seen.has(file)) continue;
    seen.add(file);
    const { module } = parseSync(file, read(file));
    for (const { moduleRequest } of module.staticImports) {
      queue.push(resolve(dirname(file), moduleRequest.value));
    }
    for (const { entries } of module.staticExports) {
      for (const { moduleRequest } of entries) {
        if (moduleRequest) queue.push(resolve(dirname(file), moduleRequest.value));
      }
    }
  }
  return [...seen];
}

function gzipped(file) {
  return gzipSync(readFileSync(file)).length;
}

function read(file) {
  if (!existsSync(file))
    throw new Error(`'${short(file)}' is missing. Run \`npm run build\` first.`);
  return readFileSync(file, 'utf8');
}

function short(file) {
  return relative(dist, file);
}

function fail(message) {
  console.error(message);
  process.exitCode = 1;
}
