import type { TestPortal } from '../support/portal.ts';

/** How many queries a stranger's visit of an address takes, once what is kept in memory is there. */
export async function queriesOf(portal: TestPortal, address: string): Promise<number> {
  let queries = 0;
  const count = () => {
    queries += 1;
  };
  await portal.stranger().get(address);
  portal.db.read.on('query', count);
  await portal.stranger().get(address);
  portal.db.read.off('query', count);
  return queries;
}
