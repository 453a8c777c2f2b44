// Asks a server for pages as fast as it answers, and counts what that costs it.
import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import type { BenchmarkPage } from './benchmark-pages.ts';
import type { Server } from './benchmark-serve.ts';

export interface Measured {
  kilobytes: number;
  cards: number;
  cpuMs: number;
  p99: number;
  queries: number;
}

const CONNECTIONS = 4;

/** What one page costs, once what never changes is in memory. */
export async function measure(
  server: Server,
  page: BenchmarkPage,
  { seconds }: { seconds: number },
): Promise<Measured> {
  const ask = async () => {
    const address = server.address + (page.isPublic ? asNew : asItIs)(page.addresses[0]!);
    const answer = await fetch(address, { headers: page.headers });
    if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`);
    return answer.text();
  };
  await ask();
  const before = await server.usage();
  const html = await ask();
  const { queries } = await server.usage();
  const driven = await drive(server, page.addresses, {
    seconds,
    headers: page.headers,
    isPublic: page.isPublic,
  });
  return {
    kilobytes: html.length / 1000,
    cards: html.split('<article class="td-card">').length - 1,
    queries: queries - before.queries,
    ...driven,
  };
}

/** Asks for these addresses in turns; public ones each time as if for the first time. */
export async function drive(
  server: Server,
  addresses: readonly string[],
  {
    seconds,
    headers = {},
    isPublic = true,
  }: { seconds: number; headers?: Record<string, string>; isPublic?: boolean },
): Promise<{ cpuMs: number; p99: number }> {
  let turn = 0;
  const next = () => (isPublic ? asNew : asItIs)(addresses[turn++ % addresses.length]!);
  const run = (duration: number) =>
    autocannon({
      url: server.address,
      connections: CONNECTIONS,
      duration,
      headers,
      requests: [{ setupRequest: (request) => ({ ...request, path: next() }) }],
    });
  await run(1); // compilers and caches warm up
  const before = await server.usage();
  const { requests, latency, non2xx, errors } = await run(seconds);
  const { cpuMs } = await server.usage();
  if (non2xx || errors) throw new Error(`${addresses[0]}: ${non2xx} refused, ${errors} failed`);
  return { cpuMs: (cpuMs - before.cpuMs) / requests.total, p99: latency.p99 };
}

// Unknown fields of a query are left alone, but make the address a new one: no kept page answers it.
function asNew(address: string): string {
  return `${address}${address.includes('?') ? '&' : '?'}view=${randomUUID()}`;
}

// Desks refuse fields that they do not know; their pages are never kept.
function asItIs(address: string): string {
  return address;
}
