// Adding and changing revisions.
import type { Knex } from 'knex';
import { inChunks } from './chunks.ts';
import type { ProductContent } from './content.ts';
import type { RevisionStatus } from './lifecycle.ts';
import type { RevisionHead } from './store.ts';

export interface NewRevision {
  product_id: number;
  number: number;
  content: ProductContent;
  status: RevisionStatus;
  base_id?: number | null;
  supplier_id?: number | null;
  created_at: string;
  created_by?: number | null;
  changed_by?: number | null;
  submitted_at?: string | null;
  submitted_by?: number | null;
  decided_at?: string | null;
  note?: string | null;
  publish_on?: string | null;
  withdraw_on?: string | null;
  published_on?: string | null;
  creation_key?: string | null;
}

/** Adds revisions and gives their ids, in order. */
export async function insertRevisions(
  trx: Knex.Transaction,
  revisions: readonly NewRevision[],
): Promise<number[]> {
  const ids: number[] = [];
  for (const some of inChunks(revisions, 20)) {
    const rows = some.map((one) => ({ ...BLANK, ...one, content: JSON.stringify(one.content) }));
    const made: { id: number; product_id: number; number: number }[] = await trx(
      'product_revisions',
    )
      .insert(rows)
      .returning(['id', 'product_id', 'number']);
    const idOf = new Map(made.map((row) => [`${row.product_id}.${row.number}`, row.id]));
    ids.push(...some.map((one) => idOf.get(`${one.product_id}.${one.number}`)!));
  }
  return ids;
}

// Rows of one insert name the same columns.
const BLANK = {
  base_id: null,
  supplier_id: null,
  created_by: null,
  changed_by: null,
  submitted_at: null,
  submitted_by: null,
  decided_at: null,
  note: null,
  publish_on: null,
  withdraw_on: null,
  published_on: null,
  creation_key: null,
};

/** Changes a revision that is locked with its product. */
export async function updateRevision(
  trx: Knex.Transaction,
  { id, version }: Pick<RevisionHead, 'id' | 'version'>,
  values: Partial<Omit<NewRevision, 'content' | 'product_id' | 'number'>> & {
    content?: ProductContent;
    decided_by?: number | null;
    message?: string | null;
  },
): Promise<void> {
  const { content, ...rest } = values;
  await trx('product_revisions')
    .where({ id })
    .update({
      ...rest,
      ...(content && { content: JSON.stringify(content) }),
      version: version + 1,
    });
}
