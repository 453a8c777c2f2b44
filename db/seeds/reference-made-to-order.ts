// Which aids are made for one person, and what their makers ask: read in with the other reference data.
import type { Knex } from 'knex';
import type { Names } from '../../server/i18n/languages.ts';
import { insertMissing, readJson } from './files.ts';

export const MADE_TO_ORDER_FILE = 'reference/made-to-order.json';

interface File {
  classes: { code: string; source: string }[];
  particulars: Particular[];
}

interface Particular {
  aidClass: string;
  key: string;
  kind: string;
  unit: string | null;
  least: number | null;
  most: number | null;
  required: boolean;
  name: Names;
  help: Names | null;
  section: Names | null;
  source: string;
  options?: { key: string; name: Names }[];
}

/** Adds the classes and questions that are not there. */
export async function seedMadeToOrder(trx: Knex.Transaction): Promise<void> {
  const { classes, particulars } = readJson<File>(MADE_TO_ORDER_FILE);
  await insertMissing(
    trx,
    'made_to_order_classes',
    classes.map(({ code, source }) => ({ aid_class_code: code, source })),
  );
  await insertMissing(trx, 'particulars', particulars.map(rowOf));
  const known: { id: number; aid_class_code: string; key: string }[] = await trx(
    'particulars',
  ).select('id', 'aid_class_code', 'key');
  const ids = new Map(known.map(({ id, aid_class_code: code, key }) => [`${code}.${key}`, id]));
  const options = particulars.flatMap(({ aidClass, key, options = [] }) =>
    options.map((option, position) => ({
      particular_id: ids.get(`${aidClass}.${key}`)!,
      key: option.key,
      position,
      ...inThree('name', option.name),
    })),
  );
  await insertMissing(trx, 'particular_options', options);
}

function rowOf(one: Particular, position: number) {
  return {
    aid_class_code: one.aidClass,
    key: one.key,
    kind: one.kind,
    unit: one.unit,
    least_thousandths: one.least === null ? null : one.least * 1000,
    most_thousandths: one.most === null ? null : one.most * 1000,
    required: one.required,
    source: one.source,
    position,
    ...inThree('name', one.name),
    ...inThree('help', one.help),
    ...inThree('section', one.section),
  };
}

function inThree(name: string, texts: Names | null): Record<string, string | null> {
  return Object.fromEntries(
    (['kk', 'ru', 'en'] as const).map((lang) => [`${name}_${lang}`, texts?.[lang] ?? null]),
  );
}
