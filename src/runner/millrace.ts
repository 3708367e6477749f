import { sendFilesByPath } from './fileBlob.ts';
import { errorCode } from './fileErrors.ts';
import { main } from './main.ts';

// A reader that leaves early, as `head` does, has what it wanted.
process.stdout.on('error', (error) => {
  if (errorCode(error) !== 'EPIPE') throw error;
});
sendFilesByPath();
const exitCode = await main(process.argv.slice(2));
// Not `process.exit`: what was printed must get out first, and nothing that still runs keeps the loop.
process.exitCode = exitCode;
