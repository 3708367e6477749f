// Writes what is derived from other files: from the operators' specs the JSON schema and the README's table,
// from wasm/ the compiled inner loops.
// With `--check` it writes nothing and fails if a file on disk is not what it would write.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { createServer } from 'vite';
import { compileWasm } from './compileWasm.mjs';

const SCHEMA = 'public/schema/pipeline.v1.json';
const README = 'README.md';

/** The catalog as vite sees it, so that its globs mean the same here as in the page. */
async function loadCatalog() {
  const server = await createServer({
    appType: 'custom',
    configFile: false,
    logLevel: 'error',
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true, include: [] },
  });
  try {
    const { specs } = await server.ssrLoadModule('/src/catalog/catalog.ts');
    const { pipelineSchema } = await server.ssrLoadModule('/src/pipeline/schema.ts');
    return { specs, schema: pipelineSchema(specs) };
  } finally {
    await server.close();
  }
}

function operatorTable(specs) {
  const rows = specs.map(
    ({ id, title, category, inputs, outputs, doc }) =>
      `| **${title}** \`${id}\` | ${category} | ${ports(inputs)} | ${ports(outputs)} | ${doc} |`,
  );
  return [
    '| operator | category | in | out | what it does |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
}

function ports(side) {
  const types = Object.entries(side).map(
    ([name, { type }]) => `${name}: ${[type].flat().join(' or ')}`,
  );
  return types.length === 0 ? '–' : types.join(', ');
}

/** The README with the table between its markers replaced. Throws if a marker is missing. */
function withTable(readme, table) {
  const markers = /<!-- operators -->[\s\S]*?<!-- \/operators -->/;
  if (!markers.test(readme)) {
    throw new Error(`${README} lacks '<!-- operators -->' followed by '<!-- /operators -->'.`);
  }
  return readme.replace(markers, () => `<!-- operators -->\n\n${table}\n\n<!-- /operators -->`);
}

const check = process.argv.includes('--check');
const { specs, schema } = await loadCatalog();
if (specs.length < 20)
  throw new Error(`Only ${specs.length} operators were found; at least 20 were expected.`);

const wanted = new Map([[SCHEMA, `${JSON.stringify(schema, null, 2)}\n`]]);
wanted.set('src/stream/soundWasm.ts', await compileWasm('wasm/sound.ts', 'SOUND_WASM'));
wanted.set(
  'src/operators/video/_shared/pictureWasm.ts',
  await compileWasm('wasm/pictures.ts', 'PICTURE_WASM'),
);
if (existsSync(README)) {
  wanted.set(README, withTable(readFileSync(README, 'utf8'), operatorTable(specs)));
}

for (const [path, text] of wanted) {
  const current = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (current === text) {
    console.log(`${path} is current.`);
  } else if (check) {
    console.error(`${path} is stale; run 'node scripts/generate.mjs'.`);
    process.exitCode = 1;
  } else {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    console.log(`${path} was written.`);
  }
}
