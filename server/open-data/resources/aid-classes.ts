import { CODE, inEachLanguage, type Ground, type Resource } from './resource.ts';
import type { Shape } from '../shapes.ts';

/** Aid classes of all levels, by their codes. */
export const classes: Resource<'AidClass'> = {
  name: 'classes',
  shape: 'AidClass',
  summary: 'Aid classes: families, classes and kinds',
  id: CODE,
  idOf: ({ code }) => code,
  filters: {},
  list: async (ground, { after, limit }) =>
    (await allClasses(ground)).filter(({ code }) => after === null || code > after).slice(0, limit),
  find: async (ground, code) => (await allClasses(ground)).find((one) => one.code === code) ?? null,
};

async function allClasses({ db, snapshot, publicUrl }: Ground): Promise<Shape<'AidClass'>[]> {
  const rows: { code: string; iso9999_code: string | null }[] = await db('aid_classes').select(
    'code',
    'iso9999_code',
  );
  const iso = new Map(rows.map((row) => [row.code, row.iso9999_code]));
  return snapshot.classes.all
    .filter(({ active }) => active)
    .map((one) => ({
      code: one.code,
      parent: one.parent,
      level: one.level,
      names: one.names,
      summaries: one.summaries,
      provisionRoute: one.route as Shape<'AidClass'>['provisionRoute'],
      iso9999: iso.get(one.code) ?? null,
      priorityProducts: snapshot.priority
        .filter((product) => product.classes.includes(one.code))
        .map(({ no }) => no),
      url: inEachLanguage(publicUrl, (own) => own.aids({ class: one.code })),
    }))
    .toSorted((a, b) => (a.code < b.code ? -1 : 1));
}
