import type { TestPortal } from '../support/portal.ts';

/**
 * How many queries it takes to make the page of an address for a stranger, once what never changes is in memory.
 * The page itself is not: an unknown field of the query makes the address a new one.
 */
export async function queriesOf(portal: TestPortal, address: string): Promise<number> {
  await portal.stranger().get(address);
  // The portal's jobs ask the same database now and then: the fewest of some tries are the page's own.
  const tries: number[] = [];
  for (const view of ['first', 'second', 'third']) {
    let queries = 0;
    const count = () => {
      queries += 1;
    };
    portal.db.read.on('query', count);
    await portal.stranger().get(`${address}${address.includes('?') ? '&' : '?'}view=${view}`);
    portal.db.read.off('query', count);
    tries.push(queries);
  }
  return Math.min(...tries);
}
