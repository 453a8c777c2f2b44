// What holds of every page: no axe findings, valid HTML, one heading, the right language, nothing cut off.
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const html = new HtmlValidate(new FileSystemConfigLoader());
const checked = new Set<string>();

/** Checks the page that is open; `served` is its HTML as the server sent it. The same page is checked once. */
export async function checkPage(page: Page, served: string): Promise<void> {
  const facts = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title,
    headings: [...document.querySelectorAll('h1')].map((h1) => h1.innerText.trim()),
    text: document.body.innerText,
  }));
  const address = new URL(page.url());
  const kind = address.pathname.replace(/\d+|TD[A-Z0-9-]+/g, '#');
  const key = [kind, facts.title, page.viewportSize()?.width].join(' ');
  if (checked.has(key)) return;
  checked.add(key);

  const where = `${address.pathname}${address.search}`;
  assert.equal(facts.lang, address.pathname.split('/')[1], `${where}: the page's language`);
  assert.equal(facts.headings.length, 1, `${where}: headings ${facts.headings.join(' | ')}`);
  assert.ok(
    facts.title.includes(facts.headings[0]!.replace(/\s+/g, ' ')),
    `${where}: the title "${facts.title}" lacks the heading "${facts.headings[0]}"`,
  );
  const hole = /\bundefined\b|\bNaN\b|\bnull\b|\[object |Invalid Date|\{\w+\}/.exec(facts.text);
  assert.equal(hole, null, `${where} shows "${hole?.[0]}"`);

  await findNothingWithAxe(page, where);
  await fitsNarrowScreens(page, where);
  const report = await html.validateString(served, path.resolve('page.html'));
  const wrong = report.results.flatMap(({ messages }) =>
    messages.map(
      ({ line, ruleId, message }) => `${ruleId}: ${message} (${servedLine(served, line)})`,
    ),
  );
  assert.deepEqual(wrong, [], `${where} is not valid HTML`);
  await takePicture(page, kind);
}

/** Only axe, for another theme or width of a page that `checkPage` has seen. */
export async function findNothingWithAxe(page: Page, where: string): Promise<void> {
  // All is one page on one origin, so axe needs no second page to put its results together.
  const { violations } = await new AxeBuilder({ page })
    .withTags(RULES)
    .setLegacyMode(true)
    .analyze();
  const found = violations.flatMap(({ id, help, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${help}: ${String(target)} ${failureSummary ?? ''}`,
    ),
  );
  assert.deepEqual(found, [], `axe on ${where}`);
}

/** WCAG 1.4.10: at 320 pixels nothing has to be scrolled sideways. */
export async function fitsNarrowScreens(page: Page, where: string): Promise<void> {
  const size = page.viewportSize()!;
  if (size.width !== 320) await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return null;
    const out = [...document.querySelectorAll('main *, header *, footer *')].filter(
      (element) => element.getBoundingClientRect().right > root.clientWidth + 1,
    );
    return out
      .slice(0, 3)
      .map((element) => `${element.tagName.toLowerCase()}.${element.className}`)
      .join(', ');
  });
  if (size.width !== 320) await page.setViewportSize(size);
  assert.equal(wide, null, `${where} is wider than 320 pixels`);
}

async function takePicture(page: Page, kind: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const heading = (await page.locator('h1').innerText()).slice(0, 40);
  const name = `${kind} ${heading}`.replace(/[^\p{L}\p{N}]+/gu, '-');
  const width = page.viewportSize()?.width ?? 0;
  await page.screenshot({ path: path.join(folder, `${name}-${width}.png`), fullPage: true });
}

function servedLine(served: string, line: number): string {
  return (served.split('\n')[line - 1] ?? '').trim().slice(0, 160);
}
