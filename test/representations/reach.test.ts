// How far a representative reaches: within scope and dates, on every act; outside of them nothing is there.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoAccountId, demoApplicantId } from '../../db/seeds/demo-people.ts';
import { familyOf } from '../../server/applicants/access.ts';
import { matrix } from '../conventions/route-matrix.ts';
import { none } from '../support/none.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import { tokenOf } from '../support/walkers.ts';

const portal = await startPortal();
const { read, write } = portal.db;
const WARD = demoApplicantId('alikhan');
const MOTHER = demoAccountId('madina');
const madina = await portal.signedIn(iinOf('madina'));
const { id: paper } = await read('representations').where({ account_id: MOTHER }).first('id');
const change = (values: object) => write('representations').where({ id: paper }).update(values);
const { reference } = await read('requests')
  .where({ applicant_id: WARD })
  .whereNot({ status: 'draft' })
  .orderBy('id')
  .first('reference');

// Every act on a request, whichever slice brought it.
const OF_REQUEST = '/:lang/requests/:reference';
const acts = Object.keys(matrix)
  .map((route) => route.split(' ') as [string, string])
  .filter(([, path]) => path.startsWith(OF_REQUEST))
  .map(([method, path]) => ({
    method,
    address: path.replace(':lang', 'en').replace(':reference', reference).replaceAll(/:\w+/g, '1'),
  }));

async function answers(only?: 'POST'): Promise<{ act: string; status: number }[]> {
  const token = await tokenOf(madina);
  const found = [];
  for (const { method, address } of acts) {
    if (only && method !== only) continue;
    const { status } = await (method === 'GET'
      ? madina.get(address)
      : madina.post(address, { _csrf: token, version: '1', key: '0'.repeat(36) }));
    found.push({ act: `${method} ${address}`, status });
  }
  return found;
}

void describe('a representative', () => {
  void it('outside the dates, not verified or ended: every act and page of a request is not there', async () => {
    assert.ok(acts.length > 20);
    const was = await read('representations').where({ id: paper }).first();
    const outside: object[] = [
      { valid_from: '2026-11-24' },
      { valid_until: '2026-11-22' },
      { verified_at: null },
      { ended_at: '2026-11-23T04:00:00.000Z' },
    ];
    for (const [at, values] of outside.entries()) {
      await change(values);
      // The whole walk once; then the page alone, since all ask the same rule.
      const walked = at === 0 ? await answers() : [];
      const there = walked.filter(({ status }) => status !== 404);
      none(there.map(({ act, status }) => `${act} ${status}`));
      for (const page of [`/en/requests/${reference}`, `/en/account/programme?person=${WARD}`]) {
        assert.equal((await madina.get(page)).status, 404, `${JSON.stringify(values)} ${page}`);
      }
      assert.doesNotMatch((await madina.get('/en/account/people')).text, /Оспанов Әлихан/);
      await change(was);
    }
  });

  void it('who may only look sees the request, and no act of theirs does anything', async () => {
    await change({ scope: 'see' });
    const before = await read('requests').where({ applicant_id: WARD }).orderBy('id');
    assert.equal((await madina.get(`/en/requests/${reference}`)).status, 200);
    const posts = await answers('POST');
    none(
      posts
        .filter(({ status }) => ![403, 404].includes(status))
        .map(({ act, status }) => `${act} ${status}`),
    );
    assert.deepEqual(await read('requests').where({ applicant_id: WARD }).orderBy('id'), before);
    await change({ scope: 'act' });
  });

  void it('hears of the person only with the right to receive messages, and acts without it', async () => {
    const hears = async () =>
      (await familyOf(read, WARD, '2026-11-23')).some(({ accountId }) => accountId === MOTHER);
    assert.ok(await hears());
    await change({ receives_messages: false });
    assert.equal(await hears(), false);
    assert.equal((await madina.get(`/en/requests/${reference}`)).status, 200);
    await change({ receives_messages: true });
  });
});

void describe('an organisation with hundreds of people', () => {
  const PEOPLE = 120;

  void it('has a list of them, by name and by pages, at the same number of queries', async () => {
    const dana = await portal.signedIn(iinOf('dana'));
    const few = await queriesOf(() => dana.get('/en/account/people'));
    await makeWards();
    const first = await dana.get('/en/account/people');
    assert.match(first.text, /You represent 121 people/);
    assert.equal([...first.text.matchAll(/programme\?person=\d+/g)].length, 25);
    const many = await queriesOf(() => dana.get('/en/account/people'));
    assert.equal(many, few);

    const seen = new Set<string>();
    let next: string | undefined = '/en/account/people';
    for (let pages = 0; next && pages < 10; pages++) {
      const { text } = await dana.get(next);
      for (const [, id] of text.matchAll(/programme\?person=(\d+)/g)) seen.add(id!);
      const links = [...text.matchAll(/govuk-pagination__next[\s\S]*?href="([^"]+)"/g)];
      next = links.at(-1)?.[1];
    }
    assert.equal(seen.size, PEOPLE + 1);
    const programme = await dana.get('/en/account/programme');
    assert.equal(programme.headers.location, '/en/account/people');
    const overview = await dana.get('/en/account');
    assert.match(overview.text, /You represent many people/);
    assert.doesNotMatch(overview.text, /Тізім1/);
  });

  async function makeWards(): Promise<void> {
    const { office_id, region_code } = await read('applicants').where({ id: WARD }).first();
    const numbers = Array.from({ length: PEOPLE }, (_, at) => at + 1);
    const wards: { id: number }[] = await write('applicants')
      .insert(
        numbers.map((number) => ({
          iin_encrypted: 'k1.x.x.x',
          iin_lookup: `ward ${number}`,
          iin_last4: '0000',
          family_name: `Тізім${number % 7}`,
          given_name: 'Адам',
          born_on: '1980-01-01',
          sex: 'male',
          region_code,
          office_id,
          settlement: 'Астана',
          urban: true,
          address: 'Сарыарқа, 5',
          preferred_channel: 'portal',
          preferred_language: 'kk',
        })),
      )
      .returning('id');
    await write('representations').insert(
      wards.map(({ id }) => ({
        applicant_id: id,
        account_id: demoAccountId('dana'),
        kind: 'organisation',
        scope: 'see',
        proof: 'келісім',
        valid_from: '2026-01-01',
        verified_at: '2026-01-01T05:00:00.000Z',
      })),
    );
  }

  async function queriesOf(work: () => PromiseLike<unknown>): Promise<number> {
    let count = 0;
    const listen = () => (count += 1);
    read.on('query', listen);
    try {
      await work();
    } finally {
      read.removeListener('query', listen);
    }
    return count;
  }
});
