// The pages that are measured, with the sign-in that each needs.
import { readFileSync } from 'node:fs';

export interface BenchmarkPage {
  name: string;
  /** Asked for in turns: of one kind, so that no single answer is remembered. */
  addresses: string[];
  headers: Record<string, string>;
  /** A page of list, filter, search or product: it must not cost more with more products. */
  isPublic: boolean;
}

const REGION = '750000000';
const COMMON = ['надёжное', 'прочное', 'надежный', 'прочная'];
// Products of the demo, which both catalogues have.
const RARE = ['Бозторғай', 'Дала 200', 'Айқын', 'Адым Бастау'];

/**
 * List, filters, search, suggestions and a product, as strangers see them. Asked so that a page is full with little
 * data, too: a page with fewer cards would cost less for that alone.
 */
export async function publicPages(portal: string): Promise<BenchmarkPage[]> {
  const list = await textOf(`${portal}/en/aids?sort=price`);
  const class_ = 'class=MM-01';
  const technical = 'a-seat_width-from=38&a-seat_width-to=46&a-folding=yes';
  const q = (words: readonly string[], rest = '') =>
    words.map((word) => `/ru/aids?q=${encodeURIComponent(word)}${rest}`);
  const pages: [name: string, addresses: string[]][] = [
    ['list', ['/en/aids']],
    ['list by price, page 5', [await fifthPage(portal, '/en/aids?sort=price')]],
    ['class', [`/en/aids?${class_}`]],
    ['class and technical data', [`/en/aids?${class_}&${technical}`]],
    [
      'class, technical data, region, days',
      [`/en/aids?${class_}&a-seat_width-from=30&a-seat_width-to=60&region=${REGION}&days=45`],
    ],
    ['supplier', ['/en/aids?supplier=1', '/en/aids?supplier=2', '/en/aids?supplier=3']],
    ['region, free, days', [`/en/aids?region=${REGION}&free=yes&days=20`]],
    ['made to order', ['/en/aids?kind=made']],
    ['search, rare word', q(RARE)],
    ['search, common word', q(COMMON)],
    ['search, common word, class, region', q(COMMON, `&${class_}&region=${REGION}`)],
    ['search, kind of aid', q(['кресло-коляска', 'слуховой аппарат', 'протез', 'арба'])],
    ['search, misspelt', q(['надёжнае', 'креслоколяска', 'костыл', 'прочьное'])],
    [
      'suggestions',
      ['к', 'ко', 'кол', 'сл'].map(
        (start) => `/ru/aids/suggestions?q=${encodeURIComponent(`${start}о`)}`,
      ),
    ],
    ['product', productsOn(list)],
  ];
  return pages.map(([name, addresses]) => ({ name, addresses, headers: {}, isPublic: true }));
}

/** What people see who are signed in: it must not cost more with more requests. */
export async function desks(portal: string): Promise<BenchmarkPage[]> {
  const applicant = await signIn(portal, 'aigerim');
  const caseworker = await signIn(portal, 'saule');
  const requests = await textOf(`${portal}/en/requests`, applicant);
  const [request] = /\/en\/requests\/[A-Z0-9-]{6,}/.exec(requests) ?? [];
  if (!request) throw new Error('The demo has no request.');
  return [
    { name: 'list, signed in', addresses: ['/en/aids'], headers: applicant, isPublic: true },
    { name: 'queue', addresses: ['/en/casework'], headers: caseworker, isPublic: false },
    { name: 'request', addresses: [request], headers: applicant, isPublic: false },
  ];
}

async function fifthPage(portal: string, first: string): Promise<string> {
  let address = first;
  for (let page = 1; page < 5; page++) {
    const html = await textOf(portal + address);
    const next = /href="([^"]+)" rel="next"/.exec(html)?.[1];
    if (!next) throw new Error(`${first} has no fifth page`);
    address = next.replaceAll('&amp;', '&');
  }
  return address;
}

function productsOn(list: string): string[] {
  return [...list.matchAll(/class="td-card__link" href="([^"?]+)/g)].map(([, href]) => href!);
}

async function textOf(address: string, headers: Record<string, string> = {}): Promise<string> {
  return (await fetch(address, { headers })).text();
}

async function signIn(portal: string, key: string): Promise<Record<string, string>> {
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
  return { cookie: cookies.join('; ') };
}
