import { createHash } from 'node:crypto';

/** The hash of some bytes, as `hex` or `base64`. */
export function hashOf(bytes, algorithm, encoding) {
  return createHash(algorithm).update(bytes).digest(encoding);
}
