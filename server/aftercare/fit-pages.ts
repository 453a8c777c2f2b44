// The pages of the fit check and of the talk that its answers may ask for.
import type { Router } from 'express';
import type { Portal } from '../portal.ts';
import type { Translate } from '../i18n/texts.ts';
import { mountCareAct, plain } from './act-page.ts';
import { fitFields, talkFields } from './fields.ts';
import { answerFitCheck } from './fit-acts.ts';
import { canReopen, fitQuestionOf, pendingTalkOf } from './fit-checks.ts';
import { readFit, readTalk } from './forms.ts';
import { addressesOf } from './open-aid.ts';
import { recordTalk } from './talk.ts';

export function mountFitCheck(routes: Router, portal: Portal): void {
  const { db } = portal;
  mountCareAct(routes, portal, {
    act: 'fit-check',
    desks: ['family', 'office'],
    told: true,
    gather: async ({ aid, desk, visit: { t } }) => {
      const question = await fitQuestionOf(db.read, aid);
      return question && plain(fitFields(t, desk));
    },
    read: (body, office) => readFit(body, office),
    run: (order, reply) => answerFitCheck(portal, order, reply),
    next: (open, _values, result) => {
      const { outcome } = result as unknown as { outcome: string };
      const { aid, act } = addressesOf(open);
      const after = { repair: act('fault'), early: act('early?reason=outgrown') }[outcome] ?? aid;
      return { notice: `aftercare.fit-check.done.${outcome}`, href: after };
    },
  });
  mountCareAct(routes, portal, {
    act: 'talk',
    desks: ['office'],
    told: false,
    gather: async ({ aid, visit: { t, format } }) => {
      const talk = await pendingTalkOf(db.read, aid.id);
      if (!talk) return null;
      const results = (await reopens(aid.id)) ? ['settled', 'misfit'] : ['settled'];
      return {
        ...plain(talkFields(t, results)),
        facts: [
          { label: t('aftercare.talk.by'), value: format.date(talk.talkBy) },
          ...answerFacts(talk, t),
        ],
      };
    },
    read: (body) => readTalk(body),
    run: (order, { result, words }) =>
      recordTalk(portal, order, { settled: result === 'settled', note: words }),
  });

  // Whether the order behind an aid could be opened again.
  async function reopens(aidId: number): Promise<boolean> {
    const row: { order_id: number | null; request_id: number; entitlement_id: number } | undefined =
      await db
        .read('aids')
        .join('requests', 'requests.id', 'aids.request_id')
        .where({ 'aids.id': aidId, 'requests.status': 'received' })
        .first('aids.order_id', 'aids.request_id', 'requests.entitlement_id');
    if (!row) return false;
    const request = { id: row.request_id, entitlementId: row.entitlement_id };
    return canReopen(
      db.read,
      { orderId: row.order_id },
      { request: { ...request, reference: '', version: 1 } },
    );
  }
}

type Said = { fits?: string; does?: string; hurts?: string; uses?: string; words: string | null };

function answerFacts(said: Said, t: Translate): { label: string; value: string }[] {
  const facts = (['fits', 'does', 'hurts', 'uses'] as const).flatMap((name) => {
    const answer = said[name];
    return answer
      ? [{ label: t(`aftercare.fit.${name}`), value: t(`aftercare.fit.${name}.${answer}`) }]
      : [];
  });
  return said.words ? [...facts, { label: t('aftercare.fit.words'), value: said.words }] : facts;
}
