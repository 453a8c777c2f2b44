// Differences in plain words, as pages show them: under the product, each variant and each picture.
import type { ClassTree } from '../catalogue/class-tree.ts';
import type { Lang } from '../i18n/languages.ts';
import type { Visit } from '../web/visit.ts';
import type { ProductContent } from './content.ts';
import { countryName } from './countries.ts';
import type { Difference, Fact } from './differences.ts';
import { wordDifferences, type Piece } from './word-differences.ts';

export interface DifferenceRow {
  label: string;
  /** The language in which both texts are. */
  lang?: Lang;
  /** Null: was not there, or is there no more. */
  before: Piece[] | null;
  after: Piece[] | null;
}

export interface DifferenceGroup {
  title: string;
  /** What happened to it as a whole. */
  mark: 'added' | 'removed' | null;
  /** The file of a picture, to be shown. */
  file?: string;
  rows: DifferenceRow[];
}

/** Groups differences and puts them into words. */
export function differenceGroups(
  all: readonly Difference[],
  before: ProductContent | null,
  after: ProductContent,
  { visit, classes }: { visit: Visit; classes: ClassTree },
): DifferenceGroup[] {
  const groups = new Map<string, DifferenceGroup>();
  for (const one of all) {
    const name = 'article' in one.of ? one.of.article : 'file' in one.of ? one.of.file : '';
    const group = groups.get(name) ?? groupOf(one, before, after, visit);
    groups.set(name, group);
    group.rows.push(rowOf(one, visit, classes));
  }
  return [...groups.values()].map((group) =>
    group.mark === 'removed' ? { ...group, rows: [] } : group,
  );
}

function groupOf(
  { of }: Difference,
  before: ProductContent | null,
  after: ProductContent,
  { t }: Visit,
): DifferenceGroup {
  if (of.kind === 'product') return { title: t('publishing.theProduct'), mark: null, rows: [] };
  const has = (content: ProductContent | null) =>
    of.kind === 'variant'
      ? content?.variants.some(({ article }) => article === of.article)
      : content?.pictures.some(({ file }) => file === of.file);
  const mark = !has(before) ? 'added' : has(after) ? null : 'removed';
  return of.kind === 'variant'
    ? { title: t('administration.variants.edit', { article: of.article }), mark, rows: [] }
    : { title: t('administration.field.picture'), mark, file: of.file, rows: [] };
}

function rowOf(one: Difference, visit: Visit, classes: ClassTree): DifferenceRow {
  const text = (value: Fact['value'] | null) =>
    value === null || value === '' ? null : factText({ ...one, value }, visit, classes);
  const [before, after] = [text(one.before), text(one.after)];
  const pieces =
    one.lang && before && after
      ? wordDifferences(before, after)
      : { before: whole(before), after: whole(after) };
  return { label: labelOf(one, visit), ...(one.lang && { lang: one.lang }), ...pieces };
}

function whole(text: string | null): Piece[] | null {
  return text === null ? null : [{ text, same: true }];
}

function labelOf({ what, key, definition, lang }: Difference, visit: Visit): string {
  const { t } = visit;
  const own = key ? (definition?.names[visit.lang] ?? key) : t(`publishing.fact.${what}`);
  return lang ? `${own} (${t(`administration.in.${lang}`)})` : own;
}

/** A fact's value in the reader's words. */
export function factText(
  { what, value, definition }: Pick<Fact, 'what' | 'value' | 'definition'>,
  { t, lang, format }: Visit,
  classes: ClassTree,
): string {
  if (typeof value === 'boolean') return t(`administration.${value ? 'yes' : 'no'}`);
  if (typeof value === 'number') {
    if (what !== 'value') return format.number(value);
    const unit = definition?.unit ? ` ${unitText(definition.unit, t)}` : '';
    return `${format.number(value / 1000)}${unit}`;
  }
  if (what === 'aid_class_code') return classes.find(value)?.names[lang] ?? value;
  if (what === 'origin') return countryName(value, lang);
  if (what === 'certificate_valid_until') return format.date(value);
  if (definition?.kind === 'choice') {
    const option = [...definition.optionKeys].find(([, key]) => key === value);
    return (option && definition.options.get(option[0])?.[lang]) ?? value;
  }
  return value;
}

/** A unit of measure as people write it. */
export function unitText(unit: string, t: Visit['t']): string {
  const key = `catalogue.unit.${unit.replace('/', '_')}`;
  return t.has(key) ? t(key) : unit;
}
