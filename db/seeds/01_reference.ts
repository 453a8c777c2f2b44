// Reference data with its sources: safe anywhere, at every start. Each state of the files is read in once; what is
// there already stays as it is, and what administrators removed since stays removed.
import { inTransaction, type Database } from '../../server/database.ts';
import type { Names } from '../../server/i18n/languages.ts';
import { digestOf, insertMissing, readCsv, readJson } from './files.ts';
import { AFTER_ARRIVAL_FILE, seedAfterArrival } from './reference-after-arrival.ts';
import { GUIDE_FILES, seedGuideRules } from './guide-rules.ts';
import { MADE_TO_ORDER_FILE, seedMadeToOrder } from './reference-made-to-order.ts';
import { seedMessageTemplates } from './message-templates.ts';
import { seedSynonyms, SYNONYMS_FILE } from './reference-synonyms.ts';
import { seedWords, wordsFiles } from './reference-words.ts';

/** Three columns of one text. */
export function columns(name: string, texts: Names | null): Record<string, string | null> {
  return {
    [`${name}_kk`]: texts?.kk ?? null,
    [`${name}_ru`]: texts?.ru ?? null,
    [`${name}_en`]: texts?.en ?? null,
  };
}

const REFERENCE_FILES = [
  'reference/regions.csv',
  'reference/public-holidays.csv',
  'reference/aid-classes.csv',
  'reference/aid-class-texts.json',
  'reference/attributes.json',
  'reference/terms.json',
  'reference/reasons.json',
  'reference/reason-versions.json',
  'reference/priority-products.csv',
];

export async function seedReference(db: Database): Promise<void> {
  await seedMessageTemplates(db);
  const digest = digestOf([
    ...REFERENCE_FILES,
    ...GUIDE_FILES,
    SYNONYMS_FILE,
    MADE_TO_ORDER_FILE,
    AFTER_ARRIVAL_FILE,
    ...wordsFiles(),
  ]);
  const loaded: unknown = await db.read('reference_loads').where({ digest }).first('digest');
  if (loaded) return;
  await inTransaction(db, async (trx) => {
    await insertMissing(trx, 'reference_loads', [{ digest, loaded_at: new Date().toISOString() }]);
    await insertMissing(trx, 'regions', readCsv('reference/regions.csv'));
    await insertMissing(trx, 'public_holidays', holidays());
    await insertMissing(trx, 'aid_classes', aidClasses());
    await insertMissing(trx, 'priority_products', priorityProducts().products);
    await insertMissing(trx, 'priority_product_classes', priorityProducts().classes);
    await seedWords(trx, new Date().toISOString());
    await seedGuideRules(trx);
    await seedSynonyms(trx, new Date().toISOString());
    await seedAfterArrival(trx);
    await seedMadeToOrder(trx);
    await insertMissing(trx, 'terms', readJson<TermRow[]>('reference/terms.json').map(termRow));
    await insertMissing(
      trx,
      'reasons',
      readJson<ReasonRow[]>('reference/reasons.json').map(reasonRow),
    );
    await insertMissing(
      trx,
      'reason_versions',
      readJson<ReasonVersionRow[]>('reference/reason-versions.json').map(reasonVersionRow),
    );

    const attributes = readJson<AttributeRow[]>('reference/attributes.json');
    await insertMissing(trx, 'attribute_definitions', attributes.map(definitionRow));
    const ids = new Map(
      (await trx('attribute_definitions').select('id', 'aid_class_code', 'key')).map(
        (row: { id: number; aid_class_code: string; key: string }) => [
          `${row.aid_class_code}.${row.key}`,
          row.id,
        ],
      ),
    );
    const options = attributes.flatMap(({ aidClass, key, options = [] }) =>
      options.map((option, position) => ({
        definition_id: ids.get(`${aidClass}.${key}`)!,
        key: option.key,
        position,
        ...columns('name', option.name),
      })),
    );
    await insertMissing(trx, 'attribute_options', options);
  });
}

function holidays() {
  return readCsv('reference/public-holidays.csv').map(({ date, source_url, ...rest }) => ({
    on: date!,
    source: source_url ?? '',
    ...rest,
  }));
}

function aidClasses() {
  const texts = readJson<Record<string, { summary: Names; alt: Names }>>(
    'reference/aid-class-texts.json',
  );
  return readCsv('reference/aid-classes.csv').map((row, position) => ({
    code: row.code!,
    parent_code: row.parent!,
    level: Number(row.level),
    position,
    name_kk: row.name_kk!,
    name_ru: row.name_ru!,
    name_en: row.name_en!,
    ...columns('summary', texts[row.code!]!.summary),
    ...columns('illustration_alt', texts[row.code!]!.alt),
    provision_route: row.provision_route!,
    name_source: row.name_source!,
    name_source_detail: row.name_source_detail!,
    status: row.status!,
    annual_norm: row.annual_norm === null ? null : Number(row.annual_norm),
    annual_norm_unit: row.annual_norm_unit!,
    iso9999_code: row.iso9999_code!,
    iso9999_title: row.iso9999_title_en!,
    iso9999_confidence: row.iso_confidence!,
    source_url: row.source_url!,
    note: row.note!,
  }));
}

function priorityProducts() {
  const rows = readCsv('reference/priority-products.csv');
  return {
    products: rows.map((row) => ({
      no: Number(row.no),
      domain: row.domain!,
      name_kk: row.name_kk!,
      name_ru: row.name_ru!,
      name_en: row.name_en!,
      iso9999_code: row.iso9999_code!,
      source_url: row.source_url!,
    })),
    classes: rows.flatMap(({ no, aid_classes: codes }) =>
      (codes ?? '')
        .split(';')
        .flatMap((code) => (code ? [{ no: Number(no), aid_class_code: code }] : [])),
    ),
  };
}

interface TermRow {
  key: string;
  /** Left out: for all classes. */
  aidClass?: string;
  value: number;
  unit: string;
  validFrom: string;
  source: string;
  status: string;
}

function termRow({ validFrom, aidClass, ...term }: TermRow) {
  return { ...term, aid_class_code: aidClass ?? null, valid_from: validFrom };
}

interface ReasonRow {
  code: string;
  kind: string;
  name: Names;
  explanation: Names | null;
  source: string;
}

function reasonRow({ name, explanation, ...reason }: ReasonRow, position: number) {
  return { ...reason, position, ...columns('name', name), ...columns('explanation', explanation) };
}

interface ReasonVersionRow {
  code: string;
  kind: string;
  name: Names;
  explanation: Names;
  rule: Names | null;
  source: Names;
  sourceUrl: string | null;
  remedy: Names | null;
  objection: Names | null;
  validFrom: string;
  status: string;
}

function reasonVersionRow(reason: ReasonVersionRow, position: number) {
  return {
    code: reason.code,
    kind: reason.kind,
    position,
    ...columns('name', reason.name),
    ...columns('explanation', reason.explanation),
    ...columns('rule', reason.rule),
    ...columns('source', reason.source),
    source_url: reason.sourceUrl,
    ...columns('remedy', reason.remedy),
    ...columns('objection', reason.objection),
    valid_from: reason.validFrom,
    status: reason.status,
  };
}

interface AttributeRow {
  aidClass: string;
  key: string;
  kind: string;
  unit: string | null;
  section: string;
  step: number | null;
  required: boolean;
  filterable: boolean;
  name: Names;
  help: Names | null;
  options?: { key: string; name: Names }[];
}

function definitionRow(attribute: AttributeRow, position: number) {
  const { aidClass, key, kind, unit, section, step, required, filterable, name, help } = attribute;
  return {
    key,
    kind,
    unit,
    section,
    step: step === null ? null : step * 1000,
    required,
    filterable,
    aid_class_code: aidClass,
    position,
    ...columns('name', name),
    ...columns('help', help),
  };
}
