// The request on paper: its numbered fields, once for the printed form, its PDF and the screen on which it is typed.
// A number stays with its field in every language and for good: forms that lie in people's drawers come back years later.

/** What a field holds; its label is `assisted.field.<name>`, its hint, where there is one, `assisted.fieldHint.<name>`. */
export interface PaperField {
  number: number;
  name: PaperFieldName;
  /** Boxes for one character each. */
  boxes?: number;
  /** Empty lines to write on; 1 where nothing else is said. */
  lines?: number;
}

/** A part of the form; its heading is `assisted.part.<part>`. */
export interface PaperPart {
  part: 'person' | 'aid' | 'delivery' | 'helper' | 'signature' | 'office';
  fields: readonly PaperField[];
}

export const PAPER_FORM = [
  {
    part: 'person',
    fields: [
      { number: 1, name: 'iin', boxes: 12 },
      { number: 2, name: 'familyName' },
      { number: 3, name: 'givenName' },
      { number: 4, name: 'patronymic' },
      { number: 5, name: 'bornOn' },
      { number: 6, name: 'phone' },
      { number: 7, name: 'address', lines: 2 },
    ],
  },
  {
    part: 'aid',
    fields: [
      { number: 8, name: 'programmeNumber' },
      { number: 9, name: 'line' },
      { number: 10, name: 'quantity', boxes: 5 },
      { number: 11, name: 'offer', lines: 2 },
      { number: 12, name: 'wishes', lines: 4 },
    ],
  },
  {
    part: 'delivery',
    fields: [
      { number: 13, name: 'deliveryAddress', lines: 2 },
      { number: 14, name: 'deliveryPhone' },
      { number: 15, name: 'deliveryNote' },
    ],
  },
  {
    part: 'helper',
    fields: [
      { number: 16, name: 'helperName' },
      { number: 17, name: 'helperPaper' },
    ],
  },
  {
    part: 'signature',
    fields: [
      { number: 18, name: 'signedOn' },
      { number: 19, name: 'signature' },
    ],
  },
  {
    part: 'office',
    fields: [
      { number: 20, name: 'receivedOn' },
      { number: 21, name: 'receivedBy' },
    ],
  },
] as const satisfies readonly (Omit<PaperPart, 'fields'> & {
  fields: readonly (Omit<PaperField, 'name'> & { name: string })[];
})[];

export type PaperFieldName = (typeof PAPER_FORM)[number]['fields'][number]['name'];

/** The parts with their fields, in the order of the form. */
export const paperParts: readonly PaperPart[] = PAPER_FORM;

const NUMBERS: ReadonlyMap<string, number> = new Map(
  paperParts.flatMap(({ fields }) => fields.map(({ name, number }) => [name, number] as const)),
);

/** The number under which a field stands on the form, in every language. */
export function paperNumberOf(name: PaperFieldName): number {
  return NUMBERS.get(name)!;
}
