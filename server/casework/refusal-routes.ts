// Refusing in three steps that work without script: a reason from the list, the sentence for the person,
// and a look at the message as the person will read it.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import type { Portal } from '../portal.ts';
import { dueOn } from '../requests/deadlines.ts';
import { readActFields } from '../requests/forms.ts';
import { refuseRequest } from '../requests/requests.ts';
import { visitOf, type Visit } from '../web/visit.ts';
import { actsAtHand } from './acts-at-hand.ts';
import { answerAct, orderOf } from './act-page.ts';
import { readCaseFile } from './case-file.ts';
import { caseHead } from './case-page.ts';
import { readReason, readRefusal } from './forms.ts';
import { auditReading, openCase, type CaseRequest, type OpenCase } from './open-case.ts';
import { listRefusalReasons } from './reasons.ts';
import { doubtedBy } from './refusal-doubt.ts';
import { refusalMessage } from './refusal-message.ts';
import { crumbsOf, newsOf, notNowStatus, showNotNow, type Again } from './show-case.ts';

type Step = 'reason' | 'text' | 'preview';

export function refusalRoutes(portal: Portal): Router {
  const routes = Router();

  async function show(open: OpenCase, res: Response, step: Step, shown: Partial<Again> = {}) {
    const file = await readCaseFile(portal.db, open);
    const visit = visitOf(res);
    const { t, lang, paths } = visit;
    const atHand = actsAtHand(open, file.decisions).acts.has('refusal');
    if (open.standing.family || (!shown.problems && !atHand)) {
      return showNotNow(portal, res, open, file, 'refusal', shown.status ?? notNowStatus(open));
    }
    const reasons = await listRefusalReasons(portal.db.read);
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
        reasons: reasons.map(({ code, names, explanations, source }) => ({
          value: code,
          text: names[lang],
          hint: { text: `${explanations[lang]} (${sourceText(source, visit)})` },
        })),
        reason: reason && {
          code: reason.code,
          name: reason.names[lang],
          source: sourceText(reason.source, visit),
        },
        doubt:
          doubted && t('casework.refusal.doubt', { check: t(`requests.check.${doubted}.name`) }),
        explanation,
        personLang: language,
        language: t(`casework.language.${language}`),
        otherReasonHref: paths.caseRefusal(open.request.reference, { from: open.from }),
        message: refusalMessage(portal.texts, open.request, language, { explanation, objectUntil }),
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
    const codes = await reasonCodes(portal);
    const read = readReason(req.query, codes);
    if ('problems' in read) return show(open, res, 'reason', { ...read, status: 422 });
    await show(open, res, 'text', { typed: { reason: read.values.reason } });
  });

  routes.post('/casework/requests/:reference/refusal', async (req: CaseRequest, res) => {
    const open = await openCase(portal, req, res);
    const { version, key } = readActFields(req.body);
    const read = readRefusal(req.body, await reasonCodes(portal));
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

async function reasonCodes({ db }: Portal): Promise<string[]> {
  return (await listRefusalReasons(db.read)).map(({ code }) => code);
}

function textOf(typed: string | string[] | undefined): string | undefined {
  return Array.isArray(typed) ? typed[0] : typed;
}

// Most rows still carry the project's own proposal: that is said in the reader's language.
function sourceText(source: string, { t }: Visit): string {
  return source.startsWith('Proposed by the project') ? t('casework.source.proposed') : source;
}
