// Our components print what govuk-frontend's own templates print, for every example it publishes.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { JSDOM } from 'jsdom';
import { createTemplates, markup } from '../../server/web/templates.ts';

const components = path.resolve('node_modules/govuk-frontend/dist/govuk/components');
const render = createTemplates(path.resolve('views'));
const english: Record<string, string> = JSON.parse(
  readFileSync('server/i18n/en/components.json', 'utf8'),
);
const { document, Element, NodeFilter } = new JSDOM('').window;

interface Fixture {
  name: string;
  options: Record<string, unknown>;
  html: string;
}

/** Enough of `t` for texts without plurals. */
function t(key: string, values: Record<string, string | number> = {}): string {
  const text = english[key.replace('components.', '')];
  assert.ok(text !== undefined, `no English text ${key}`);
  return text.replace(/\{(\w+)\}/g, (_, name: string) => String(values[name]));
}

for (const name of readdirSync(components)) {
  const file = path.join(components, name, 'fixtures.json');
  if (!existsSync(file) || !existsSync(`views/components/${name}.ejs`)) continue;
  const { fixtures }: { fixtures: Fixture[] } = JSON.parse(readFileSync(file, 'utf8'));

  void describe(`the ${name} component`, () => {
    for (const fixture of fixtures) {
      void test(`prints the example "${fixture.name}"`, () => {
        const ours = render(`components/${name}`, allWithMarkup(fixture.options), {
          t,
          lang: 'en',
        });
        assert.equal(outline(ours.text), outline(fixture.html));
      });
    }
  });
}

/** The examples give markup as plain text under names such as `html` and `titleHtml`. */
function withMarkup(value: unknown, key = ''): unknown {
  if (typeof value === 'string') return /html$/i.test(key) || isSlot(key) ? markup(value) : value;
  if (Array.isArray(value)) return value.map((item) => withMarkup(item));
  if (value === null || typeof value !== 'object') return value;
  return allWithMarkup(value);
}

function allWithMarkup(values: object): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, inner]) => [name, withMarkup(inner, name)]),
  );
}

function isSlot(key: string): boolean {
  return ['start', 'end', 'navigationStart', 'navigationEnd'].includes(key);
}

/** One line for each element and text, with attributes in order and white space folded. */
function outline(html: string): string {
  const template = document.createElement('template');
  template.innerHTML = html;
  const lines: string[] = [];
  const walker = document.createTreeWalker(
    template.content,
    NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT,
  );
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const indent = '  '.repeat(depth(node, template.content));
    const text = fold(node.textContent ?? '');
    if (node instanceof Element) lines.push(`${indent}${describeElement(node)}`);
    else if (text) lines.push(`${indent}"${text}"`);
  }
  return lines.join('\n');
}

function describeElement(element: Element): string {
  const attributes = [...element.attributes]
    .map(({ name, value }) => ` ${name}="${fold(value)}"`)
    .toSorted();
  return `<${element.localName}${attributes.join('')}>`;
}

function depth(node: Node, top: Node): number {
  let count = 0;
  for (let at = node.parentNode; at && at !== top; at = at.parentNode) count += 1;
  return count;
}

function fold(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
