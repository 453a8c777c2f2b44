import {
  choice,
  optionalText,
  readForm,
  text,
  ticked,
  wholeNumber,
  type Field,
} from '../web/forms.ts';
import { MONTHS } from './schedule.ts';

const DAMAGED = 'errors.badRequest.text';
const ID = { min: 1, max: 999_999_999 };

export const version = wholeNumber({ missing: DAMAGED, ...ID });
const key = text({ missing: DAMAGED, max: 36, pattern: /^[0-9a-f-]{36}$/, wrong: DAMAGED });

const months: Field<number> = (raw, refuse) => {
  const read = choice(MONTHS.map(String), { missing: 'consumables.missing.months' })(raw, refuse);
  return typeof read === 'string' ? Number(read) : read;
};

const pieces = (most: number) =>
  wholeNumber({ missing: 'consumables.missing.pieces', min: 1, max: most });

/** How many pieces a lot has and how long it lasts. */
export const readStart = (body: unknown, most: number) =>
  readForm({ key, pieces: pieces(most), months }, body);

/** Whether the person agrees to pay more than before. */
export const readSending = (body: unknown) => readForm({ agreed: ticked() }, body);

export const readVersion = (body: unknown) => readForm({ version }, body);

/** What may change for the lots to come. */
export const readChanges = (body: unknown, most: number) =>
  readForm(
    {
      version,
      offer: wholeNumber({ missing: 'consumables.missing.offer', ...ID }),
      pieces: pieces(most),
      months,
      deliveryAddress: text({
        missing: 'requests-pages.draft.addressMissing',
        max: 300,
        lines: true,
      }),
      deliveryPhone: optionalText({
        max: 40,
        pattern: /^\+?[\d\s()-]{5,}$/,
        wrong: 'requests-pages.draft.phoneWrong',
      }),
      deliveryNote: optionalText({ max: 300 }),
    },
    body,
  );
