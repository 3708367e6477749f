/** Long enough for the browser to have begun reading; the URL keeps the bytes in memory until then. In ms. */
const REVOKE_AFTER = 10_000;

/** Hands text to the browser as a download of that name. */
export function download(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), REVOKE_AFTER);
}

/** The name of a pipeline as that of its file: `Edges of the camera` is `edges-of-the-camera.millrace.json`. */
export function fileNameOf(name: string): string {
  const slug = name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 80);
  return `${slug || 'untitled'}.millrace.json`;
}
