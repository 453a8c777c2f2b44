// A form with rules across its fields: they are asked of what could be read, so that all problems are told at once.
import { readForm, type Field, type Outcome, type Problem, type Values } from './forms.ts';

/** Reads a form as `readForm` does, and its rules. A rule is given undefined for a field that was refused. */
export function readWithRules<F extends Record<string, Field<unknown>>>(
  fields: F,
  body: unknown,
  rules: (read: Partial<Values<F>>) => Problem[],
): Outcome<Values<F>> {
  const read = readForm(fields, body);
  if ('values' in read) {
    const problems = rules(read.values);
    return problems.length ? { problems, typed: read.typed } : read;
  }
  const readable: Record<string, unknown> = {};
  for (const [name, field] of Object.entries(fields)) {
    const alone = readForm({ [name]: field }, body);
    if ('values' in alone) readable[name] = alone.values[name];
  }
  const refused = new Set(read.problems.map(({ field }) => field));
  const further = rules(readable as Partial<Values<F>>).filter(({ field }) => !refused.has(field));
  const order = Object.keys(fields);
  const problems = [...read.problems, ...further].toSorted(
    (one, other) => order.indexOf(one.field) - order.indexOf(other.field),
  );
  return { problems, typed: read.typed };
}
