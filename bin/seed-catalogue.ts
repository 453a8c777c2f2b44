// Makes a catalogue large: products of every kind in the demo, of many makers, with values and prices of their own,
// offered by some hundred suppliers. A few statements that count by themselves, on both databases.
import type { Knex } from 'knex';
import { inChunks, PRODUCTS_AT_ONCE, rebuildListing } from '../server/catalogue/listing.ts';
import { inTransaction, type Database } from '../server/database.ts';
import { continueIds } from '../db/seeds/demo-catalogue.ts';
import { widest, withoutTimeLimit } from './seed-requests.ts';
import { draws, invented, SENTENCES } from './seed-words.ts';

const NUMBERS = 'with recursive n(i) as (select 1 union all select i + 1 from n where i < ?)';
const DRAWS = 1000;
const MODELS = 600;
const MAKERS = 300;

/** Adds products until `count` are published, and suppliers until there are `suppliers`; lists what is new. */
export async function addProducts(
  db: Database,
  count: number,
  { on, suppliers = 307 }: { on: string; suppliers?: number },
): Promise<number> {
  const before = await widest(db.write, 'products');
  await inTransaction(db, async (trx) => {
    await withoutTimeLimit(trx);
    const [have] = await trx('products').where({ status: 'published' }).count({ all: '*' });
    const missing = count - Number(have!.all);
    if (missing < 1) return;
    await addSuppliers(trx, suppliers, on);
    await makeScratch(trx, missing, on);
    await copyProducts(trx);
    await copyVariants(trx);
    await copyValues(trx);
    await makeOffers(trx, on);
    for (const table of SCRATCH) await trx.raw('drop table ??', [table]);
    for (const table of ['products', 'variants']) await continueIds(trx, table);
  });
  const rows: { id: number }[] = await db.write('products').where('id', '>', before).select('id');
  const ids = rows.map(({ id }) => id);
  for (const productIds of inChunks(ids, PRODUCTS_AT_ONCE)) {
    await inTransaction(db, (trx) => rebuildListing(trx, { on, productIds }));
  }
  return ids.length;
}

const SCRATCH = [
  'seed_templates',
  'seed_products',
  'seed_variants',
  'seed_sentences',
  'seed_draws',
  'seed_names',
  'seed_days',
  'seed_suppliers',
  'seed_options',
  'seed_option_counts',
];

async function addSuppliers(trx: Knex.Transaction, count: number, on: string): Promise<void> {
  const [have] = await trx('suppliers').count({ all: '*' });
  const regions: { code: string }[] = await trx('regions').orderBy('code').select('code');
  for (let number = Number(have!.all) + 1; number <= count; number++) {
    const { cyrillic, latin } = invented(number * 11);
    const [row]: { id: number }[] = await trx('suppliers')
      .insert({
        bin: `9900${String(number).padStart(8, '0')}`, // no month is 00: nobody has it
        name_kk: `«${cyrillic}» ЖШС`,
        name_ru: `ТОО «${cyrillic}»`,
        name_en: `${latin} LLP`,
        address_kk: 'Сынақ көшесі, 1',
        address_ru: 'ул. Пробная, 1',
        address_en: '1 Trial Street',
        phone: '+7 700 000 00 00',
        email: `supplier-${number}@example.kz`,
        status: 'admitted',
        admitted_on: '2025-01-01' < on ? '2025-01-01' : on,
      })
      .returning('id');
    const served = number % 10 === 0 ? regions.length : 1 + (number % 6);
    await trx('supplier_regions').insert(
      Array.from({ length: served }, (_, at) => ({
        supplier_id: row!.id,
        region_code: regions[(number * 7 + at * 3) % regions.length]!.code,
      })),
    );
  }
}

// What the copies are told apart by, in tables of their own.
async function makeScratch(trx: Knex.Transaction, missing: number, on: string): Promise<void> {
  const table = (name: string, columns: string) =>
    trx.raw(`create temporary table ${name} (${columns})`);
  const fill = async (name: string, rows: object[]) => {
    for (const some of inChunks(rows, 200)) await trx(name).insert(some);
  };
  const templates: { id: number }[] = await trx('products')
    .where({ status: 'published' })
    .whereNot('slug', 'like', 'seed-%')
    .orderBy('id')
    .select('id');
  if (!templates.length) throw new Error('There is no product to make others like.');
  const each = Math.ceil(missing / templates.length) + 1;
  await table('seed_templates', 'id integer primary key, copies integer');
  // Some kinds of aids have many products, some few.
  await fill(
    'seed_templates',
    templates.map(({ id }, at) => ({ id, copies: Math.ceil((each * (2 + ((at * 3) % 7))) / 4) })),
  );
  await table('seed_products', 'id integer primary key, template integer, no integer');
  await trx.raw(
    `insert into seed_products (id, template, no) ${NUMBERS},
       numbered as (
         select t.id as template, row_number() over (order by n.i, t.id) as no
         from n join seed_templates t on n.i <= t.copies)
     select ? + no, template, no from numbered where no <= ?`,
    [each * 2, await widest(trx, 'products'), missing],
  );
  await trx.raw('create index seed_products_template on seed_products (template)');
  await table(
    'seed_variants',
    'id integer primary key, product_id integer, template integer, no integer',
  );
  await trx.raw(
    `insert into seed_variants (id, product_id, template, no)
     select ? + row_number() over (order by s.no, v.position, v.id), s.id, v.id, s.no
     from seed_products s join variants v on v.product_id = s.template where v.active`,
    [await widest(trx, 'variants')],
  );
  await trx.raw('create index seed_variants_template on seed_variants (template)');

  await table('seed_sentences', 'id integer primary key, kk text, ru text, en text');
  await fill(
    'seed_sentences',
    SENTENCES.map((sentence, id) => ({ id, ...sentence })),
  );
  await table('seed_draws', 'at integer primary key, sentence integer');
  await fill(
    'seed_draws',
    draws(DRAWS).map((sentence, at) => ({ at, sentence })),
  );
  await table('seed_names', 'at integer primary key, cyrillic text, latin text');
  await fill(
    'seed_names',
    Array.from({ length: MODELS }, (_, at) => ({ at, ...invented(at * 7) })),
  );
  await table('seed_days', 'at integer primary key, day text');
  const today = Date.parse(on);
  await fill(
    'seed_days',
    Array.from({ length: 400 }, (_, at) => ({
      at,
      day: new Date(today - at * 86_400_000).toISOString().slice(0, 10),
    })),
  );
  await table('seed_suppliers', 'at integer primary key, id integer');
  const suppliers: { id: number }[] = await trx('suppliers')
    .where({ status: 'admitted' })
    .orderBy('id')
    .select('id');
  await fill(
    'seed_suppliers',
    suppliers.map(({ id }, at) => ({ at, id })),
  );
  await table('seed_options', 'definition_id integer, at integer, option_id integer');
  await trx.raw(
    `insert into seed_options select definition_id,
       row_number() over (partition by definition_id order by position, id) - 1, id from attribute_options`,
  );
  await table('seed_option_counts', 'definition_id integer primary key, options integer');
  await trx.raw(
    `insert into seed_option_counts select definition_id, count(*) from seed_options group by definition_id`,
  );
}

async function copyProducts(trx: Knex.Transaction): Promise<void> {
  const langs = ['kk', 'ru', 'en'] as const;
  const number = '(s.no * 37 % 900 + 100)';
  await copy(
    trx,
    'products',
    {
      id: 's.id',
      slug: `'seed-' || s.id`,
      creation_key: 'null',
      maker: 'maker.latin',
      name_kk: `c.name_kk || ' «' || model.cyrillic || ' ' || ${number} || '»'`,
      name_ru: `c.name_ru || ' «' || model.cyrillic || ' ' || ${number} || '»'`,
      name_en: `c.name_en || ' ' || model.latin || ' ' || ${number}`,
      ...Object.fromEntries(
        langs.map((lang) => [`summary_${lang}`, `t.summary_${lang} || ' ' || often.${lang}`]),
      ),
      ...Object.fromEntries(
        langs.map((lang) => [`description_${lang}`, `often.${lang} || ' ' || seldom.${lang}`]),
      ),
      published_on: 'days.day',
    },
    `seed_products s
       join products t on t.id = s.template
       join aid_classes c on c.code = t.aid_class_code
       join seed_names maker on maker.at = s.no * 7 % ${MAKERS}
       join seed_names model on model.at = s.no * 13 % ${MODELS}
       join seed_draws d on d.at = s.no * 7919 % ${DRAWS}
       join seed_sentences often on often.id = d.sentence
       join seed_sentences seldom on seldom.id = 2 + s.no * 31 % ${SENTENCES.length - 2}
       join seed_days days on days.at = s.no * 17 % 400`,
  );
}

async function copyVariants(trx: Knex.Transaction): Promise<void> {
  await copy(
    trx,
    'variants',
    { id: 's.id', product_id: 's.product_id', article: `'SD-' || s.id` },
    'seed_variants s join variants t on t.id = s.template',
  );
}

// Numbers a few steps up or down, other options, another yes or no.
async function copyValues(trx: Knex.Transaction): Promise<void> {
  const moved = `t.thousandths + coalesce(d.step, 1000) * ((s.no * 13 + s.id * 3 + d.id) % 9 - 4)`;
  await copy(
    trx,
    'attribute_values',
    {
      variant_id: 's.id',
      thousandths: `case when ${moved} > 0 then ${moved} else t.thousandths end`,
      option_id:
        'case when t.option_id is null then null else coalesce(o.option_id, t.option_id) end',
      yes: 'case when t.yes is null then null else (s.no * 7 + d.id) % 3 > 0 end',
    },
    `seed_variants s
       join attribute_values t on t.variant_id = s.template
       join attribute_definitions d on d.id = t.definition_id
       left join seed_option_counts k on k.definition_id = d.id
       left join seed_options o
         on o.definition_id = d.id and o.at = (s.no * 17 + s.id * 5) % k.options`,
    ['id'],
  );
}

// None to three offers a variant, each by another supplier, in all regions that the supplier serves.
async function makeOffers(trx: Knex.Transaction, on: string): Promise<void> {
  const before = await widest(trx, 'offers');
  const [suppliers] = await trx('seed_suppliers').count({ all: '*' });
  const price = `coalesce((select min(o.price_tiyn) from offers o where o.variant_id = s.template), 5000000)`;
  await trx.raw(
    `insert into offers
       (variant_id, supplier_id, price_tiyn, delivery_days, available, status, valid_from, updated_at)
     ${NUMBERS}
     select s.id, p.id, ${price} / 10000 * (70 + (s.no * 29 + n.i * 17) % 70) * 100 + 10000,
       3 + (s.no * 3 + n.i * 5 + s.id) % 40, (s.id + n.i) % 25 > 0, 'published', ?, ?
     from seed_variants s
       join n on n.i <= (s.no + s.id) % 4
       join seed_suppliers p on p.at = (s.no * 31 + s.id * 7 + n.i * 101) % ?`,
    [3, '2026-01-01' < on ? '2026-01-01' : on, `${on}T00:00:00.000Z`, Number(suppliers!.all)],
  );
  await trx.raw(
    `insert into offer_regions (offer_id, region_code)
     select o.id, r.region_code from offers o
       join supplier_regions r on r.supplier_id = o.supplier_id where o.id > ?`,
    [before],
  );
}

// `insert into t select …` of all columns of `t`, some of them changed.
async function copy(
  trx: Knex.Transaction,
  table: string,
  changed: Record<string, string>,
  from: string,
  without: readonly string[] = [],
): Promise<void> {
  const all = Object.keys(await trx(table).columnInfo());
  const columns = all.filter((column) => !without.includes(column));
  const values = columns.map((column) => changed[column] ?? `t.${column}`);
  await trx.raw(
    `insert into ?? (${columns.map(() => '??').join(', ')}) select ${values.join(', ')} from ${from}`,
    [table, ...columns],
  );
}
