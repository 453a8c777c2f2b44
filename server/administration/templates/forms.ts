import { LANGUAGES } from '../../i18n/languages.ts';
import { isSms, type Fault, type TemplateColumn } from '../../notifications/template-rules.ts';
import type { Part } from '../../notifications/wording.ts';
import { version } from '../../web/desk-fields.ts';
import { optionalChoice, optionalText, type Field, type Problem } from '../../web/forms.ts';

const PARTS: readonly Part[] = ['subject', 'body', 'easy'];

/** The columns of a text, in the order of the form. */
export const COLUMNS: readonly TemplateColumn[] = PARTS.flatMap((part) =>
  LANGUAGES.map((lang): TemplateColumn => `${part}_${lang}`),
);

/** The form of a kind. That a text is missing is for the rules to say, with all else. */
export function templateFields(kind: string) {
  const field = (column: TemplateColumn): Field<string> => {
    const isSubject = column.startsWith('subject');
    const read = optionalText(isSubject ? { max: 200 } : { max: 4000, lines: !isSms(kind) });
    return (raw, refuse) => read(raw, refuse) ?? '';
  };
  return {
    version,
    act: optionalChoice(['preview']),
    ...(Object.fromEntries(COLUMNS.map((column) => [column, field(column)])) as Record<
      TemplateColumn,
      Field<string>
    >),
  };
}

/** Faults as problems of the form. */
export function problemsOf(faults: readonly Fault[]): Problem[] {
  return faults.map(({ column, fault, names }) => {
    const [part = '', lang = ''] = column.split('_');
    return {
      field: column,
      key: `outbox.fault.${fault}`,
      values: { part, in: lang, names: names.join(', ') },
    };
  });
}
