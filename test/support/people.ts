// People, firms and offers for tests of acts, inserted as rows. Names and numbers are invented.
import { randomBytes } from 'node:crypto';
import type { Reader, Role } from '../../server/accounts/reader.ts';
import type { Database } from '../../server/database.ts';

const LONG_AGO = '2025-01-05T05:00:00.000Z';
/** Astana. */
export const REGION = '710000000';

let serial = 0;

/** An account with roles, as the portal would read it. */
export async function makeAccount(
  db: Database,
  givenName: string,
  roles: Role[],
  {
    officeId = null,
    supplierId = null,
    email = null,
    language = 'kk',
  }: Partial<Pick<Reader, 'officeId' | 'supplierId' | 'language'>> & { email?: string | null } = {},
): Promise<Reader> {
  const [account]: { id: number }[] = await db
    .write('accounts')
    .insert({
      iin_encrypted: 'k1.x.x.x',
      iin_lookup: unique('account'),
      iin_last4: '0000',
      family_name: 'Сынақова',
      given_name: givenName,
      email,
      language,
      status: 'active',
      created_at: LONG_AGO,
      search_text: givenName,
    })
    .returning('id');
  const accountId = account!.id;
  await db.write('account_roles').insert(
    roles.map((role) => ({
      account_id: accountId,
      role,
      office_id: role.endsWith('caseworker') ? officeId : null,
      supplier_id: role === 'supplier' ? supplierId : null,
      granted_at: LONG_AGO,
    })),
  );
  const name = `${givenName} Сынақова`;
  return { accountId, name, language, roles: new Set(roles), officeId, supplierId };
}

export async function makeOffice(db: Database, regionCode = REGION): Promise<number> {
  const name = unique('office');
  const [office]: { id: number }[] = await db
    .write('offices')
    .insert({
      region_code: regionCode,
      ...inThree('name', name),
      ...inThree('address', 'Достық, 1'),
      phone: '+7 700 000 00 01',
      email: 'office@example.kz',
    })
    .returning('id');
  return office!.id;
}

/** A person of an office, with an account of their own unless told otherwise. */
export async function makeApplicant(
  db: Database,
  {
    account,
    officeId,
    regionCode = REGION,
    channel = 'portal',
  }: {
    account: Reader | null;
    officeId: number;
    regionCode?: string;
    channel?: 'portal' | 'email';
  },
): Promise<number> {
  const [applicant]: { id: number }[] = await db
    .write('applicants')
    .insert({
      account_id: account?.accountId ?? null,
      iin_encrypted: 'k1.x.x.x',
      iin_lookup: unique('applicant'),
      iin_last4: '0000',
      family_name: 'Сынақова',
      given_name: 'Айгерім',
      born_on: '1985-04-12',
      sex: 'female',
      region_code: regionCode,
      office_id: officeId,
      settlement: 'Астана',
      urban: true,
      address: 'Сарыарқа, 5',
      phone: '+7 700 000 00 02',
      disability_group: 'first',
      preferred_channel: channel,
      preferred_language: 'kk',
    })
    .returning('id');
  return applicant!.id;
}

export async function makeRepresentation(
  db: Database,
  representation: {
    applicantId: number;
    account: Reader;
    scope: 'see' | 'act';
    from?: string;
    until?: string | null;
    verified?: boolean;
  },
): Promise<number> {
  const { applicantId, account, scope, from = '2025-01-05', until = null } = representation;
  const [row]: { id: number }[] = await db
    .write('representations')
    .insert({
      applicant_id: applicantId,
      account_id: account.accountId,
      kind: 'power_of_attorney',
      scope,
      proof: 'сенімхат',
      valid_from: from,
      valid_until: until,
      verified_at: representation.verified === false ? null : LONG_AGO,
    })
    .returning('id');
  return row!.id;
}

/** A programme with one line. */
export async function makeEntitlement(
  db: Database,
  line: {
    applicantId: number;
    aidClass?: string;
    quantity?: number;
    orderBy?: string;
    validUntil?: string | null;
  },
): Promise<number> {
  const [programme]: { id: number }[] = await db
    .write('programmes')
    .insert({
      applicant_id: line.applicantId,
      number: unique('IPAR'),
      issued_on: '2026-01-10',
      valid_until: line.validUntil ?? null,
      issued_by: 'МСЭ',
    })
    .returning('id');
  const [entitlement]: { id: number }[] = await db
    .write('entitlements')
    .insert({
      programme_id: programme!.id,
      applicant_id: line.applicantId,
      aid_class_code: line.aidClass ?? 'MM-01-01',
      quantity: line.quantity ?? 1,
      notified_on: '2026-10-01',
      order_by: line.orderBy ?? '2027-12-01',
    })
    .returning('id');
  return entitlement!.id;
}

export async function makeSupplier(db: Database): Promise<number> {
  const name = unique('supplier');
  const [supplier]: { id: number }[] = await db
    .write('suppliers')
    .insert({
      bin: String(490_000_000_000 + serial),
      ...inThree('name', name),
      ...inThree('address', 'Абай, 2'),
      phone: '+7 700 000 00 03',
      email: 'supplier@example.kz',
      status: 'admitted',
      admitted_on: '2025-01-05',
    })
    .returning('id');
  return supplier!.id;
}

/** A published product with one variant, offered by a supplier in a region. Gives the offer. */
export async function makeOffer(
  db: Database,
  offer: {
    supplierId: number;
    aidClass?: string;
    price?: number;
    regionCode?: string;
    madeToOrder?: boolean;
    deliveryDays?: number;
  },
): Promise<number> {
  const name = unique('product');
  const [product]: { id: number }[] = await db
    .write('products')
    .insert({
      slug: name,
      aid_class_code: offer.aidClass ?? 'MM-01-01',
      maker: 'Жасаушы',
      ...inThree('name', name),
      ...inThree('summary', name),
      ...inThree('description', name),
      made_to_order: offer.madeToOrder ?? false,
      certificate_number: 'KZ.1',
      certificate_valid_until: '2030-01-01',
      origin: 'KZ',
      warranty_months: 12,
      status: 'published',
      published_on: '2025-01-05',
      updated_at: LONG_AGO,
    })
    .returning('id');
  const [variant]: { id: number }[] = await db
    .write('variants')
    .insert({
      product_id: product!.id,
      article: unique('A'),
      ...inThree('label', '42 см'),
      position: 1,
    })
    .returning('id');
  const [row]: { id: number }[] = await db
    .write('offers')
    .insert({
      variant_id: variant!.id,
      supplier_id: offer.supplierId,
      price_tiyn: offer.price ?? 10_000_000,
      delivery_days: offer.deliveryDays ?? 5,
      status: 'published',
      valid_from: '2025-01-05',
      updated_at: LONG_AGO,
    })
    .returning('id');
  await db
    .write('offer_regions')
    .insert({ offer_id: row!.id, region_code: offer.regionCode ?? REGION });
  return row!.id;
}

/** A supplier as the maker of a class in a region. Gives the maker. */
export async function makeMaker(
  db: Database,
  maker: { supplierId: number; aidClass?: string; price?: number; regionCode?: string },
): Promise<number> {
  const [row]: { id: number }[] = await db
    .write('makers')
    .insert({ supplier_id: maker.supplierId, aid_class_code: maker.aidClass ?? 'PO-02-02' })
    .returning('id');
  const maker_id = row!.id;
  await db.write('maker_regions').insert({ maker_id, region_code: maker.regionCode ?? REGION });
  await db.write('maker_prices').insert({
    maker_id,
    price_tiyn: maker.price ?? 7_000_000,
    working_days: 20,
    valid_from: '2025-01-05',
  });
  return maker_id;
}

export async function makeAmount(db: Database, aidClass: string, amount: number): Promise<void> {
  await db.write('guaranteed_amounts').insert({
    aid_class_code: aidClass,
    amount_tiyn: amount,
    valid_from: '2025-01-05',
    source: 'test',
    status: 'demo',
  });
}

/** A small town in which every role is taken, and a stranger for each of them. */
export async function makeTown(db: Database) {
  const officeId = await makeOffice(db);
  const elsewhere = await makeOffice(db, '750000000');
  const supplierId = await makeSupplier(db);
  const otherSupplierId = await makeSupplier(db);
  const aigerim = await makeAccount(db, 'Айгерім', ['applicant'], { email: 'aigerim@example.kz' });
  const applicantId = await makeApplicant(db, { account: aigerim, officeId });
  const mother = await makeAccount(db, 'Гүлнәр', ['representative']);
  const aunt = await makeAccount(db, 'Мәдина', ['representative']);
  await makeRepresentation(db, { applicantId, account: mother, scope: 'act' });
  await makeRepresentation(db, { applicantId, account: aunt, scope: 'see' });
  const neighbour = await makeAccount(db, 'Бақыт', ['applicant']);
  await makeApplicant(db, { account: neighbour, officeId });
  await makeAmount(db, 'MM-01-01', 8_000_000);
  await makeAmount(db, 'PO-02-02', 8_000_000);
  return {
    officeId,
    supplierId,
    otherSupplierId,
    applicantId,
    aigerim,
    mother,
    aunt,
    neighbour,
    saule: await makeAccount(db, 'Сәуле', ['caseworker'], { officeId }),
    dmitri: await makeAccount(db, 'Дмитрий', ['caseworker'], { officeId, language: 'ru' }),
    lead: await makeAccount(db, 'Қайрат', ['lead_caseworker'], { officeId }),
    farCaseworker: await makeAccount(db, 'Ирина', ['caseworker'], { officeId: elsewhere }),
    askar: await makeAccount(db, 'Асқар', ['supplier'], { supplierId }),
    rival: await makeAccount(db, 'Руслан', ['supplier'], { supplierId: otherSupplierId }),
    admin: await makeAccount(db, 'Әсел', ['administrator']),
    offerId: await makeOffer(db, { supplierId }),
    makerId: await makeMaker(db, { supplierId }),
    dearMakerId: await makeMaker(db, { supplierId: otherSupplierId, price: 9_000_000 }),
    otherOfferId: await makeOffer(db, { supplierId: otherSupplierId, price: 9_000_000 }),
  };
}

export type Town = Awaited<ReturnType<typeof makeTown>>;

function unique(what: string): string {
  serial += 1;
  return `${what}-${serial}-${randomBytes(4).toString('hex')}`;
}

function inThree(name: string, text: string): Record<string, string> {
  return { [`${name}_kk`]: text, [`${name}_ru`]: text, [`${name}_en`]: text };
}
