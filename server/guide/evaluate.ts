// One rule, one variant, some answers: fits, does not fit, cannot tell - or nothing to say. Pure.
import type { Definition, Values } from '../catalogue/technical-data.ts';
import type { Names } from '../i18n/languages.ts';
import type { Answers } from './answers.ts';
import { boundOf, answersOf, SILENT, UNANSWERED } from './bounds.ts';
import type { Check, Rule } from './rule.ts';
import type { Reason, SentenceValues, Verdict } from './verdict.ts';

/** What is known of a variant: its class, and its data with the definitions that its class has. */
export interface Subject {
  aidClassCode: string;
  /** By key. */
  definitions: ReadonlyMap<string, Definition>;
  values: Values;
}

/** What the rule says of the variant; null where it does not speak. */
export function evaluate(rule: Rule, answers: Answers, subject: Subject): Reason | null {
  if (!isAsked(rule, answers)) return null;
  const spoken = speaksOf(rule, subject);
  const found = spoken === 'no' ? null : compare(rule, answers, subject);
  return found && spoken === 'unknown' ? say(rule, 'cannot_tell', {}) : found;
}

function compare(rule: Rule, answers: Answers, subject: Subject): Reason | null {
  const { check } = rule;
  if ('say' in check) return say(rule, check.say, {});
  if ('class' in check) return compareClass(rule, check, answers, subject);
  if ('option' in check) return compareOption(rule, check, answers, subject);
  if ('yes' in check) {
    const yes = valueOf(subject, check.yes)?.yes ?? null;
    return yes === null ? say(rule, 'cannot_tell', {}) : judge(rule, yes === check.is, {});
  }
  return compareNumber(rule, check, answers, subject);
}

/** A question without an answer leaves open whether the rule speaks: it is silent then. */
export function isAsked({ when = {} }: Rule, answers: Answers): boolean {
  return Object.entries(when).every(([question, those]) =>
    those.includes(String(answers[question] ?? '')),
  );
}

function speaksOf({ of = {} }: Rule, subject: Subject): 'yes' | 'no' | 'unknown' {
  const options = Object.entries(of).map(([key, those]) => {
    const option = optionOf(subject, key);
    return option ? (those.includes(option.key) ? 'yes' : 'no') : 'unknown';
  });
  if (options.includes('no')) return 'no';
  return options.includes('unknown') ? 'unknown' : 'yes';
}

function compareClass(
  rule: Rule,
  { class: question, accept }: Extract<Check, { class: string }>,
  answers: Answers,
  { aidClassCode }: Subject,
): Reason | null {
  const answer = answers[question];
  if (answer === undefined) return unanswered(rule, {});
  const accepted = acceptedBy(accept, answer);
  const fits = accepted?.some((code) => isBelow(aidClassCode, code)) ?? null;
  return fits === null ? null : judge(rule, fits, { answer: String(answer) });
}

function compareOption(
  rule: Rule,
  check: Extract<Check, { option: string }>,
  answers: Answers,
  subject: Subject,
): Reason | null {
  const answer = 'by' in check ? answers[check.by] : undefined;
  if ('by' in check && answer === undefined) return unanswered(rule, {});
  const accepted = 'by' in check ? acceptedBy(check.accept, answer!) : check.accept;
  if (!accepted) return null;
  const said: Record<string, string> = answer === undefined ? {} : { answer: String(answer) };
  const option = optionOf(subject, check.option);
  if (!option) return say(rule, 'cannot_tell', said);
  return judge(rule, accepted.includes(option.key), { ...said, option: option.names });
}

function compareNumber(
  rule: Rule,
  check: Extract<Check, { number: string } | { range: readonly [string, string] }>,
  answers: Answers,
  subject: Subject,
): Reason | null {
  const from = boundOf(check.from, rule, answers);
  const to = boundOf(check.to, rule, answers);
  if (from === SILENT || to === SILENT) return null;
  const [low, high] = spanOf(rule, check, subject);
  const values = {
    ...answersOf(check, answers),
    ...(low !== null && { value: low }),
    ...(high !== null && { high }),
    ...(typeof from === 'number' && { from }),
    ...(typeof to === 'number' && { to }),
  };
  if (from === UNANSWERED || to === UNANSWERED) return unanswered(rule, values);
  if (low === null || high === null) return say(rule, 'cannot_tell', values);
  return judge(rule, (from === null || high >= from) && (to === null || low <= to), values);
}

// What can be set to any value between two data is a span; a single one begins and ends at itself.
function spanOf(
  { numbersNow }: Rule,
  check: Extract<Check, { number: string } | { range: readonly [string, string] }>,
  subject: Subject,
): [number | null, number | null] {
  const thousandths = (key: string) => valueOf(subject, key)?.thousandths ?? null;
  if ('range' in check) return [thousandths(check.range[0]), thousandths(check.range[1])];
  const option = check.as && optionOf(subject, check.number);
  const one = check.as
    ? (numbersNow[check.as[option?.key ?? ''] ?? ''] ?? null)
    : thousandths(check.number);
  return [one, one];
}

function unanswered(rule: Rule, values: SentenceValues): Reason | null {
  return rule.wish
    ? null
    : { rule: rule.key, verdict: 'cannot_tell', sentence: rule.sentences.unanswered!, values };
}

function judge(rule: Rule, fits: boolean, values: SentenceValues): Reason {
  return say(rule, fits ? 'fits' : 'does_not_fit', values);
}

function say(rule: Rule, verdict: Verdict, values: SentenceValues): Reason {
  return { rule: rule.key, verdict, sentence: rule.sentences[verdict]!, values };
}

/** What goes with an answer; null where the rule has nothing to say to it. */
export function acceptedBy(
  accept: Readonly<Record<string, readonly string[]>>,
  answer: string | number,
): readonly string[] | null {
  return Object.hasOwn(accept, answer) ? accept[answer]! : null;
}

/** Says whether a class is `code` or lies below it. */
export function isBelow(aidClassCode: string, code: string): boolean {
  return aidClassCode === code || aidClassCode.startsWith(`${code}-`);
}

function valueOf({ definitions, values }: Subject, key: string) {
  const definition = definitions.get(key);
  return definition && values.get(definition.id);
}

function optionOf(subject: Subject, key: string): { key: string; names: Names } | null {
  const definition = subject.definitions.get(key);
  const id = valueOf(subject, key)?.optionId;
  const option = id === null || id === undefined ? undefined : definition?.optionKeys.get(id);
  return option === undefined ? null : { key: option, names: definition!.options.get(id!)! };
}
