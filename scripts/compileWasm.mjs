// Compiles the AssemblyScript of wasm/ into a TypeScript file that carries the bytes, so that nobody who builds
// the app needs the compiler and no home has to fetch them.
import { createMemoryStream, main } from 'assemblyscript/asc';

const OPTIONS =
  '-O3 --runtime stub --importMemory --noExportMemory --noAssert --enable simd --use abort='.split(
    ' ',
  );

/** The text of a file that exports the compiled `source`, in base64, as `name`. Throws what the compiler says. */
export async function compileWasm(source, name) {
  const files = new Map();
  const said = createMemoryStream();
  const { error } = await main([source, '--outFile', 'out.wasm', ...OPTIONS], {
    stderr: said,
    writeFile: (path, contents) => void files.set(path, contents),
  });
  if (error) throw new Error(`'${source}' does not compile.\n${said.toString()}`);
  const base64 = Buffer.from(files.get('out.wasm')).toString('base64');
  const lines = base64.match(/.{1,92}/g).map((line) => `  '${line}'`);
  return [
    `// Made from ${source} by scripts/generate.mjs.`,
    '',
    `/** The compiled ${source}, in base64. It imports its memory as \`env.memory\`. */`,
    `export const ${name} =`,
    `${lines.join(' +\n')};`,
    '',
  ].join('\n');
}
