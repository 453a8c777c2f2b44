// What holds of every page: no axe findings, valid HTML, one heading, the right language, nothing cut off.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { FileSystemConfigLoader, HtmlValidate } from 'html-validate';
import type { Page } from 'playwright-core';

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
const html = new HtmlValidate(new FileSystemConfigLoader());
const checked = new Set<string>();

/**
 * Gives what is wrong with the page that is open; `served` is its HTML as the server sent it. A page of the
 * same kind, title and width is checked once in a run.
 */
export async function checkPage(page: Page, served: string): Promise<string[]> {
  const facts = await page.evaluate(() => ({
    lang: document.documentElement.lang,
    title: document.title,
    headings: [...document.querySelectorAll('h1')].map((h1) => h1.innerText),
    text: document.body.innerText,
  }));
  const { pathname, search } = new URL(page.url());
  const kind = pathname.replace(/[0-9A-Z]{4}-[0-9A-Z]{4}|\d+/g, '#');
  const title = facts.title.replace(/[0-9A-Z]{4}-[0-9A-Z]{4}/g, '#');
  const key = [kind, title, page.viewportSize()?.width].join(' ');
  if (checked.has(key)) return [];
  checked.add(key);

  const wrong = [
    ...wordsOf(facts, pathname.split('/')[1]!),
    ...(await findWithAxe(page)),
    ...(await whatIsCutOff(page)),
    ...(await whatIsInvalid(served)),
  ];
  await takePicture(page, kind);
  return wrong.map((one) => `${pathname}${search}: ${one}`);
}

function wordsOf(
  {
    lang,
    title,
    headings,
    text,
  }: { lang: string; title: string; headings: string[]; text: string },
  expected: string,
): string[] {
  const wrong: string[] = [];
  if (lang !== expected) wrong.push(`its language is ${lang}`);
  if (headings.length !== 1) wrong.push(`has ${headings.length} headings of the first level`);
  // The tab's title is the heading, between "Error: " and the portal's name; a status may follow in the heading.
  const heading = (headings[0] ?? '').replace(/\s+/g, ' ').trim();
  const own = title.replace(/ – [^–]*$/, '').replace(/^[^:]+: (?=.)/, '');
  if (!heading.startsWith(own) && !title.includes(heading)) {
    wrong.push(`the title "${title}" is not the heading "${heading}"`);
  }
  const hole = /\bundefined\b|\bNaN\b|\bnull\b|\[object |Invalid Date|\{\w+\}/.exec(text);
  if (hole) wrong.push(`shows "${hole[0]}"`);
  return wrong;
}

/** What axe finds on the page as it looks now. `only` narrows it to some of its rules. */
export async function findWithAxe(page: Page, only?: string[]): Promise<string[]> {
  // All is one page on one origin, so axe needs no second page to put its results together.
  const axe = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (only ? axe.withRules(only) : axe.withTags(RULES)).analyze();
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, failureSummary = '' }) =>
      [`axe ${id}: ${help}: ${String(target)}`, ...failureSummary.split('\n').slice(1)].join(' '),
    ),
  );
}

/** WCAG 1.4.10: at 320 pixels nothing has to be scrolled sideways. Gives what sticks out. */
export async function whatIsCutOff(page: Page): Promise<string[]> {
  const size = page.viewportSize()!;
  if (size.width !== 320) await page.setViewportSize({ width: 320, height: 640 });
  const wide = await page.evaluate(() => {
    const root = document.documentElement;
    if (root.scrollWidth <= root.clientWidth) return [];
    return [...document.querySelectorAll('main *, header *, footer *')]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1)
      .slice(0, 3)
      .map((element) => `${element.tagName.toLowerCase()}.${element.getAttribute('class')}`);
  });
  if (size.width !== 320) await page.setViewportSize(size);
  return wide.length ? [`is wider than 320 pixels: ${wide.join(', ')}`] : [];
}

async function whatIsInvalid(served: string): Promise<string[]> {
  const { results } = await html.validateString(served, path.resolve('page.html'));
  const lines = served.split('\n');
  return results.flatMap(({ messages }) =>
    messages.map(
      ({ line, ruleId, message }) =>
        `HTML ${ruleId}: ${message} (${(lines[line - 1] ?? '').trim().slice(0, 160)})`,
    ),
  );
}

async function takePicture(page: Page, kind: string): Promise<void> {
  const folder = process.env.SCREENSHOTS;
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  const heading = (await page.locator('h1').first().innerText()).slice(0, 40);
  const name = `${kind} ${heading}`.replace(/[^\p{L}\p{N}]+/gu, '-');
  const width = page.viewportSize()?.width ?? 0;
  await page.screenshot({ path: path.join(folder, `${name}-${width}.png`), fullPage: true });
}
