// What a person told for the maker, as rows: on the person's page, in the case, and on the maker's order.
import type { Queryable } from '../database.ts';
import type { Visit } from '../web/visit.ts';
import { averagesOf } from './hearing.ts';
import { particularsFor, particularsOf, type Particular, type Particulars } from './particulars.ts';

export interface ParticularRow {
  key: { text: string };
  value: { text: string; classes: string };
}

/** The answers of a request as rows of a summary list; null where nothing was answered. */
export async function particularRows(
  db: Queryable,
  { requestId, aidClassCode }: { requestId: number; aidClassCode: string },
  visit: Visit,
): Promise<ParticularRow[] | null> {
  const answers = await particularsOf(db, requestId);
  if (!answers.length) return null;
  const asked = await particularsFor(db, aidClassCode);
  return rowsOf(asked, answers, visit);
}

/** Each answer beside its question, and what follows from several of them. */
export function rowsOf(
  asked: readonly Particular[],
  answers: readonly Particulars[],
  visit: Visit,
): ParticularRow[] {
  const { t, lang, format } = visit;
  const thresholds = new Map<string, number>();
  const told = asked.flatMap((one) => {
    const answer = answers.find(({ particularId }) => particularId === one.id);
    if (!answer) return [];
    if (one.kind === 'number' && answer.thousandths !== null) {
      thresholds.set(one.key, answer.thousandths / 1000);
    }
    return [
      { section: one.sections?.[lang], name: one.names[lang], text: wordsOf(one, answer, visit) },
    ];
  });
  // What stands under one heading is one row: an audiogram is read at a glance.
  const rows: ParticularRow[] = [];
  for (const { section, name, text } of told) {
    const last = rows.at(-1);
    if (!section) rows.push(row(name, text));
    else if (last?.key.text === section) last.value.text += `\n${name}: ${text}`;
    else rows.push(row(section, `${name}: ${text}`));
  }
  const grades = averagesOf(thresholds).map(({ ear, decibels, grade }) =>
    row(
      t(`made-to-order.hearing.${ear}`),
      t('made-to-order.hearing.average', {
        decibels: format.number(Math.round(decibels)),
        grade: t(`made-to-order.hearing.${grade}`),
      }),
    ),
  );
  return [...rows, ...grades];
}

function wordsOf(one: Particular, answer: Particulars, { t, lang, format }: Visit): string {
  if (answer.state === 'unknown') return t('made-to-order.unknown');
  if (one.kind === 'choice') {
    return one.options.find(({ id }) => id === answer.optionId)?.names[lang] ?? '';
  }
  if (one.kind === 'yes_no') return t(answer.yes ? 'made-to-order.yes' : 'made-to-order.no');
  if (one.kind === 'text') return answer.text ?? '';
  const number = (answer.thousandths ?? 0) / 1000;
  // A year is no quantity.
  const text = one.unit ? format.number(number) : String(number);
  return one.unit ? t(`made-to-order.unit.${one.unit}`, { number: text }) : text;
}

function row(key: string, text: string): ParticularRow {
  return { key: { text: key }, value: { text, classes: 'td-lines' } };
}
