import type { FileVault } from '#studio/services.ts';
import { expect, test } from 'vitest';
import { openFile } from './openFile.ts';

const bytes = new Blob(['clip']);
const known = 'a'.repeat(64);
const vault: FileVault = {
  put: () => Promise.reject(new Error('Nothing is put here.')),
  get: (file) => Promise.resolve('sha256' in file && file.sha256 === known ? bytes : undefined),
};

test('a chosen file comes from the vault; one whose bytes are elsewhere is asked for by name', async () => {
  const clip = { name: 'clip.mp4', bytes: 4, sha256: known };
  expect(await openFile(clip, vault)).toBe(bytes);
  await expect(openFile({ ...clip, sha256: 'b'.repeat(64) }, vault)).rejects.toMatchObject({
    notice: {
      title: 'Choose a file',
      message: expect.stringContaining("The bytes of 'clip.mp4' are not in this browser."),
      remedies: ['choose-file'],
    },
  });
  await expect(openFile({}, vault)).rejects.toMatchObject({ notice: { title: 'Choose a file' } });
});
