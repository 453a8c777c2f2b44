// Refusing in three steps that work without script: a reason from the list, the sentence for the person,
// and a look at the message as the person will read it.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import type { Portal } from '../portal.ts';
import { dueOn } from '../requests/deadlines.ts';
import { readActFields } from '../requests/forms.ts';
import { reasonsInForce } from '../requests/reasons.ts';
import { refuseRequest } from '../requests/requests.ts';
import { visitOf } from '../web/visit.ts';
import { handOf } from './acts-at-hand.ts';
import { answerAct, orderOf } from './act-page.ts';
import { readCaseFile } from './case-file.ts';
import { caseHead } from './case-page.ts';
import { readReason, readRefusal } from './forms.ts';
import { auditReading, openCase, type CaseRequest, type OpenCase } from './open-case.ts';
import { doubtedBy } from './refusal-doubt.ts';
import { refusalMessage } from './refusal-message.ts';
import { crumbsOf, newsOf, notNowStatus, showNotNow, type Again } from './show-case.ts';

type Step = 'reason' | 'text' | 'preview';

export function refusalRoutes(portal: Portal): Router {
  const routes = Router();

  async function show(open: OpenCase, res: Response, step: Step, shown: Partial<Again> = {}) {
    const file = await readCaseFile(portal.db, open, visitOf(res));
    const visit = visitOf(res);
    const { t, lang, paths } = visit;
    const atHand = handOf(open, file).acts.has('refusal');
    if (open.standing.family || (!shown.problems && !atHand)) {
      return showNotNow(portal, res, open, file, 'refusal', shown.status ?? notNowStatus(open));
    }
    const reasons = await reasonsInForce(portal.db.read, 'refusal', open.day);
    const typed = shown.typed ?? {};
    const reason = reasons.find(({ code }) => code === typed.reason);
    const { language } = file.person;
    const explanation = textOf(typed.explanation) ?? reason?.explanations[language] ?? '';
    const doubted = reason && doubtedBy(reason.code, file.checks);
    const objectUntil = await dueOn(portal.db.read, 'appeal', open.day);
    portal.page(
      res,
      `casework/refusal-${reason ? step : 'reason'}`,
      {
        title: t('casework.refusal.title'),
        breadcrumbs: crumbsOf(open, visit),
        width: 'wide',
        head: caseHead(open, file, visit),
        key: randomUUID(),
        news: newsOf(file, shown.seen, visit),
        reasons: reasons.map(({ code, names, explanations, sources }) => ({
          value: code,
          text: names[lang],
          hint: { text: `${explanations[lang]} (${sources[lang]})` },
        })),
        reason: reason && {
          code: reason.code,
          name: reason.names[lang],
          rule: reason.rules?.[lang] ?? null,
          source: reason.sources[lang],
          remedy: reason.remedies?.[lang] ?? null,
        },
        doubt:
          doubted && t('casework.refusal.doubt', { check: t(`requests.check.${doubted}.name`) }),
        explanation,
        personLang: language,
        language: t(`casework.language.${language}`),
        otherReasonHref: paths.caseRefusal(open.request.reference, { from: open.from }),
        message:
          reason &&
          refusalMessage(portal.texts, open.request, language, {
            explanation,
            reason,
            objectUntil,
          }),
        typed,
        problems: shown.problems,
      },
      shown.status,
    );
  }

  routes.get('/casework/requests/:reference/refusal', async (req, res) => {
    const open = await openCase(portal, req, res);
    await auditReading(portal, open);
    const { reason, step } = req.query;
    // The form says its step: a browser sends nothing for radios of which none is chosen.
    if (reason === undefined && step === undefined) return show(open, res, 'reason');
    const codes = await reasonCodes(portal, open.day);
    const read = readReason(req.query, codes);
    if ('problems' in read) return show(open, res, 'reason', { ...read, status: 422 });
    await show(open, res, 'text', { typed: { reason: read.values.reason } });
  });

  routes.post('/casework/requests/:reference/refusal', async (req: CaseRequest, res) => {
    const open = await openCase(portal, req, res);
    const { version, key } = readActFields(req.body);
    const read = readRefusal(req.body, await reasonCodes(portal, open.day));
    if ('problems' in read) return show(open, res, 'text', { ...read, status: 422 });
    const { typed, values } = read;
    if (values.step !== 'send') {
      return show(open, res, values.step === 'preview' ? 'preview' : 'text', { typed });
    }
    const order = { ...orderOf(open, { version, key }), ...values, reasonCode: values.reason };
    await answerAct(res, open, () => refuseRequest(portal, order), {
      notice: 'casework.refusal.done',
      seen: version,
      again: async (problem) =>
        show(await openCase(portal, req, res), res, 'text', { ...problem, typed }),
    });
  });

  return routes;
}

async function reasonCodes({ db }: Portal, day: string): Promise<string[]> {
  return (await reasonsInForce(db.read, 'refusal', day)).map(({ code }) => code);
}

function textOf(typed: string | string[] | undefined): string | undefined {
  return Array.isArray(typed) ? typed[0] : typed;
}
