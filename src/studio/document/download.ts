/** How long the file stays readable for the browser to copy, in ms; a disk that takes longer is broken. */
const REVOKE_AFTER = 120_000;

/** Hands text to the browser as a download of that name. */
export function download(name: string, text: string, type: string): void {
  downloadBlob(name, new Blob([text], { type }));
}

/** Hands a file to the browser as a download of that name. */
export function downloadBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
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
