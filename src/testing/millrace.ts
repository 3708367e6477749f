import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

/** The built command; the tests' global setup makes it. */
const COMMAND = resolve('dist-runner/millrace.js');

/** How a call of the command went. */
export interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** How to call it. */
export interface CallSettings {
  readonly cwd?: string;
  readonly input?: string;
  /** Another copy of the command. */
  readonly command?: string;
  /** Called with everything written to standard error so far. */
  readonly onError?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** Calls the built command in a process of its own and waits for its end. */
export function millrace(args: readonly string[], settings: CallSettings = {}): Promise<Ended> {
  const { cwd, input = '', command = COMMAND, onError } = settings;
  const child = spawn(process.execPath, [command, ...args], { cwd });
  let stdout = '';
  let stderr = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
    onError?.(stderr, (signal) => void child.kill(signal));
  });
  // One that does not read may have ended before all was written.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
  });
}

/** An empty folder that is gone when it is disposed of. */
export function scratchFolder(): Disposable & { readonly path: string; at(name: string): string } {
  const path = mkdtempSync(join(tmpdir(), 'millrace-'));
  return {
    path,
    at: (name) => join(path, name),
    [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }),
  };
}
