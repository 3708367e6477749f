/** Hosts that are this machine itself; plain http to it is read by nobody on the way. */
const OWN_MACHINE: ReadonlySet<string> = new Set(['localhost', '127.0.0.1']);

/** An address that a file may be asked from, or in a sentence why the text is none. */
export type WebAddress =
  | { readonly ok: true; readonly url: URL }
  | { readonly ok: false; readonly problem: string };

/** Reads what somebody typed: https, or http on this machine, without a name and a password in it. */
export function readWebAddress(text: string): WebAddress {
  const typed = text.trim();
  const refuse = (problem: string): WebAddress => ({ ok: false, problem });
  if (!URL.canParse(typed)) {
    return refuse(`'${typed}' is no address. One begins with https:// and a host.`);
  }
  const url = new URL(typed);
  const isSafe = url.protocol === 'https:';
  if (!isSafe && !(url.protocol === 'http:' && OWN_MACHINE.has(url.hostname))) {
    return refuse(
      `'${url.protocol}//${url.host}' can't be asked: only https, or http on localhost.`,
    );
  }
  if (url.username !== '' || url.password !== '') {
    return refuse('The address holds a name or a password. Leave them out: they would be sent.');
  }
  url.hash = '';
  return { ok: true, url };
}
