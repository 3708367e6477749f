/** The document version that this code reads and writes. */
export const CURRENT_VERSION = 1;

/** A document of an old version, its shape not yet checked. */
export type OldDocument = Readonly<Record<string, unknown>>;

/** Steps by number: step n turns a document of version n into one of version n + 1. Each is pure. */
export type Migrations = ReadonlyMap<number, (document: OldDocument) => OldDocument>;

/** Empty, since version 1 is the first there is. */
const MIGRATIONS: Migrations = new Map();

/**
 * Lifts a document to `current`, one version at a time. Undefined if its version is no number, is newer,
 * or has no step that leads on.
 */
export function migrate(
  document: OldDocument,
  migrations: Migrations = MIGRATIONS,
  current: number = CURRENT_VERSION,
): OldDocument | undefined {
  let next = document;
  while (next['version'] !== current) {
    const version = next['version'];
    const step = typeof version === 'number' ? migrations.get(version) : undefined;
    if (!step) return undefined;
    next = { ...step(next), version: Number(version) + 1 };
  }
  return next;
}
