// What is known of a person when an emergency strikes: which one holds where they live, and what they had.
import { aidsOf, HELD, type Aid } from '../aids/aids.ts';
import { classTree, type ClassTree } from '../catalogue/catalogue.ts';
import type { Database, Queryable } from '../database.ts';
import { emergenciesInForce } from '../emergencies/emergencies.ts';

export type InForce = Awaited<ReturnType<typeof emergenciesInForce>>[number];

export interface Hit {
  applicantId: number;
  name: string;
  regionCode: string;
  emergency: InForce;
  /** What the person has and the emergency is for. */
  aids: Aid[];
}

/** People whom an emergency of today concerns, with what they had. Three queries, whatever the data. */
export async function hitBy(
  db: Database,
  people: readonly { applicantId: number; name: string; regionCode: string }[],
  day: string,
): Promise<Hit[]> {
  const emergencies = await emergenciesInForce(db.read, day);
  const hit = people.flatMap((person) => {
    const emergency = emergencies.find(({ regions }) => regions.includes(person.regionCode));
    return emergency ? [{ ...person, emergency }] : [];
  });
  if (!hit.length) return [];
  const classes = await classTree(db);
  const aids = await aidsOf(
    db.read,
    hit.map(({ applicantId }) => applicantId),
  );
  return hit.map((person) => ({
    ...person,
    aids: aids.filter(
      (aid) =>
        aid.applicantId === person.applicantId &&
        HELD.includes(aid.state) &&
        aid.state !== 'lent' &&
        concerns(person.emergency, aid, classes),
    ),
  }));
}

function concerns({ classes }: InForce, aid: Aid, tree: ClassTree): boolean {
  const lineage = tree.withAncestors(aid.aidClass.code).map(({ code }) => code);
  return classes.length === 0 || classes.some((code) => lineage.includes(code));
}

/** The offer of the same variant in a region today, the same supplier's before others'; null: nobody has it. */
export async function sameOffer(
  db: Queryable,
  { variantId, supplier }: Pick<Aid, 'variantId' | 'supplier'>,
  regionCode: string,
  day: string,
): Promise<number | null> {
  if (variantId === null) return null;
  const rows: { id: number; supplier_id: number }[] = await db('offers')
    .join('offer_regions', 'offer_regions.offer_id', 'offers.id')
    .where({
      'offers.variant_id': variantId,
      'offers.status': 'published',
      'offers.available': true,
      'offer_regions.region_code': regionCode,
    })
    .where('offers.valid_from', '<=', day)
    .where((open) => {
      void open.whereNull('offers.valid_until').orWhere('offers.valid_until', '>', day);
    })
    .orderBy('offers.price_tiyn')
    .select('offers.id', 'offers.supplier_id');
  return (rows.find((row) => row.supplier_id === supplier?.id) ?? rows[0])?.id ?? null;
}
