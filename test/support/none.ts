import assert from 'node:assert/strict';

/** Fails with the whole list of what breaks the rule, one a line. The test's name says the rule. */
export function none(found: readonly (string | object)[], what = 'these break the rule'): void {
  const lines = found.map((one) => (typeof one === 'string' ? one : JSON.stringify(one)));
  if (lines.length) assert.fail(`${what}:\n  ${lines.join('\n  ')}`);
}
