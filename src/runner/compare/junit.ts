import type { Comparison } from './compareFolders.ts';

/** A JUnit report: one test case a file. */
export function junitOf(
  suite: string,
  comparisons: readonly Comparison[],
  seconds: number,
): string {
  const failures = comparisons.filter(({ difference }) => difference !== undefined).length;
  const cases = comparisons.map(({ name, difference }) => {
    const head = `    <testcase classname="${escaped(suite)}" name="${escaped(name)}"`;
    if (difference === undefined) return `${head}/>`;
    return `${head}>\n      <failure message="${escaped(difference)}"/>\n    </testcase>`;
  });
  const counts = `tests="${comparisons.length}" failures="${failures}" time="${seconds.toFixed(3)}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escaped(suite)}" ${counts}>`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
};

/** Text as an attribute; control characters, which XML 1.0 has no place for, become spaces. */
function escaped(text: string): string {
  // oxlint-disable-next-line no-control-regex
  return text.replace(/[&<>"]/g, (one) => ENTITIES[one]!).replace(/[\u0000-\u001f]/g, ' ');
}
