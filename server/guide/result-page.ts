// What the pages of a result show: answers in words, products with their sentences, the rules with their sources.
import { groupedBy } from '../catalogue/grouped-by.ts';
import type { Snapshot } from '../catalogue/snapshot.ts';
import type { Family } from '../measures/measures.ts';
import { valueWithUnit } from '../measures/words.ts';
import type { Visit } from '../web/visit.ts';
import type { Answers } from './answers.ts';
import { neededBy } from './bounds.ts';
import { walk, type Question } from './questions.ts';
import type { Rule } from './rule.ts';
import { sentenceOf } from './sentences.ts';
import type { ShownProduct } from './shown-products.ts';
import type { Verdict } from './verdict.ts';

/** The order in which a result shows its groups. */
export const GROUPS = ['fits', 'cannot_tell', 'does_not_fit'] as const satisfies Verdict[];

/** The questions that were asked, with the answers in words; null where one was left out. */
export function answerRows(family: Family, answers: Answers, visit: Visit) {
  const { questions, counted } = walk(family, answers);
  return questions.map((question) => ({
    key: question.key,
    question: question.title[visit.lang],
    answer: answerInWords(question, counted[question.key], visit),
    changeHref: visit.paths.guideQuestion(family, question.key, { change: 1 }),
  }));
}

function answerInWords(
  question: Question,
  answer: string | number | undefined,
  visit: Visit,
): string | null {
  if (answer === undefined) return null;
  if (question.kind === 'measure') {
    return valueWithUnit(Number(answer), question.measure.unit, visit);
  }
  return question.options.find(({ key }) => key === answer)?.name[visit.lang] ?? null;
}

/** The questions that are still open and without whose answers some rule cannot tell. */
export function decisiveQuestions(
  family: Family,
  waiting: readonly Rule[],
  answers: Answers,
  { lang, paths }: Visit,
) {
  const needed = new Set(waiting.flatMap(({ check }) => neededBy(check)));
  return walk(family, answers)
    .questions.filter(({ key }) => needed.has(key) && answers[key] === undefined)
    .map(({ key, title }) => ({
      text: title[lang],
      href: paths.guideQuestion(family, key, { change: 1 }),
    }));
}

/** A product of a group: what holds for all of its variants is said once. */
export function productRow(
  { names, maker, slug, aidClassCode, offered, coPayment, variants }: ShownProduct,
  { classes }: Pick<Snapshot, 'classes'>,
  { t, lang, paths, format }: Visit,
) {
  const said = variants.map(({ reasons }) =>
    reasons.map((reason) => ({ verdict: reason.verdict, text: sentenceOf(reason, lang) })),
  );
  const everywhere = new Set(
    said[0]!.flatMap(({ text }) => (said.every((own) => has(own, text)) ? [text] : [])),
  );
  const [only] = variants.length === 1 ? variants : [];
  return {
    name: names[lang],
    maker,
    className: classes.find(aidClassCode)?.names[lang] ?? '',
    href: paths.aid(slug, { variant: only?.article }),
    money: t(`guide.result.${moneyKey(offered, coPayment)}`, { sum: format.money(coPayment ?? 0) }),
    reasons: said[0]!.filter(({ text }) => everywhere.has(text)),
    variants: variants.map(({ variantId, article, labels }, at) => ({
      id: variantId,
      label: labels[lang],
      article,
      href: paths.aid(slug, { variant: article }),
      reasons: said[at]!.filter(({ text }) => !everywhere.has(text)),
    })),
  };
}

/** The product with no more than what speaks against it: a sheet of paper is short. */
export function withoutFits(row: ReturnType<typeof productRow>): ReturnType<typeof productRow> {
  const against = (reasons: typeof row.reasons) =>
    reasons.filter(({ verdict }) => verdict !== 'fits');
  return {
    ...row,
    reasons: against(row.reasons),
    variants: row.variants.map((one) => ({ ...one, reasons: against(one.reasons) })),
  };
}

function moneyKey(offered: boolean, coPayment: number | null): string {
  if (!offered) return 'notOffered';
  if (coPayment === null) return 'offered';
  return coPayment === 0 ? 'free' : 'coPayment';
}

function has(reasons: readonly { text: string }[], text: string): boolean {
  return reasons.some((one) => one.text === text);
}

/** Rules, those of one source together. */
export function ruleRows(rules: readonly Rule[], { lang, format, t }: Visit) {
  const bySource = groupedBy(rules, ({ status, source, validFrom }) =>
    [status, source[lang], validFrom].join('\n'),
  );
  return [...bySource.values()].map((own) => ({
    names: [...new Set(own.map(({ names }) => names[lang]))],
    status: t(`guide.status.${own[0]!.status}`),
    source: own[0]!.source[lang],
    since: format.date(own[0]!.validFrom),
  }));
}
