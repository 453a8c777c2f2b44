// Which style sheets a page needs beside `app.css`. The catalogue's list has only that one: it is a first visit.

const CHOOSING = ['choosing.css'];
const DESK = ['desk.css'];

const SHEETS: Readonly<Record<string, readonly string[]>> = {
  'catalogue/list': [],
  'catalogue/priority': [],
  catalogue: CHOOSING,
  guide: CHOOSING,
  measures: [...DESK, ...CHOOSING],
  shortlists: CHOOSING,
  'experiences/list': CHOOSING,
  'experiences/flag': CHOOSING,
  information: [],
  'open-data': [],
  errors: [],
};

/** The further sheets of a template: its own, its slice's, else those of the desks. */
export function sheetsOf(template: string): readonly string[] {
  return SHEETS[template] ?? SHEETS[template.split('/')[0]!] ?? DESK;
}
