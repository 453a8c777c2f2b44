// Judges some variants and says why: every rule in force says its sentence, and the worst of them is the verdict.
import type { Choosable } from '../catalogue/choosable.ts';
import type { Snapshot } from '../catalogue/snapshot.ts';
import { definitionsFor, type Definition } from '../catalogue/technical-data.ts';
import type { Database } from '../database.ts';
import type { Names } from '../i18n/languages.ts';
import type { Family } from '../measures/measures.ts';
import type { Answers } from './answers.ts';
import { evaluate, isBelow, type Subject } from './evaluate.ts';
import type { Rule } from './rule.ts';
import { rulesInForce } from './rules-in-force.ts';
import { VERDICTS, type Reason, type VariantVerdict } from './verdict.ts';

/** The verdict on each variant, by its id, with the rules in force on the day `on`. For a few variants. */
export async function verdictsFor(
  db: Database,
  {
    family,
    answers,
    choosables,
    on,
    snapshot,
  }: {
    family: Family;
    answers: Answers;
    choosables: readonly Pick<Choosable, 'variantId' | 'aidClassCode' | 'values'>[];
    on: string;
    snapshot: Snapshot;
  },
): Promise<ReadonlyMap<number, VariantVerdict>> {
  const rules = await rulesInForce(db, family, { on, version: snapshot.version });
  return new Map(
    choosables.map(({ variantId, aidClassCode, values }) => {
      const definitions = definitionsOf(aidClassCode, snapshot);
      const reasons = reasonsFor(rules, answers, { aidClassCode, definitions, values });
      return [variantId, { verdict: reasons[0]!.verdict, reasons }];
    }),
  );
}

/** What each rule says of a variant, the worst first. There is always at least one reason. */
export function reasonsFor(rules: readonly Rule[], answers: Answers, subject: Subject): Reason[] {
  const reasons = rules
    .filter((rule) => rule.classes.some((one) => isBelow(subject.aidClassCode, one)))
    .flatMap((rule) => evaluate(rule, answers, subject) ?? []);
  if (reasons.length === 0) return [SILENCE];
  return VERDICTS.flatMap((verdict) => reasons.filter((reason) => reason.verdict === verdict));
}

/** The data that a class has, by key. */
export function definitionsOf(
  aidClassCode: string,
  { classes, definitions }: Pick<Snapshot, 'classes' | 'definitions'>,
): ReadonlyMap<string, Definition> {
  const defined = definitionsFor(definitions, classes.withAncestors(aidClassCode));
  // The nearest definition of a key counts: it comes first.
  return new Map(defined.toReversed().map((definition) => [definition.key, definition]));
}

// No rule had anything to say about what was answered.
const NOTHING_SAID: Names = {
  kk: 'Берген жауаптарыңыз бойынша бұл құралға қатысты ештеңе айта алмаймыз: маманнан сұраңыз.',
  ru: 'По вашим ответам об этом изделии ничего сказать нельзя: спросите специалиста.',
  en: 'Your answers do not tell anything about this product: ask a specialist.',
};
const SILENCE: Reason = {
  rule: 'none',
  verdict: 'cannot_tell',
  sentence: NOTHING_SAID,
  values: {},
};
