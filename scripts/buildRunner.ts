import { build } from 'vite';

/** Builds the `millrace` command; called once before its tests. */
export async function setup(): Promise<void> {
  await build({ configFile: 'vite.runner.config.ts', logLevel: 'warn' });
}
