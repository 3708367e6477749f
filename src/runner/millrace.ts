import { tell } from './command.ts';
import { sendFilesByPath } from './fileBlob.ts';
import { cannotWrite, errorCode } from './fileErrors.ts';
import { main } from './main.ts';

process.stdout.on('error', (error) => {
  // A reader that leaves early, as `head` does, has what it wanted.
  if (errorCode(error) === 'EPIPE' || process.exitCode !== undefined) return;
  const { message, exitCode } = cannotWrite('standard output', error);
  tell(message);
  process.exitCode = exitCode;
});
sendFilesByPath();
const exitCode = await main(process.argv.slice(2));
// Not `process.exit`: what was printed must get out first, and nothing that still runs keeps the loop.
process.exitCode ??= exitCode;
