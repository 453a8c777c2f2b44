// Real queries, as people type them: what they look for must be on the first screen.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse } from 'csv-parse/sync';
import { readFileSync } from 'node:fs';
import { startPortal } from '../support/portal.ts';

interface Query {
  query: string;
  lang: string;
  /** The class that the first 24 cards must show, itself or one below it. */
  class: string;
  kind: string;
}

const LEAST = 95;

void test('at least 95 of 100 real queries show what was meant on the first screen', async (t) => {
  const portal = await startPortal();
  const queries: Query[] = parse(readFileSync('test/search/queries.csv'), { columns: true });
  assert.ok(queries.length >= 150);
  const rows: { slug: string; aid_class_code: string }[] = await portal.db
    .read('products')
    .select('slug', 'aid_class_code');
  const classOf = new Map(rows.map((row) => [row.slug, row.aid_class_code]));
  const missed: Query[] = [];
  for (const one of queries) {
    const address = `/${one.lang}/aids?${new URLSearchParams({ q: one.query })}`;
    const { text, status } = await portal.stranger().get(address);
    assert.equal(status, 200, address);
    const slugs = [...text.matchAll(/td-card__link" href="\/\w\w\/aids\/([\w-]+)/g)];
    assert.ok(slugs.length <= 24);
    const shown = slugs.map(([, slug]) => classOf.get(slug!)!);
    const isMet = shown.some((code) => code === one.class || code.startsWith(`${one.class}-`));
    if (!isMet) missed.push(one);
  }
  for (const kind of new Set(queries.map((one) => one.kind))) {
    const all = queries.filter((one) => one.kind === kind).length;
    const met = all - missed.filter((one) => one.kind === kind).length;
    t.diagnostic(`${kind}: ${met} of ${all}`);
  }
  const met = ((queries.length - missed.length) / queries.length) * 100;
  t.diagnostic(`${queries.length} queries, ${met.toFixed(1)} % met`);
  for (const { query, class: code } of missed) t.diagnostic(`missed: ${query} (${code})`);
  assert.ok(met >= LEAST, `${met.toFixed(1)} % met`);
});
