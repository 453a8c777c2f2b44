// `npm run benchmark -- --products 10000 --requests 100000 --seconds 5`
// Four pages of the portal, beside a constant page of the same size from bare Express in the same run:
// requests per second, processor time of the server per request, queries. Then again with much more data.
// Absolute figures say something about this machine; the ratios say something about the portal.
import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import autocannon from 'autocannon';
import { openDatabase } from '../server/database.ts';
import { addProducts, addRequests, analyse } from './benchmark-data.ts';

const { values: options } = parseArgs({
  options: {
    products: { type: 'string', default: '10000' },
    requests: { type: 'string', default: '100000' },
    seconds: { type: 'string', default: '4' },
  },
});
const seconds = Number(options.seconds);
const scratch = mkdtempSync(path.join(tmpdir(), 'tandau-benchmark-'));
const file = path.join(scratch, 'portal.sqlite');
const children: ChildProcess[] = [];
/** Stands for something new in each address. */
const NEW = '[<id>]';

interface Measured {
  page: string;
  bytes: number;
  perSecond: number;
  cpuMs: number;
  p99: number;
  queries: number;
  /** Processor time against that of the constant page. */
  ratio: number;
}

try {
  const small = await measureAll('demo data');
  console.log(`\nAdding ${options.products} products and ${options.requests} requests …`);
  await grow();
  const large = await measureAll(`${options.products} products, ${options.requests} requests`);
  console.log('\nMore data against demo data');
  console.table(
    small.map(({ page, cpuMs, queries }, at) => ({
      page,
      'CPU, large/small': round(large[at]!.cpuMs / cpuMs),
      'queries, small → large': `${queries} → ${large[at]!.queries}`,
    })),
  );
} finally {
  for (const child of children) child.kill();
  rmSync(scratch, { recursive: true, force: true });
}

async function measureAll(title: string): Promise<Measured[]> {
  const portal = await serve('portal');
  const measured: Measured[] = [];
  for (const { page, address, cookie } of await pagesOf(portal.address)) {
    measured.push(await measure(portal, page, address, cookie));
  }
  await portal.end();
  console.log(`\n${title}`);
  console.table(
    measured.map((one) => ({
      page: one.page,
      'kB of HTML': round(one.bytes / 1000),
      'requests/s': Math.round(one.perSecond),
      'CPU-ms/request': round(one.cpuMs),
      'p99 ms': one.p99,
      queries: one.queries,
      'times constant': round(one.ratio),
    })),
  );
  return measured;
}

async function measure(
  portal: Server,
  page: string,
  address: string,
  cookie: string,
): Promise<Measured> {
  const headers = { cookie };
  const fresh = () => portal.address + address.replace(NEW, randomUUID());
  await fetch(fresh(), { headers }); // fills what the portal keeps in memory
  const before = await portal.usage();
  const answer = await fetch(fresh(), { headers });
  const html = await answer.text();
  if (answer.status !== 200) throw new Error(`${address} answered ${answer.status}`);
  const queries = (await portal.usage()).queries - before.queries;

  const constant = await serve('constant', String(Buffer.byteLength(html)));
  const still = await drive(constant, '/', {});
  await constant.end();
  const driven = await drive(portal, address, headers);
  return {
    page,
    bytes: Buffer.byteLength(html),
    queries,
    ratio: driven.cpuMs / still.cpuMs,
    ...driven,
  };
}

async function drive(server: Server, address: string, headers: Record<string, string>) {
  const run = (duration: number) => {
    const url = server.address + address;
    const load = { url, connections: 8, duration, headers, idReplacement: url.includes(NEW) };
    return autocannon(load);
  };
  await run(2); // compilers and caches warm up
  const before = await server.usage();
  const { requests, latency, non2xx, errors } = await run(seconds);
  const { cpuMs } = await server.usage();
  if (non2xx || errors) throw new Error(`${address}: ${non2xx} refused, ${errors} failed`);
  return {
    perSecond: requests.average,
    cpuMs: (cpuMs - before.cpuMs) / requests.total,
    p99: latency.p99,
  };
}

/** The four pages, with the sign-in that each needs. */
async function pagesOf(portal: string) {
  const applicant = await signIn(portal, 'aigerim');
  const caseworker = await signIn(portal, 'saule');
  const list = await (await fetch(`${portal}/en/aids`)).text();
  const product = firstLink(list, /\/en\/aids\/(?!families)[\w-]+/);
  const requests = await (
    await fetch(`${portal}/en/requests`, { headers: { cookie: applicant } })
  ).text();
  return [
    // A stranger's page is kept in memory: measured as it is made, too, at an address that was never asked for.
    { page: 'list', address: '/en/aids', cookie: '' },
    { page: 'list, first view', address: `/en/aids?view=${NEW}`, cookie: '' },
    { page: 'product', address: product, cookie: '' },
    { page: 'product, first view', address: `${product}?view=${NEW}`, cookie: '' },
    { page: 'queue', address: '/en/casework', cookie: caseworker },
    {
      page: 'request',
      address: firstLink(requests, /\/en\/requests\/[A-Z0-9-]{6,}/),
      cookie: applicant,
    },
  ];
}

function firstLink(html: string, pattern: RegExp): string {
  const found = pattern.exec(html)?.[0];
  if (!found) throw new Error(`no link like ${pattern.source}`);
  return found;
}

async function signIn(portal: string, key: string): Promise<string> {
  const people = readFileSync(new URL('../db/demo/people.json', import.meta.url), 'utf8');
  const { password, accounts }: { password: string; accounts: { key: string; iin: string }[] } =
    JSON.parse(people);
  const { iin } = accounts.find((person) => person.key === key)!;
  const answer = await fetch(`${portal}/en/sign-in`, {
    method: 'POST',
    body: new URLSearchParams({ iin, password }),
    redirect: 'manual',
  });
  const cookies = answer.headers.getSetCookie().map((cookie) => cookie.split(';')[0]!);
  if (answer.status !== 303 || !cookies.length) throw new Error(`${key} could not sign in`);
  return cookies.join('; ');
}

async function grow(): Promise<void> {
  const db = openDatabase(file);
  const now = new Date();
  await addProducts(db, Number(options.products), now.toISOString().slice(0, 10));
  await addRequests(db, Number(options.requests), now);
  await analyse(db);
  await db.close();
}

interface Server {
  address: string;
  usage(): Promise<{ cpuMs: number; queries: number }>;
  end(): Promise<void>;
}

async function serve(...what: string[]): Promise<Server> {
  const child = fork(fileURLToPath(new URL('benchmark-server.ts', import.meta.url)), what, {
    execArgv: ['--import', 'tsx'],
    env: {
      ...process.env,
      NODE_ENV: 'test', // templates and texts are compiled once, as in production
      PORT: '0',
      DATABASE_URL: file,
      FILES_DIR: path.join(scratch, 'files'),
      MAIL_DIR: path.join(scratch, 'mail'),
      LOG_LEVEL: 'error',
    },
  });
  children.push(child);
  const [{ address }] = await once(child, 'message');
  return {
    address,
    async usage() {
      child.send('usage');
      const [usage] = await once(child, 'message');
      return usage;
    },
    async end() {
      child.kill();
      await once(child, 'exit');
    },
  };
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
