import type { TestPortal } from '../support/portal.ts';

/**
 * How many queries it takes to make the page of an address for a stranger, once what never changes is in memory.
 * The page itself is not: an unknown field of the query makes the address a new one.
 */
export async function queriesOf(portal: TestPortal, address: string): Promise<number> {
  let queries = 0;
  const count = () => {
    queries += 1;
  };
  await portal.stranger().get(address);
  portal.db.read.on('query', count);
  await portal.stranger().get(`${address}${address.includes('?') ? '&' : '?'}first-view=yes`);
  portal.db.read.off('query', count);
  return queries;
}
