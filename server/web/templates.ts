// Compiles every EJS template once and renders pages without touching the disk again.
// Two rules follow from how it does so: templates read their values from `it`, and nothing is ever
// printed raw, because what `part` returns is marked as markup and everything else is escaped.
// (`part` stands for EJS's `include`, which looks for its file on the disk at every call.)
import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import ejs from 'ejs';

/** Markup that is safe to print as it stands: made by a template, or by `markup` from constant text. */
export class Markup {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
  toString(): string {
    return this.text;
  }
}

/** Marks constant text of this code base as markup. Never for anything that a person or a record supplied. */
export function markup(text: string): Markup {
  return new Markup(text);
}

/** Names every template may use without `it.`: set once per request by `web/pages.ts`. */
export const ALWAYS_THERE = [
  'part',
  't',
  'lang',
  'paths',
  'format',
  'nameOf',
  'asset',
  'reader',
  'csrf',
  'display',
] as const;

type Values = Record<string, unknown>;
type Part = (name: string, values?: Values) => Markup;
type Compiled = (values: Values) => string;

/** Renders a template by its path below the views folder, without extension: `catalogue/show`. */
export type Render = (name: string, values: Values, everywhere: Values) => Markup;

/**
 * Compiles the templates below `views`.
 * @param reload compile again when a file has changed (development only)
 */
export function createTemplates(views: string, { reload = false } = {}): Render {
  const compiled = new Map<string, { run: Compiled; changedAt: number }>();
  for (const name of listTemplates(views)) compiled.set(name, compile(views, name));

  function find(name: string): Compiled {
    const found = compiled.get(name);
    if (!reload && found) return found.run;
    if (found && statSync(fileOf(views, name)).mtimeMs === found.changedAt) return found.run;
    const fresh = compile(views, name);
    compiled.set(name, fresh);
    return fresh.run;
  }

  return function render(name, values, everywhere) {
    const part: Part = (inner, its) => new Markup(find(inner)({ ...everywhere, ...its, part }));
    return part(name, values);
  };
}

const SPECIAL = /[&<>"']/;
const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&#34;',
  "'": '&#39;',
};

/** Text for HTML: nothing for null and undefined, markup as it is, all else escaped. */
export function escape(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (value instanceof Markup) return value.text;
  const text = typeof value === 'string' ? value : `${value as number}`;
  return SPECIAL.test(text) ? text.replace(/[&<>"']/g, (letter) => ENTITIES[letter]!) : text;
}

function listTemplates(views: string): string[] {
  return readdirSync(views, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ejs'))
    .map((file) => file.slice(0, -'.ejs'.length).split(path.sep).join('/'));
}

function fileOf(views: string, name: string): string {
  return path.join(views, `${name}.ejs`);
}

function compile(views: string, name: string): { run: Compiled; changedAt: number } {
  const file = fileOf(views, name);
  const run = ejs.compile(readFileSync(file, 'utf8'), {
    escape,
    filename: name,
    _with: false,
    localsName: 'it',
    destructuredLocals: [...ALWAYS_THERE],
    compileDebug: false, // its error text would hold the template's source
    rmWhitespace: true,
  }) as Compiled;
  return { run, changedAt: statSync(file).mtimeMs };
}
