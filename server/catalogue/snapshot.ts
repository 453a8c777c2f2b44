// What hardly ever changes, kept in memory: the classification, the regions, the suppliers and how many
// products each class lists. One tiny query a page asks whether the catalogue has changed since.
import type { Database, Queryable } from '../database.ts';
import { namesOf, type Names } from '../i18n/languages.ts';
import { catalogueIndex } from './catalogue-index.ts';
import { readClassTree, type ClassTree } from './class-tree.ts';
import { listedCounts } from './listed-counts.ts';
import { listedSuppliers } from './listed-suppliers.ts';
import {
  priorityClasses,
  readPriorityProducts,
  type PriorityProduct,
} from './priority-products.ts';
import { readDefinitions, type Definition } from './technical-data.ts';

export interface Region {
  code: string;
  names: Names;
}

export interface SupplierName {
  id: number;
  names: Names;
  regions: ReadonlySet<string>;
}

export interface Snapshot {
  version: number;
  classes: ClassTree;
  regions: readonly Region[];
  suppliers: readonly SupplierName[];
  /** Definitions of technical data, by the class they are defined for. */
  definitions: ReadonlyMap<string, readonly Definition[]>;
  /** The WHO's list, and the codes of all classes that answer it. */
  priority: readonly PriorityProduct[];
  priorityClasses: ReadonlySet<string>;
  /** How many products a class of any level lists, in a region ('' = anywhere). */
  countIn: (region: string, classCode: string) => number;
  /** Who offers something of a class of any level, in a region ('' = anywhere). */
  suppliersOf: (region: string, classCode: string) => ReadonlySet<number>;
}

const kept = new WeakMap<Database, { version: number; snapshot: Promise<Snapshot> }>();

/** The catalogue's frame as it stands now. */
export async function catalogueSnapshot(db: Database): Promise<Snapshot> {
  const version = await catalogueVersion(db.read);
  const known = kept.get(db);
  if (known?.version === version) return known.snapshot;
  const snapshot = readSnapshot(db, version);
  kept.set(db, { version, snapshot });
  snapshot.catch(() => kept.delete(db)); // the next page tries again
  return snapshot;
}

/** Grows with each change of what the public sees. */
export async function catalogueVersion(db: Queryable): Promise<number> {
  const row: {
    version: number;
  } = await db('catalogue_version').where({ id: 1 }).first('version');
  return row.version;
}

/** Says that names, regions or classes changed, so that every process reads them again. */
export async function markCatalogueChanged(trx: Queryable): Promise<void> {
  await trx('catalogue_version').where({ id: 1 }).increment('version', 1);
}

async function readSnapshot(all: Database, version: number): Promise<Snapshot> {
  const index = await catalogueIndex(all, version);
  const db = all.read;
  const classes = await readClassTree(db);
  const priority = await readPriorityProducts(db);
  return {
    version,
    classes,
    regions: await readRegions(db),
    suppliers: await readSuppliers(db),
    definitions: await readDefinitions(db),
    priority,
    priorityClasses: priorityClasses(priority, classes),
    countIn: listedCounts(index, classes),
    suppliersOf: listedSuppliers(index, classes),
  };
}

async function readRegions(db: Queryable): Promise<Region[]> {
  const rows: ({ code: string } & Names)[] = await db('regions').orderBy('code');
  return rows.map((row) => ({ code: row.code, names: namesOf(row) }));
}

async function readSuppliers(db: Queryable): Promise<SupplierName[]> {
  const rows: { id: number; region_code: string }[] = await db('suppliers')
    .join('supplier_regions', 'supplier_regions.supplier_id', 'suppliers.id')
    .where({ 'suppliers.status': 'admitted' })
    .orderBy('suppliers.id')
    .select(
      'suppliers.id',
      'suppliers.name_kk',
      'suppliers.name_ru',
      'suppliers.name_en',
      'supplier_regions.region_code',
    );
  const suppliers = new Map<number, { id: number; names: Names; regions: Set<string> }>();
  for (const row of rows) {
    const known = suppliers.get(row.id);
    if (known) known.regions.add(row.region_code);
    else {
      suppliers.set(row.id, {
        id: row.id,
        names: namesOf(row),
        regions: new Set([row.region_code]),
      });
    }
  }
  return [...suppliers.values()];
}
