// One question a page. Answers come by POST and stay in the session.
import { Router, type Request, type Response } from 'express';
import { dayOf } from '../calendar/today.ts';
import { measuredOf, measuresOf, type Family, type MeasureKey } from '../measures/measures.ts';
import type { Portal } from '../portal.ts';
import { typedDecimal } from '../web/desk-fields.ts';
import { NotFound } from '../web/errors.ts';
import type { Problem, Typed } from '../web/forms.ts';
import { visitOf, type Visit } from '../web/visit.ts';
import { readAnswer } from './answer-form.ts';
import { heldIn, keepAnswer } from './answers.ts';
import { familyIn, familyName } from './family.ts';
import { firstOpen, questionsOf, walk, type Question } from './questions.ts';

type At = Request<{ family: string; question: string }>;

export function questionRoutes({ db, clock, page }: Portal): Router {
  const routes = Router();

  routes.get('/guide/:family/:question', async (req: At, res) => {
    const place = placeIn(req);
    if (place.isAsked) await showQuestion(req, res, place);
    else res.redirect(303, nextAddress(req, visitOf(res), place.family));
  });

  routes.post('/guide/:family/:question', async (req: At, res) => {
    const visit = visitOf(res);
    const place = placeIn(req);
    const { family, question } = place;
    if (!place.isAsked) return res.redirect(303, nextAddress(req, visit, family));
    const read = readAnswer(question, req.body ?? {}, visit);
    if ('problems' in read) return showQuestion(req, res, place, read);
    const { answer } = read.values;
    keepAnswer(req, family, { key: question.key, answer, on: dayOf(clock()) });
    res.redirect(303, nextAddress(req, visit, family, isChange(req) ? null : question));
  });

  async function showQuestion(
    req: At,
    res: Response,
    { family, question, questions }: Place,
    again: { problems?: Problem[]; typed?: Typed } = {},
  ): Promise<void> {
    const visit = visitOf(res);
    const { t, lang, paths } = visit;
    const at = questions.indexOf(question);
    const change = isChange(req);
    const before = questions[at - 1];
    const back = change
      ? paths.guideResult(family)
      : before
        ? paths.guideQuestion(family, before.key)
        : paths.guideFamily(family);
    page(res, 'guide/question', {
      title: question.title[lang],
      back: { text: t('guide.question.back'), href: back },
      family,
      familyName: familyName(family, visit),
      question,
      progress: t('guide.question.progress', { number: at + 1, count: questions.length }),
      change,
      ...(await valueFor(req, visit, family, question)),
      ...again,
    });
  }

  // What was answered, else what the person's own measures say.
  async function valueFor(req: Request, visit: Visit, family: Family, question: Question) {
    const answer = heldIn(req, family)?.answers[question.key];
    if (question.kind === 'choice') return { value: answer };
    const inWords = (thousandths: number) => typedDecimal(thousandths, visit.lang);
    if (typeof answer === 'number') return { value: inWords(answer) };
    const own = await measuresOf(db.read, req, visit.reader, dayOf(clock()));
    const key = question.key as MeasureKey;
    const measured = own?.values[key];
    if (!own || measured === undefined) return {};
    return { value: inWords(measured), measuredOn: measuredOf(own, key).on };
  }

  return routes;
}

interface Place {
  family: Family;
  question: Question;
  questions: readonly Question[];
  /** Whether the answers so far lead to this question. */
  isAsked: boolean;
}

function placeIn(req: At): Place {
  const family = familyIn(req.params.family);
  const question = questionsOf(family).find(({ key }) => key === req.params.question);
  if (!question) throw new NotFound();
  const { questions } = walk(family, heldIn(req, family)?.answers ?? {});
  return { family, question, questions, isAsked: questions.includes(question) };
}

// After a question the one behind it; a changed answer leads back to the result, by way of what it opened.
function nextAddress(
  req: Request,
  { paths }: Visit,
  family: Family,
  after: Question | null = null,
): string {
  const held = heldIn(req, family) ?? { answers: {}, skipped: [] };
  const { questions } = walk(family, held.answers);
  const behind = after && questions[questions.indexOf(after) + 1];
  const next = after ? behind : firstOpen(questions, held);
  return next ? paths.guideQuestion(family, next.key) : paths.guideResult(family);
}

function isChange(req: Request): boolean {
  const { change } = (req.method === 'POST' ? (req.body ?? {}) : req.query) as { change?: unknown };
  return change === '1';
}
