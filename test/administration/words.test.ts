// The administrators' words about aids: what is missing, texts by the rules, questions, and videos with captions.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import sharp from 'sharp';
import { demoSignIns } from '../../db/seeds/index.ts';
import request from 'supertest';
import { readCaptions } from '../../server/administration/words/captions.ts';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';
import { findForm } from '../support/visitor.ts';
import { tokenOf } from '../support/walkers.ts';

const portal = await startPortal();
const arman = await portal.signedIn(iinOf('arman'));
const { read } = portal.db;
const CODE = 'MM-04';
const HERE = `/en/admin/words/${CODE}`;
const PUBLIC = `/en/aids/classes/${CODE}`;

const current = async () =>
  read('aid_class_texts').where({ aid_class_code: CODE, ended_at: null }).first();
const BLOCKS = ['what', 'who', 'how', 'know'];

async function textForm(): Promise<Record<string, string>> {
  const row = await current();
  const columns = BLOCKS.flatMap((block) => LANGUAGES.map((lang) => `${block}_${lang}`));
  return Object.fromEntries(columns.map((column) => [column, row[column]]));
}

void describe('what is missing', () => {
  void it('is counted for each part, and can be filtered', async () => {
    const all = await arman.get('/en/admin/words');
    assert.match(all.text, /incomplete for 89 of 89/, 'no class has a video yet');
    assert.match(all.text, /89 found/);
    const family = await arman.get('/en/admin/words?family=SV&part=video');
    assert.match(family.text, /6 found/);
    assert.match((await arman.get('/en/admin/words?part=text')).text, /Nothing found/);
    assert.equal((await arman.get('/en/admin/words?part=colour')).status, 422);
  });
});

void describe('an easy-read text', () => {
  const page = `${HERE}/text`;

  void it('is previewed without being saved', async () => {
    const values = { ...(await textForm()), what_en: 'A stick is a friend.\nYou lean on it.' };
    const answer = await arman.submit(page, { ...values, act: 'preview' }, page);
    assert.equal(answer.status, 200);
    assert.match(answer.text, /This is not saved yet/);
    assert.match(answer.text, /<p class="govuk-body td-flush">A stick is a friend\.<\/p>/);
    assert.doesNotMatch((await portal.stranger().get(PUBLIC)).text, /A stick is a friend/);
  });

  for (const [field, value, words] of [
    ['who_kk', '', /in Kazakh|Write in Kazakh: who it is for/],
    [
      'what_en',
      'This sentence has far too many words in it for anybody to read easily.',
      /too long/,
    ],
    ['what_ru', 'Это трость (палка).', /brackets/],
    ['how_kk', 'ИПАР керек.', /abbreviation/],
    ['know_en', 'Hold it. Walk.', /new line/],
    ['know_en', 'Hold it', /full stop/],
    ['know_en', 'a'.repeat(1501), /at most 1500/],
  ] as const) {
    void it(`is refused with ${field} “${value.slice(0, 24)}”, and what was typed is kept`, async () => {
      const values = { ...(await textForm()), [field]: value, how_en: 'Ask your office.' };
      const answer = await arman.submit(page, values, page);
      assert.equal(answer.status, 422);
      assert.match(answer.text, words);
      assert.match(answer.text, /Ask your office\./);
      assert.ok(answer.text.includes(`href="#${field}"`));
    });
  }

  void it('is shown at once when saved; the text before is kept with its dates', async () => {
    const before = await current();
    const values = { ...(await textForm()), what_en: 'A stick is to lean on.' };
    assert.equal((await arman.submit(page, values, page)).status, 303);
    assert.match((await portal.stranger().get(PUBLIC)).text, /<p>A stick is to lean on\.<\/p>/);
    const ended = await read('aid_class_texts').where({ id: before.id }).first();
    assert.equal(ended.ended_at, (await current()).stated_at);
    assert.match((await arman.get(HERE)).text, /Earlier version: 23 November 2026/);
    const entry = await read('audit_entries').orderBy('id', 'desc').first();
    assert.equal(entry.action, 'aid_class.text_changed');
    assert.deepEqual(JSON.parse(entry.detail).what_en, [before.what_en, 'A stick is to lean on.']);
  });

  void it('is not overwritten by a form that was opened before; the same form twice saves once', async () => {
    const opened = await arman.get(page);
    const { hidden } = findForm(opened.text, page, page);
    const first = { ...(await textForm()), what_en: 'It helps you to walk.' };
    assert.equal((await arman.post(page, { ...hidden, ...first })).status, 303);
    assert.equal((await arman.post(page, { ...hidden, ...first })).status, 303);
    const late = await arman.post(page, { ...hidden, ...first, what_en: 'Something else.' });
    assert.equal(late.status, 409);
    assert.match(late.text, /It helps you to walk\./);
    const rows = await read('aid_class_texts').where({ aid_class_code: CODE });
    assert.equal(rows.length, 3);
  });
});

void describe('a question', () => {
  const NEW = `${HERE}/questions/new`;
  const question = {
    position: '9',
    question_kk: 'Таяқты қайда сақтаймын?',
    question_ru: 'Где хранить трость?',
    question_en: 'Where do I keep the stick?',
    answer_kk: 'Төсек жанында.',
    answer_ru: 'Рядом с кроватью.',
    answer_en: 'Beside your bed.',
  };
  const rows = async () => read('aid_class_questions').where({ position: 9 }).orderBy('id');

  void it('is added once, however often the form is sent', async () => {
    const { hidden } = findForm((await arman.get(NEW)).text, NEW, NEW);
    for (let time = 0; time < 2; time++) {
      assert.equal((await arman.post(NEW, { ...hidden, ...question })).status, 303);
    }
    assert.equal((await rows()).length, 1);
    assert.match((await portal.stranger().get(PUBLIC)).text, /Where do I keep the stick\?/);
  });

  void it('is refused with a language missing', async () => {
    const answer = await arman.submit(NEW, { ...question, answer_ru: '' }, NEW);
    assert.equal(answer.status, 422);
    assert.match(answer.text, /Write the answer in Russian/);
    assert.match(answer.text, /Beside your bed\./);
  });

  void it('is changed and taken away; what it said before stays', async () => {
    const [{ id }] = await rows();
    const page = `${HERE}/questions/${id}`;
    const changed = { ...question, answer_en: 'In its holder.' };
    const { hidden } = findForm((await arman.get(page)).text, page, page);
    assert.equal((await arman.post(page, { ...hidden, ...changed })).status, 303);
    assert.equal((await arman.post(page, { ...hidden, ...changed })).status, 303);
    assert.equal(
      (await arman.post(page, { ...hidden, ...question })).status,
      303,
      'as it was: no change',
    );
    const other = await arman.post(page, { ...hidden, ...question, answer_en: 'Elsewhere.' });
    assert.equal(other.status, 409);
    const [, next] = await rows();
    assert.deepEqual([next.follows_id, next.answer_en], [id, 'In its holder.']);
    assert.equal((await arman.get(page)).status, 404);
    const removal = `${HERE}/questions/${next.id}/removal`;
    assert.equal((await arman.submit(HERE, {}, removal)).status, 303);
    const token = await tokenOf(arman);
    assert.equal((await arman.post(removal, { _csrf: token })).status, 303);
    assert.doesNotMatch((await portal.stranger().get(PUBLIC)).text, /Where do I keep the stick/);
    assert.match((await arman.get(HERE)).text, /2 earlier questions/);
  });
});

void describe('captions', () => {
  for (const [content, expected] of [
    ['WEBVTT\n\n00:01.000 --> 00:02.000\nHello', { transcript: 'Hello' }],
    [
      '\ufeffWEBVTT title\r\n\r\n1\r\n00:00:01.000 --> 00:00:02.500 line:0\r\n<b>Сәлем</b>\r\nдос\r\n',
      { transcript: 'Сәлем дос' },
    ],
    [
      'WEBVTT\n\nNOTE a note\n\n00:01.000 --> 00:02.000\nA\n\n00:02.000 --> 00:03.000\nB',
      { transcript: 'A\nB' },
    ],
    ['1\n00:00:01,000 --> 00:00:02,000\nSubRip', { wrong: 'header' }],
    ['WEBVTTX\n\n00:01.000 --> 00:02.000\nHello', { wrong: 'header' }],
    ['WEBVTT\n\n00:01.000 -> 00:02.000\nHello', { wrong: 'cues' }],
    ['WEBVTT\n\n00:03.000 --> 00:02.000\nBackwards', { wrong: 'cues' }],
    ['WEBVTT\n\n00:03.000 --> 00:04.000\nA\n\n00:01.000 --> 00:02.000\nB', { wrong: 'cues' }],
    ['WEBVTT\n\n00:61.000 --> 00:62.000\nHello', { wrong: 'cues' }],
    ['WEBVTT\n', { wrong: 'empty' }],
    ['', { wrong: 'header' }],
  ] as const) {
    void it(`are read: ${JSON.stringify(content).slice(0, 60)}`, () => {
      assert.deepEqual(readCaptions(Buffer.from(content)), expected);
    });
  }

  void it('are refused when too large or not UTF-8', () => {
    assert.deepEqual(readCaptions(Buffer.alloc(210_000, 'a')), { wrong: 'large' });
    const cp1251 = Buffer.from([...Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\n'), 0xcf, 0xf0]);
    assert.deepEqual(readCaptions(cp1251), { wrong: 'encoding' });
  });
});

void describe('a video', async () => {
  const PAGE = `${HERE}/video`;
  const folder = path.join(portal.portal.config.filesDir, 'videos');
  const mp4 = Buffer.concat([
    Buffer.from([0, 0, 0, 24]),
    Buffer.from('ftypisom'),
    Buffer.alloc(5000, 7),
  ]);
  const webm = Buffer.concat([
    Buffer.from([0x1a, 0x45, 0xdf, 0xa3, 0x9f, 0x42, 0x82, 0x84]),
    Buffer.from('webm'),
    Buffer.alloc(3000, 1),
  ]);
  const poster = await sharp({
    create: { width: 640, height: 360, channels: 3, background: '#246' },
  })
    .png()
    .toBuffer();
  const vtt = (words: string) => Buffer.from(`WEBVTT\n\n00:00.000 --> 00:03.000\n${words}\n`);

  type Files = Record<string, [content: Buffer, name: string]>;
  const agent = request.agent(portal.address);
  const [{ password } = { password: '' }] = demoSignIns;
  await agent
    .post('/en/sign-in')
    .type('form')
    .send({ iin: iinOf('arman'), password });
  const token = findForm((await agent.get(PAGE)).text, PAGE, PAGE).hidden._csrf!;

  async function upload(files: Files, fields: Record<string, string> = {}) {
    let sending = agent.post(PAGE);
    for (const [name, value] of Object.entries({ _csrf: token, ...fields })) {
      sending = sending.field(name, value);
    }
    for (const [name, [content, filename]] of Object.entries(files)) {
      sending = sending.attach(name, content, filename);
    }
    return sending;
  }
  const whole: Files = {
    video: [mp4, 'tayak.mp4'],
    poster: [poster, 'still.png'],
    captions_ru: [vtt('Это трость.'), 'ru.vtt'],
  };
  const row = async () => read('aid_class_videos').where({ aid_class_code: CODE }).first();
  const kept = () =>
    existsSync(folder) ? readdirSync(folder).filter((name) => name !== 'incoming') : [];

  for (const [what, files, problem] of [
    ['without captions', { ...whole, captions_ru: undefined }, /captions in at least one language/],
    ['without a still picture', { ...whole, poster: undefined }, /Choose the still picture/],
    [
      'that is none',
      { ...whole, video: [Buffer.from('MZ not a video at all, however it is called'), 'x.mp4'] },
      /not an MP4 or WebM/,
    ],
    ['that is called otherwise', { ...whole, video: [webm, 'x.mp4'] }, /not an MP4 or WebM/],
    [
      'with a broken picture',
      { ...whole, poster: [Buffer.from('GIF89a'), 'x.png'] },
      /cannot be read/,
    ],
    [
      'with captions of another kind',
      { ...whole, captions_ru: [Buffer.from('1\n00:00:01,000'), 'x.vtt'] },
      /must begin with the word WEBVTT/,
    ],
    ['with nothing', {}, /Choose the video file/],
  ] as const) {
    void it(`is refused ${what}, and nothing is kept`, async () => {
      const given = Object.fromEntries(Object.entries(files).filter(([, file]) => file)) as Files;
      const answer = await upload(given);
      assert.equal(answer.status, 422);
      assert.match(answer.text, problem);
      assert.equal(await row(), undefined);
      assert.deepEqual(kept(), []);
    });
  }

  void it('is refused without the token, and to everybody else', async () => {
    assert.equal((await upload(whole, { _csrf: 'wrong' })).status, 403);
    const saule = await portal.signedIn(iinOf('saule'));
    assert.equal((await saule.get(PAGE)).status, 403);
    assert.equal(await row(), undefined);
  });

  void it('is shown with captions, transcript and download when it is whole', async () => {
    assert.equal((await upload(whole)).status, 303);
    const { file, width, height } = await row();
    assert.deepEqual([width, height], [640, 360]);
    assert.ok(file.includes(createHash('sha256').update(mp4).digest('hex').slice(0, 32)));
    const { text } = await portal.stranger().get(`/ru/aids/classes/${CODE}`);
    assert.match(
      text,
      /<video[^>]* controls preload="none" width="640" height="360" poster="\/files\/videos\//,
    );
    assert.match(text, /<track kind="captions"[^>]*srclang="ru" label="Русский" default>/);
    assert.match(text, /Это трость\./);
    assert.doesNotMatch((await portal.stranger().get(PUBLIC)).text, /What is said in the video/);
    assert.deepEqual(readdirSync(path.join(folder, 'incoming')), [], 'nothing is left behind');
  });

  void it('is sent by range, for good, as what it is', async () => {
    const { file, poster: still } = await row();
    const address = `${portal.address}/files/videos/${file}`;
    const part = await fetch(address, { headers: { range: 'bytes=4-7' } });
    assert.equal(part.status, 206);
    assert.equal(await part.text(), 'ftyp');
    const { headers } = await fetch(address);
    assert.equal(headers.get('content-type'), 'video/mp4');
    assert.match(headers.get('cache-control') ?? '', /max-age=31536000, immutable/);
    assert.equal(headers.get('x-content-type-options'), 'nosniff');
    assert.match(headers.get('content-security-policy') ?? '', /media-src 'self'/);
    assert.equal(headers.get('set-cookie'), null);
    const beyond = await fetch(address, { headers: { range: 'bytes=999999-' } });
    assert.equal(beyond.status, 416);
    const [captions] = await read('aid_class_captions');
    const words = await fetch(`${portal.address}/files/videos/${captions.file}`);
    assert.match(words.headers.get('content-type') ?? '', /^text\/vtt/);
    const picture = await fetch(`${portal.address}/files/videos/${still}`);
    assert.equal(picture.headers.get('content-type'), 'image/webp');
    for (const name of ['incoming', '..%2f..%2fetc', 'x.mp4', 'incoming%2fx']) {
      assert.equal((await fetch(`${portal.address}/files/videos/${name}`)).status, 404, name);
    }
  });

  void it('gets captions of another language by themselves, with a transcript of their own', async () => {
    const answer = await upload(
      { captions_kk: [vtt('Бұл – таяқ.'), 'kk.vtt'] },
      { transcript_kk: 'Бұл – тірек таяқ.' },
    );
    assert.equal(answer.status, 303);
    const { text } = await portal.stranger().get(`/kk/aids/classes/${CODE}`);
    assert.match(text, /Бұл – тірек таяқ\./);
    assert.match((await arman.get(HERE)).text, /Missing: English/);
    const nothing = await upload({});
    assert.equal(nothing.status, 422);
    const without = await upload({}, { transcript_en: 'A stick.' });
    assert.match(without.text, /choose its captions too/);
  });

  void it('is replaced with its captions, and taken away with its files', async () => {
    const before = kept();
    const fresh: Files = {
      ...whole,
      video: [webm, 'x.webm'],
      captions_en: [vtt('A stick.'), 'e.vtt'],
    };
    assert.equal((await upload(fresh)).status, 303);
    const { file } = await row();
    assert.match(file, /\.webm$/);
    const captions = await read('aid_class_captions').orderBy('language').select('language');
    assert.deepEqual(captions, [{ language: 'en' }, { language: 'ru' }]);
    assert.ok(!kept().some((name) => name.endsWith('.mp4')), 'the old file is gone');
    assert.ok(before.length >= 4);
    assert.equal((await arman.submit(HERE, {}, `${PAGE}/removal`)).status, 303);
    assert.equal(await row(), undefined);
    assert.deepEqual(kept(), []);
    assert.doesNotMatch((await portal.stranger().get(PUBLIC)).text, /<video/);
    const entry = await read('audit_entries').orderBy('id', 'desc').first();
    assert.equal(entry.action, 'aid_class.video_removed');
  });
});
