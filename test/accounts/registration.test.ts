import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { checkIin } from '../../server/accounts/iin.ts';
import { startPortal } from '../support/portal.ts';

const running = await startPortal();
const { portal, db } = running;
const { vault } = portal;

// Numbers that fit and that nobody has.
const [SERIK, SAULE, DAMIR, ALIYA, TWICE] = [
  '991231100109',
  '991231200017',
  '000101300019',
  '000101400015',
  '000101301805',
] as const;

function form(iin: string, changes: Record<string, string> = {}) {
  const check = checkIin(iin);
  const [year, month, day] = (check.valid ? check.bornOn : '1985-03-07').split('-');
  return {
    iin,
    familyName: 'Әбдіғалиұлы',
    givenName: 'Серік',
    patronymic: '',
    'bornOn-day': day!,
    'bornOn-month': month!,
    'bornOn-year': year!,
    regionCode: '710000000',
    settlement: 'Астана',
    area: 'urban',
    address: 'Сарыарқа даңғылы, 5, 12-пәтер',
    phone: '+7 700 111 22 33',
    email: '',
    language: 'kk',
    password: 'көк түйе таңда жүгіреді',
    consent: 'yes',
    ...changes,
  };
}

const register = (iin: string, changes: Record<string, string> = {}) =>
  running.stranger().post('/kk/register', form(iin, changes));
const applicantWith = (iin: string) =>
  db.read('applicants').where({ iin_lookup: vault.fingerprint(iin) });
const accountsWith = (iin: string) =>
  db.read('accounts').where({ iin_lookup: vault.fingerprint(iin) });

void describe('registering', () => {
  void it('makes an account and an applicant of the region’s office, and signs the person in', async () => {
    const visitor = running.stranger();
    const answer = await visitor.post('/kk/register', form(SERIK, { 'return-to': '/kk/aids?q=а' }));
    assert.equal(answer.status, 303);
    assert.match(answer.headers.location!, /^\/kk\/welcome/);
    const welcome = await visitor.get(answer.headers.location!);
    assert.equal(welcome.status, 200);
    assert.match(welcome.text, /Астана/);
    const [applicant] = await applicantWith(SERIK);
    assert.equal(applicant.born_on, '1899-12-31');
    assert.equal(applicant.sex, 'male');
    assert.equal(applicant.region_code, '710000000');
    assert.equal(Boolean(applicant.urban), true);
    assert.doesNotMatch(JSON.stringify(applicant), new RegExp(SERIK));
    assert.equal((await visitor.get('/kk/account')).status, 200);
  });

  void it('keeps everything that was typed but the password when something is to mend', async () => {
    const answer = await register(SAULE, { familyName: '', phone: 'жоқ', password: 'қысқа' });
    assert.equal(answer.status, 422);
    assert.match(answer.text, /href="#familyName"/);
    assert.match(answer.text, /href="#phone"/);
    assert.match(answer.text, /value="Сарыарқа даңғылы, 5, 12-пәтер"/);
    assert.match(answer.text, /name="bornOn-year"[^>]*value="1899"/);
    assert.doesNotMatch(answer.text, /қысқа"/);
    assert.equal((await accountsWith(SAULE)).length, 0);
  });

  for (const [changes, field] of [
    [{ iin: '991231100011' }, 'iin'],
    [{ 'bornOn-day': '31', 'bornOn-month': '2' }, 'bornOn'],
    [{ 'bornOn-day': '', 'bornOn-month': '', 'bornOn-year': '' }, 'bornOn'],
    [{ 'bornOn-year': '2027' }, 'bornOn'],
    [{ iin: '', 'bornOn-year': '2015' }, 'bornOn'],
    [{ 'bornOn-year': '1985' }, 'bornOn'],
    [{ regionCode: '999' }, 'regionCode'],
    [{ area: 'moon' }, 'area'],
    [{ givenName: '<b>Серік</b>' }, 'givenName'],
    [{ familyName: 'х'.repeat(101) }, 'familyName'],
    [{ address: 'a\u0000b' }, 'address'],
    [{ email: 'serik' }, 'email'],
    [{ language: 'fr' }, 'language'],
    [{ password: 'password1234' }, 'password'],
    [{ password: 'Серік1985Серік' }, 'password'],
    [{ consent: '' }, 'consent'],
  ] as const) {
    void it(`says how to mend ${field}: ${JSON.stringify(changes).slice(0, 50)}`, async () => {
      const answer = await register(SAULE, changes);
      assert.equal(answer.status, 422);
      assert.match(answer.text, new RegExp(`href="#${field}"`));
      assert.equal((await accountsWith(SAULE)).length, 0);
    });
  }

  for (const [lang, some] of [
    ['kk', ['Абай облысы', 'Алматы қаласы', 'Алматы облысы', 'Астана қаласы', 'Шымкент қаласы']],
    ['ru', ['Атырауская область', 'город Астана', 'Жамбылская область', 'область Абай']],
    ['en', ['Astana', 'Karaganda Region', 'Shymkent', 'Turkistan Region']],
  ] as const) {
    void it(`offers regions and cities by the alphabet in ${lang}, as on the help page`, async () => {
      for (const page of ['register', 'help']) {
        const { text } = await running.stranger().get(`/${lang}/${page}`);
        const offered = [...text.matchAll(/<option[^>]*value="\d+"[^>]*>([^<]+)</g)].map(
          ([, name]) => name!,
        );
        const kept = offered.filter((name) => (some as readonly string[]).includes(name));
        assert.deepEqual(kept, some, offered.join(', '));
      }
    });
  }

  void it('says that the IIN names another date of birth', async () => {
    const { text } = await running
      .stranger()
      .post('/en/register', form(SAULE, { 'bornOn-day': '27', 'bornOn-month': '3' }));
    assert.match(text, /The IIN says another date of birth: check both/);
  });

  void it('shows a date of birth, not today, as the example of a date', async () => {
    const { text } = await running
      .stranger()
      .post('/en/register', form(SAULE, { 'bornOn-month': '31' }));
    assert.match(text, /such as 27 3 1985/);
    assert.doesNotMatch(text, /2026/);
  });

  void it('says all that is to mend at once, the password with the rest', async () => {
    const { text } = await register(SAULE, {
      familyName: '',
      'bornOn-year': '1985',
      email: 'serik',
      password: 'Серік1985Серік',
      consent: '',
    });
    for (const field of ['familyName', 'bornOn', 'email', 'password', 'consent'])
      assert.match(text, new RegExp(`href="#${field}"`));
    assert.match(text, /Құпиясөзде атыңыз/);
  });

  void it('says that a good password has to be typed again', async () => {
    const { text } = await register(SAULE, { phone: '' });
    assert.match(text, /href="#password"\s*>Құпиясөзді қайта теріңіз/);
    assert.doesNotMatch((await register(SAULE, { password: 'қысқа' })).text, /қайта теріңіз/);
  });

  void it('is done once when the form is sent twice at once', async () => {
    const answers = await Promise.all([register(TWICE), register(TWICE)]);
    assert.deepEqual(
      answers.map(({ status }) => status),
      [303, 303],
    );
    assert.equal((await accountsWith(TWICE)).length, 1);
    assert.equal((await applicantWith(TWICE)).length, 1);
  });

  void it('says the same for a number with an account and for a record with another date of birth (v5.0.0-6.3.8)', async () => {
    const taken = portal.demoPeople[0]!.iin;
    const known = await childInTheRegister();
    const answers = [await register(taken), await register(known.iin)];
    const pages = answers.map(({ text }) => text.replaceAll(/\d{12}/g, 'number'));
    assert.deepEqual(
      answers.map(({ status }) => status),
      [422, 422],
    );
    assert.equal(pages[0], pages[1]);
    assert.match(pages[0]!, /есептік жазба ашу мүмкін болмады/);
    assert.equal((await accountsWith(known.iin)).length, 0, 'nothing of it stays');
  });

  void it('links the record that the register has, where the date of birth agrees', async () => {
    const { iin, id } = await grownUpInTheRegister(DAMIR);
    assert.equal((await register(iin)).status, 303);
    const [account] = await accountsWith(iin);
    const [applicant] = await applicantWith(iin);
    assert.deepEqual([applicant.id, applicant.account_id], [id, account.id]);
    assert.equal(applicant.settlement, 'Семей', 'what the register says stays');
  });

  void it('cannot be used to try out numbers: it is throttled like signing in', async () => {
    const taken = portal.demoPeople[1]!.iin;
    const statuses: number[] = [];
    for (let n = 0; n < 6; n++) statuses.push((await register(taken)).status);
    assert.deepEqual(statuses, [422, 422, 422, 422, 422, 429]);
  });

  void it('takes no role, office or status from the form (v5.0.0-8.3.1)', async () => {
    const extra = { role: 'administrator', roles: 'administrator', office_id: '1', demo: '1' };
    running.setTime(new Date(portal.clock().getTime() + 3_600_000).toISOString());
    assert.equal((await register(ALIYA, extra)).status, 303);
    const [account] = await accountsWith(ALIYA);
    const roles = await db.read('account_roles').where({ account_id: account.id }).select('role');
    assert.deepEqual(roles, [{ role: 'applicant' }]);
    assert.equal(Boolean(account.demo), false);
  });
});

async function childInTheRegister(): Promise<{ iin: string }> {
  const row = await db.read('applicants').whereNull('account_id').first('iin_encrypted');
  return { iin: vault.unseal(row.iin_encrypted) };
}

async function grownUpInTheRegister(iin: string): Promise<{ iin: string; id: number }> {
  const [office] = await db.read('offices').limit(1);
  const [row] = await db
    .write('applicants')
    .insert({
      iin_encrypted: vault.seal(iin),
      iin_lookup: vault.fingerprint(iin),
      iin_last4: iin.slice(-4),
      family_name: 'Әбдіғалиұлы',
      given_name: 'Дамир',
      born_on: '1900-01-01',
      sex: 'male',
      region_code: office.region_code,
      office_id: office.id,
      settlement: 'Семей',
      urban: true,
      address: 'Абай көшесі, 1',
      preferred_channel: 'portal',
      preferred_language: 'kk',
    })
    .returning('id');
  return { iin, id: row.id };
}
