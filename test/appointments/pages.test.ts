// The whole way of an aid that is made for one person, over HTTP: page by page, as people fill in their forms.
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { demoApplicantId } from '../../db/seeds/demo-people.ts';
import { demoEntitlement, iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import type { FormValues, Visitor } from '../support/visitor.ts';

const portal = await startPortal();
const { read } = portal.db;
const olga = await portal.signedIn(iinOf('olga'));
const arman = await portal.signedIn(iinOf('arman'));
let [zarina, saule, natalia] = await signIn();

async function signIn() {
  const [person, caseworker, maker] = ['zarina', 'saule', 'natalia'].map(iinOf);
  return [
    await portal.signedIn(person!),
    await portal.signedIn(caseworker!),
    await portal.signedIn(maker!),
  ] as const;
}

const line = await demoEntitlement(portal.db, demoApplicantId('zarina'), 'ST-01-02');
let reference = '';
let number = '';

async function sent(who: Visitor, page: string, values: FormValues, action?: string) {
  const answer = await who.submit(page, values, action);
  assert.equal(
    answer.status,
    303,
    `${page}: ${/error-summary[\s\S]{0,900}/.exec(answer.text)?.[0]}`,
  );
  return String(answer.headers.location);
}

async function problemsOf(who: Visitor, page: string, values: FormValues): Promise<string> {
  const answer = await who.submit(page, values);
  assert.equal(answer.status, 422, page);
  return answer.text;
}

const particulars = {
  p_side: 'both',
  p_audiogram: 'typed',
  p_right_500: '45',
  p_right_1000: '50',
  p_right_2000: '55',
  p_right_4000: '60',
  p_small_parts: 'unknown',
  p_previous: 'none',
};

void describe('makers at the administrator’s desk', () => {
  void it('are added once, with a price from a day; a new price is a new line', async () => {
    const values = {
      supplier: '1',
      class: 'PO-08',
      price: '70000',
      days: '12',
      valid_from: '23.11.2026',
      regions: ['710000000'],
    };
    const list = '/en/admin/makers';
    assert.match(await problemsOf(arman, `${list}/new`, { ...values, regions: [] }), /region/);
    assert.match(await problemsOf(arman, `${list}/new`, { ...values, class: 'MM-01' }), /not made/);
    const made = await sent(arman, `${list}/new`, values);
    assert.match(await problemsOf(arman, `${list}/new`, values), /already a maker/);
    const price = { price: '75 000', days: '10', valid_from: '01.12.2026' };
    await sent(arman, `${made}/price`, price);
    await sent(arman, `${made}/price`, price); // the same form again
    assert.match(
      await problemsOf(arman, `${made}/price`, { ...price, price: '76000' }),
      /price from this day already/,
    );
    assert.match(
      await problemsOf(arman, `${made}/price`, { ...price, valid_from: '01.11.2026' }),
      /today or later/,
    );
    const page = await arman.get(made);
    assert.match(page.text, /75,000/);
    await sent(arman, `${made}/edit`, { regions: ['710000000', '750000000'] });
    assert.match((await arman.get(list)).text, /Takes no orders/);
    assert.equal((await saule.get(list)).status, 403);
  });
});

void describe('an aid that is made for one person', () => {
  void it('is asked for from the line of the programme, without a product', async () => {
    const choose = `/en/account/programme/${line}`;
    const page = await zarina.get(choose);
    assert.match(page.text, /Start a request to have it made/);
    const draft = await sent(zarina, choose, {}, '/en/requests/made-to-order');
    reference = /requests\/([^/]+)\/draft/.exec(draft)![1]!;
    const next = await sent(zarina, draft, {
      deliveryAddress: 'Астана',
      wishes: 'I want to hear my students.',
    });
    assert.equal(next, `/en/requests/${reference}/particulars`);
    assert.equal((await olga.get(next)).status, 404);
  });

  void it('says what is missing, keeps what was typed, and takes "I do not know"', async () => {
    const page = `/en/requests/${reference}/particulars`;
    const text = await problemsOf(zarina, page, { ...particulars, p_side: '', p_right_500: '200' });
    assert.match(text, /Choose an answer/);
    assert.match(text, /from|between/i);
    assert.match(text, /value="200"/);
    const maker = await read('makers')
      .join('suppliers', 'suppliers.id', 'makers.supplier_id')
      .where({
        'makers.aid_class_code': 'ST-01-02',
        'suppliers.name_en': 'Dybysnama Hearing Centre',
      })
      .first('makers.id');
    const wish = { ...particulars, maker: String(maker?.id ?? 'office') };
    const check = await sent(zarina, page, wish);
    const summary = await zarina.get(check);
    assert.match(summary.text, /moderately severe hearing loss/);
    assert.match(summary.text, /the maker will find out/);
    await sent(zarina, page, { ...particulars, maker: 'office' });
    assert.match((await zarina.get(check)).text, /sums are known once a maker is appointed/);
    await sent(zarina, check, {}, `/en/requests/${reference}/submission`);
  });

  void it('gets its maker from the office, with the co-payment in view; the person agrees first', async () => {
    const file = `/en/casework/requests/${reference}`;
    await sent(saule, file, {}, `${file}/assignment`);
    assert.match((await saule.get(file)).text, /moderately severe hearing loss/);
    const page = `${file}/maker`;
    assert.match(await problemsOf(saule, page, {}), /Choose a maker/);
    const shown = await saule.get(page);
    assert.match(shown.text, /Co-payment: 10,000/);
    const dear = /value="(\d+)"[^>]*>(?:(?!value=)[\s\S])*?Co-payment: 10,000/.exec(
      shown.text,
    )![1]!;
    await sent(saule, page, { maker: dear });
    const answer = `/en/requests/${reference}/answer`;
    assert.match((await zarina.get(answer)).text, /10\s?000/);
    await sent(zarina, answer, { agreed: 'yes' });
    await sent(saule, `${file}/approval`, {});
    const order = await read('orders')
      .join('requests', 'requests.id', 'orders.request_id')
      .where({ reference })
      .first('orders.number', 'orders.co_payment_tiyn');
    assert.equal(order.co_payment_tiyn, 1_000_000);
    number = order.number;
  });

  void it('is confirmed by the maker, who reads what the person told, never who they are by number', async () => {
    const page = `/en/supplier/orders/${number}`;
    const shown = await natalia.get(page);
    assert.match(shown.text, /I want to hear my students/);
    assert.match(shown.text, /moderately severe hearing loss/);
    assert.doesNotMatch(shown.text, new RegExp(iinOf('zarina')));
    await sent(natalia, `${page}/confirmation`, {});
    const audit = await read('audit_entries')
      .where({ action: 'order.read' })
      .orderBy('id', 'desc')
      .first();
    assert.match(JSON.stringify(audit.fields), /particulars/);
  });

  void it('is fitted at a time that the person picks', async () => {
    const offer = `/en/supplier/orders/${number}/appointment`;
    const times = { day_1: '26.11.2026', beginning_1: '10:00', day_2: '27.11.2026' };
    assert.match(await problemsOf(natalia, offer, { place: 'home' }), /Offer at least one time/);
    await sent(natalia, offer, { ...times, beginning_2: '14:00', place: 'home' });
    const shown = (await natalia.get(`/en/supplier/orders/${number}`)).text;
    assert.match(shown, /26 November 2026, 10:00–12:00[^]*27 November 2026, 14:00–16:00/);
    assert.match(shown, /at your home/);
    assert.match(shown, />Being made</);
    const account = await zarina.get('/en/account');
    assert.match(account.text, /Pick a time for a visit/);
    const pick = `/en/requests/${reference}/appointment`;
    assert.match(await problemsOf(zarina, pick, {}), /Pick a time/);
    assert.match(await problemsOf(zarina, pick, { slot: 'none' }), /when would suit you/);
    const slot = /name="slot"[^>]*value="(\d+)"|value="(\d+)"[^>]*name="slot"/.exec(
      (await zarina.get(pick)).text,
    );
    await sent(zarina, pick, { slot: slot![1] ?? slot![2] });
    const page = await zarina.get(`/en/requests/${reference}`);
    assert.match(page.text, /26 November 2026, 10:00–12:00/);
    const file = await zarina.get(`${pick}/calendar`);
    assert.match(String(file.headers['content-type']), /text\/calendar/);
    assert.equal((await olga.get(`${pick}/calendar`)).status, 404);
    assert.equal((await zarina.get(`${pick}/no-show`)).status, 409);
    assert.match(await problemsOf(zarina, `${pick}/change`, {}), /Write the reason/);
  });

  void it('is written down, visit by visit, until it is handed over and the person says so', async () => {
    portal.setTime('2026-11-26T08:00:00.000Z');
    [zarina, saule, natalia] = await signIn();
    const outcome = `/en/supplier/orders/${number}/appointment/outcome`;
    assert.match(
      await problemsOf(natalia, outcome, { outcome: 'measured' }),
      /Write what was done/,
    );
    await sent(natalia, outcome, { outcome: 'measured', note: 'Ear impression taken.' });
    assert.match((await zarina.get(`/en/requests/${reference}`)).text, /Measures taken/);
    assert.match((await saule.get('/en/casework/fittings')).text, /Ready by/);
    await sent(natalia, outcome, { outcome: 'handed_over', note: 'Fitted and explained.' });
    const message = await read('messages')
      .where({ kind: 'order.handed_over' })
      .orderBy('id', 'desc')
      .first('body');
    const code = /\b(\d{6})\b/.exec(message.body)![1]!;
    await sent(zarina, `/en/requests/${reference}/receipt`, { code, outcome: 'fits' });
    const { status } = await read('requests').where({ reference }).first('status');
    assert.equal(status, 'received');
  });
});
