/** Optional dependencies of locked packages for which the lock has no entry of the wanted version. */
export function missingOptional(lock) {
  return Object.entries(lock.packages).flatMap(([path, owner]) =>
    Object.entries(owner.optionalDependencies ?? {})
      .filter(([name, version]) => !fits(resolved(lock, path, name), version))
      .map(([name, version]) => ({ path: `${path}/node_modules/${name}`, name, version, owner })),
  );
}

/** `os`, `cpu` and `libc` as such a package declares them, by its name: `@a/binding-linux-x64-musl`. */
export function platformOf(name) {
  const match = /(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-([a-z]+))?$/.exec(
    name,
  );
  if (!match) throw new Error(`The name '${name}' does not say which platform it is for.`);
  const [, os, cpu, abi] = match;
  const libc = abi === 'musl' ? ['musl'] : abi === 'gnu' ? ['glibc'] : undefined;
  return { os: [os], cpu: [cpu], ...(os === 'linux' && libc && { libc }) };
}

/** Platform packages are wanted in one exact version; any entry will do where a range is. */
function fits(entry, version) {
  return entry !== undefined && (entry.version === version || !/^\d/.test(version));
}

/** The entry that Node would find from a package: its own `node_modules`, then those above. */
function resolved(lock, from, name) {
  const above = from.lastIndexOf('/node_modules/');
  const entry = lock.packages[`${from}/node_modules/${name}`];
  if (entry) return entry;
  return above === -1
    ? lock.packages[`node_modules/${name}`]
    : resolved(lock, from.slice(0, above), name);
}
