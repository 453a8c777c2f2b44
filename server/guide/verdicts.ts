// Judges variants: every rule in force says its sentence, and the worst of them is the verdict.
import type { Choosable } from '../catalogue/choosable.ts';
import type { Snapshot } from '../catalogue/snapshot.ts';
import { definitionsFor, type Definition } from '../catalogue/technical-data.ts';
import type { Database } from '../database.ts';
import type { Names } from '../i18n/languages.ts';
import type { Family } from '../measures/measures.ts';
import type { Answers } from './answers.ts';
import { evaluate, isBelow } from './evaluate.ts';
import type { Rule } from './rule.ts';
import { rulesInForce } from './rules-in-force.ts';
import { VERDICTS, type Reason, type VariantVerdict } from './verdict.ts';

type Judged = Pick<Choosable, 'variantId' | 'aidClassCode' | 'values'>;

/**
 * The verdict on each variant, by its id, with the rules in force on the day `on`. Variants of classes that do not
 * belong to the family have none.
 */
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
    choosables: readonly Judged[];
    on: string;
    snapshot: Snapshot;
  },
): Promise<ReadonlyMap<number, VariantVerdict>> {
  const rules = await rulesInForce(db, family, { on, version: snapshot.version });
  return judge(rules, answers, choosables, snapshot);
}

/** As `verdictsFor`, with rules at hand. */
export function judge(
  rules: readonly Rule[],
  answers: Answers,
  choosables: readonly Judged[],
  snapshot: Pick<Snapshot, 'classes' | 'definitions'>,
): ReadonlyMap<number, VariantVerdict> {
  const grounds = new Map<string, Ground>();
  const verdicts = new Map<number, VariantVerdict>();
  for (const { variantId, aidClassCode, values } of choosables) {
    const ground = grounds.get(aidClassCode) ?? groundOf(aidClassCode, rules, snapshot);
    grounds.set(aidClassCode, ground);
    const subject = { aidClassCode, definitions: ground.definitions, values };
    const reasons = ground.rules.flatMap((rule) => evaluate(rule, answers, subject) ?? []);
    verdicts.set(variantId, summedUp(reasons));
  }
  return verdicts;
}

function summedUp(reasons: Reason[]): VariantVerdict {
  if (reasons.length === 0) return { verdict: 'cannot_tell', reasons: [SILENCE] };
  const worstFirst = VERDICTS.flatMap((verdict) =>
    reasons.filter((reason) => reason.verdict === verdict),
  );
  return { verdict: worstFirst[0]!.verdict, reasons: worstFirst };
}

interface Ground {
  rules: readonly Rule[];
  definitions: ReadonlyMap<string, Definition>;
}

// The same for all variants of a class: which rules speak of it, and what its data are called.
function groundOf(
  code: string,
  rules: readonly Rule[],
  { classes, definitions }: Pick<Snapshot, 'classes' | 'definitions'>,
): Ground {
  const defined = definitionsFor(definitions, classes.withAncestors(code));
  return {
    rules: rules.filter((rule) => rule.classes.some((one) => isBelow(code, one))),
    // The nearest definition of a key counts: it comes first.
    definitions: new Map(defined.toReversed().map((definition) => [definition.key, definition])),
  };
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
