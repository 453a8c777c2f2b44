// The administrator sees what the portal does by itself.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { runJobs } from '../../server/jobs/jobs.ts';
import { iinOf } from '../support/demo-people.ts';
import { startPortal } from '../support/portal.ts';

void describe('the list of jobs', async () => {
  const running = await startPortal();
  const { portal } = running;

  void test('names each in three languages, with what came of it', async () => {
    const failing = {
      name: 'e-mail',
      everySeconds: 60,
      run: () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })),
    };
    const haveRun = async () => {
      const jobs: { finished_at: string | null }[] = await portal.db.read('jobs');
      return jobs.length > 20 && jobs.every((job) => job.finished_at !== null);
    };
    while (!(await haveRun())) await pause(20);
    await portal.db.write('jobs').where({ name: 'e-mail' }).update({ due_at: '2026-01-01' });
    const stop = runJobs(portal, [failing]);
    await stop();
    const names: string[] = await portal.db.read('jobs').pluck('name');
    const administrator = await running.signedIn(iinOf('arman'));
    for (const lang of LANGUAGES) {
      const t = portal.texts[lang];
      const { text } = await administrator.get(`/${lang}/admin/jobs`);
      for (const name of names) {
        assert.ok(t.has(`operations.job.${name}`), `${name} has no name in ${lang}`);
        assert.ok(text.includes(t(`operations.job.${name}`)), name);
      }
      assert.ok(text.includes('ECONNREFUSED'));
      assert.ok(text.includes(t('operations.state.failed', { count: 1 })));
    }
  });
});
