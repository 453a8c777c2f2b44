// Why a file is not read at all. Each code has its sentence: `imports.refused.<code>`.

export const REFUSALS = [
  'empty',
  'onlyHeader',
  'tooLarge',
  'notATable',
  'oldExcel',
  'utf16',
  'encoding',
  'quotes',
  'broken',
  'macros',
  'externalLinks',
  'doctype',
  'bomb',
  'formula',
  'tooManyRows',
  'tooManyColumns',
  'cellTooLong',
  'tooMuchText',
  'noHeader',
  'repeatedColumn',
  'lost',
] as const;

export type RefusalCode = (typeof REFUSALS)[number];
export type RefusalValues = Record<string, string | number>;

/** The file is refused as it stands: nothing of it was brought in. */
export class Refused extends Error {
  readonly code: RefusalCode;
  readonly values: RefusalValues;
  constructor(code: RefusalCode, values: RefusalValues = {}) {
    super(code);
    this.code = code;
    this.values = values;
  }
}
