// The easy-read texts and the questions of aid classes: a change ends what stood and begins anew, so that nothing
// that people once read is lost.
import { markCatalogueChanged } from '../../catalogue/catalogue.ts';
import { inTransaction, isDuplicate, type Database, type Queryable } from '../../database.ts';
import { Conflict, NotFound } from '../../web/errors.ts';
import type { Problem } from '../../web/forms.ts';
import { STALE } from '../../web/stale.ts';
import type { Act } from '../desk.ts';
import { differences, writeDown, writeDownCreation, type Row } from '../records.ts';
import type { QuestionValues, TextValues } from './forms.ts';

export type TextRow = TextValues & {
  id: number;
  stated_at: string;
  ended_at: string | null;
};

export type QuestionRow = QuestionValues & {
  id: number;
  aid_class_code: string;
  stated_at: string;
  ended_at: string | null;
};

/** All texts that a class has had, the one in force first. */
export async function listTexts(db: Queryable, code: string): Promise<TextRow[]> {
  return db('aid_class_texts').where({ aid_class_code: code }).orderBy('id', 'desc').limit(50);
}

/** Puts a text in the place of the one that `stamp` names; the same text again changes nothing. */
export async function changeText(
  db: Database,
  act: Act,
  code: string,
  { stamp, values }: { stamp: string; values: TextValues },
): Promise<Problem[]> {
  try {
    return await inTransaction(db, async (trx) => {
      const row: TextRow | undefined = await trx('aid_class_texts')
        .where({ aid_class_code: code, ended_at: null })
        .forUpdate()
        .first();
      const differing = differences(row ?? {}, values);
      if (Object.keys(differing).length === 0) return [];
      if (String(row?.id ?? '') !== stamp) return [STALE];
      const at = act.at.toISOString();
      if (row) await trx('aid_class_texts').where({ id: row.id }).update({ ended_at: at });
      await trx('aid_class_texts').insert({
        ...values,
        aid_class_code: code,
        stated_by: act.by.accountId,
        stated_at: at,
      });
      await markCatalogueChanged(trx);
      const subject = { kind: 'aid_class', id: code };
      await writeDown(trx, act, { subject, action: 'aid_class.text_changed', differing });
      return [];
    });
  } catch (error) {
    if (isDuplicate(error)) return [STALE];
    throw error;
  }
}

/** A question in force. @throws NotFound */
export async function findQuestion(db: Queryable, code: string, id: number): Promise<QuestionRow> {
  const row: QuestionRow | undefined = await db('aid_class_questions')
    .where({ id, aid_class_code: code, ended_at: null })
    .first();
  if (!row) throw new NotFound();
  return row;
}

/** The questions in force, in order, and those that were. */
export async function listQuestions(db: Queryable, code: string): Promise<QuestionRow[]> {
  return db('aid_class_questions')
    .where({ aid_class_code: code })
    .orderBy(['position', 'id'])
    .limit(200);
}

/** Adds a question; a form sent twice adds one. */
export async function addQuestion(
  db: Database,
  act: Act,
  code: string,
  { key, values }: { key: string | null; values: QuestionValues },
): Promise<void> {
  try {
    await inTransaction(db, async (trx) => {
      await trx('aid_class_questions').insert({
        ...values,
        aid_class_code: code,
        creation_key: key,
        stated_by: act.by.accountId,
        stated_at: act.at.toISOString(),
      });
      await markCatalogueChanged(trx);
      const subject = { kind: 'aid_class', id: code };
      await writeDownCreation(trx, act, { subject, action: 'aid_class.question_added', values });
    });
  } catch (error) {
    if (!isDuplicate(error)) throw error;
  }
}

/** Changes a question. @throws Conflict when it was changed or taken away in the meantime */
export function changeQuestion(
  db: Database,
  act: Act,
  { code, id }: { code: string; id: number },
  values: QuestionValues,
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const row = await lockQuestion(trx, code, id);
    const differing = differences(row, values);
    if (Object.keys(differing).length === 0) return;
    if (row.ended_at !== null) {
      const next: object | undefined = await trx('aid_class_questions')
        .where({ follows_id: id })
        .first();
      const isDone = next && Object.keys(differences(next as Row, values)).length === 0;
      if (isDone) return; // the same form again
      throw new Conflict('words.questionChanged');
    }
    const at = act.at.toISOString();
    await trx('aid_class_questions').where({ id }).update({ ended_at: at });
    await trx('aid_class_questions').insert({
      ...values,
      aid_class_code: code,
      follows_id: id,
      stated_by: act.by.accountId,
      stated_at: at,
    });
    await markCatalogueChanged(trx);
    const subject = { kind: 'aid_class', id: code };
    await writeDown(trx, act, { subject, action: 'aid_class.question_changed', differing });
  });
}

/** Takes a question away; it stays among those that were. */
export function removeQuestion(
  db: Database,
  act: Act,
  { code, id }: { code: string; id: number },
): Promise<void> {
  return inTransaction(db, async (trx) => {
    const row = await lockQuestion(trx, code, id);
    if (row.ended_at !== null) return;
    await trx('aid_class_questions').where({ id }).update({ ended_at: act.at.toISOString() });
    await markCatalogueChanged(trx);
    await writeDown(trx, act, {
      subject: { kind: 'aid_class', id: code },
      action: 'aid_class.question_removed',
      differing: { question_en: [row.question_en, null] },
    });
  });
}

async function lockQuestion(trx: Queryable, code: string, id: number): Promise<QuestionRow> {
  const row: QuestionRow | undefined = await trx('aid_class_questions')
    .where({ id, aid_class_code: code })
    .forUpdate()
    .first();
  if (!row) throw new NotFound();
  return row;
}
