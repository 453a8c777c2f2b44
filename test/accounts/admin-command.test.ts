import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it } from 'node:test';
import { startPortal } from '../support/portal.ts';

const running = await startPortal();
const { config, db, vault } = running.portal;
const PASSWORD = 'seven quiet lanterns by the lake';
const IIN = '991231500016';

/** Runs `npm run admin -- …` with the settings of the portal, the password through a pipe. */
function admin(args: string[], input = PASSWORD, env: Record<string, string> = {}) {
  return new Promise<{ code: number | null; out: string; err: string }>((resolve) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'bin/admin.ts', ...args], {
      env: { ...process.env, NODE_ENV: 'test', DATABASE_URL: config.databaseUrl, ...env },
    });
    let [out, err] = ['', ''];
    child.stdout.on('data', (piece) => (out += piece));
    child.stderr.on('data', (piece) => (err += piece));
    child.on('close', (code) => resolve({ code, out, err }));
    child.stdin.end(`${input}\n`);
  });
}

const create = ['create', '--iin', IIN, '--family-name', 'Ахметова', '--given-name', 'Айгүл'];

void describe('npm run admin', () => {
  void it('makes the first administrator, who can sign in at once', async () => {
    const { code, out, err } = await admin(create);
    assert.equal(code, 0, err);
    assert.match(out, /can sign in as administrator/);
    assert.ok(!out.includes(PASSWORD) && !out.includes(IIN));
    const answer = await running.stranger().post('/en/sign-in', { iin: IIN, password: PASSWORD });
    assert.equal(answer.headers.location, '/en/admin');
    const entry = await db.read('audit_entries').where({ action: 'account.created' }).first();
    assert.deepEqual([entry.actor_id, entry.actor_role], [null, 'system']);
  });

  void it('refuses what cannot be, says why, and changes nothing', async () => {
    for (const [args, input, words] of [
      [create, PASSWORD, /already an account/],
      [create.toSpliced(2, 1, '991231500017'), PASSWORD, /last digit does not fit/],
      [create.toSpliced(2, 1, '991231600012'), 'too short', /at least 15 characters/],
      [create.toSpliced(2, 1, '991231600012'), 'passwordpassword', /most common|repeats/],
      [create.toSpliced(3, 2), PASSWORD, /--family-name is missing/],
      [['create', '--colour', 'blue'], PASSWORD, /--colour/],
      [['promote'], PASSWORD, /How to use it/],
      [['disable', '991231600012'], '', /no active account/],
    ] as const) {
      const { code, err } = await admin([...args], input);
      assert.equal(code, 1, args.join(' '));
      assert.match(err, words);
      assert.doesNotMatch(err, /\n\s+at /);
    }
    const rows = await db.read('accounts').where({ iin_lookup: vault.fingerprint('991231600012') });
    assert.equal(rows.length, 0);
  });

  void it('works in production on an empty database, and there too refuses default secrets', async () => {
    const production = {
      NODE_ENV: 'production',
      DATABASE_URL: path.join(mkdtempSync(path.join(tmpdir(), 'tandau-')), 'new.sqlite'),
      PUBLIC_URL: 'https://tandau.example.kz',
    };
    const refused = await admin(create, PASSWORD, production);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /SESSION_SECRET/);
    const secrets = { SESSION_SECRET: 's'.repeat(40), IIN_KEY: 'k'.repeat(40) };
    const made = await admin(create, PASSWORD, { ...production, ...secrets });
    assert.equal(made.code, 0, made.err);
  });

  void it('closes an account, and its session ends', async () => {
    const visitor = running.stranger();
    await visitor.post('/en/sign-in', { iin: IIN, password: PASSWORD });
    assert.equal((await visitor.get('/en/account')).status, 200);
    assert.equal((await admin(['disable', IIN])).code, 0);
    assert.equal((await visitor.get('/en/account')).status, 303);
  });
});
