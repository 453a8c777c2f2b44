import { BLOCKS, type Block } from '../../catalogue/class-words.ts';
import { faultsOf } from '../../catalogue/easy-read.ts';
import { LANGUAGES, type Lang } from '../../i18n/languages.ts';
import { creationKey, version } from '../../web/desk-fields.ts';
import {
  optionalChoice,
  optionalText,
  text,
  wholeNumber,
  type Field,
  type Problem,
  type Values,
} from '../../web/forms.ts';

type TextColumn = `${Block}_${Lang}`;

/** The columns of an easy-read text. */
export const TEXT_COLUMNS: readonly TextColumn[] = BLOCKS.flatMap((block) =>
  LANGUAGES.map((lang): TextColumn => `${block}_${lang}`),
);

export const textFields = {
  version,
  act: optionalChoice(['preview']),
  ...(Object.fromEntries(TEXT_COLUMNS.map((column) => [column, blockField(column)])) as Record<
    TextColumn,
    Field<string>
  >),
};
export type TextValues = Pick<Values<typeof textFields>, TextColumn>;

/** What stands against the rules of easy reading: one problem a field, naming the first sentence. */
export function problemsOfText(values: TextValues): Problem[] {
  return TEXT_COLUMNS.flatMap((column) => {
    const [first] = faultsOf(values[column]);
    return first
      ? [{ field: column, key: `words.fault.${first.fault}`, values: { sentence: first.sentence } }]
      : [];
  });
}

function blockField(column: TextColumn): Field<string> {
  const [block = '', lang = ''] = column.split('_');
  const read = optionalText({ max: 1500, lines: true });
  return (raw, refuse) => {
    const value = read(raw, refuse);
    return value ?? refuse('words.missing.block', { block, in: lang });
  };
}

const inLanguages = (name: 'question' | 'answer', max: number) =>
  Object.fromEntries(
    LANGUAGES.map((lang) => [
      `${name}_${lang}`,
      text({ missing: `words.missing.${name}_${lang}`, max, lines: name === 'answer' }),
    ]),
  ) as Record<`${typeof name}_${Lang}`, Field<string>>;

export const questionFields = {
  creation_key: creationKey,
  position: wholeNumber({ missing: 'words.missing.position', min: 0, max: 99 }),
  ...(inLanguages('question', 200) as Record<`question_${Lang}`, Field<string>>),
  ...(inLanguages('answer', 1500) as Record<`answer_${Lang}`, Field<string>>),
};
export type QuestionValues = Omit<Values<typeof questionFields>, 'creation_key'>;
