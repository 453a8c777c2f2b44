import { choice, date, money, text, ticked, type Values } from '../../web/forms.ts';
import { version } from '../../web/desk-fields.ts';

export const AMOUNT_STATUSES = ['confirmed', 'proposed'] as const;

const said = {
  amount: money({ missing: 'administration.missing.amount' }),
  source: text({ missing: 'administration.missing.source', max: 500, lines: true }),
  status: choice(AMOUNT_STATUSES, { missing: 'administration.missing.status' }),
};

export const amountFields = {
  class: text({ missing: 'administration.missing.class', max: 20, pattern: /^[\w-]+$/ }),
  amount: said.amount,
  valid_from: date({ missing: 'administration.missing.valid_from' }),
  today: ticked(),
  source: said.source,
  status: said.status,
};
export type AmountValues = Values<typeof amountFields>;

export const correctionFields = { version, ...said };
export type CorrectionValues = Values<typeof correctionFields>;
