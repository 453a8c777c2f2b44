// What has happened in the demo so far, told as steps on days gone by. Together they show every status.
import type { Outcome } from '../../server/requests/requests.ts';

export interface Step {
  act:
    | 'start'
    | 'submit'
    | 'take'
    | 'ask'
    | 'answer'
    | 'approve'
    | 'refuse'
    | 'appeal'
    | 'confirm'
    | 'decline'
    | 'fit'
    | 'dispatch'
    | 'receive'
    | 'withdraw';
  daysAgo: number;
  /** Key of a demo account; left out: the applicant's. */
  by?: string;
  note?: string;
  reason?: string;
  outcome?: Outcome;
}

export interface Story {
  /** Key of the demo applicant. */
  for: string;
  /** Who acts for them, where they have no account. */
  by?: string;
  aidClass: string;
  /** Key of the demo supplier whose offer is chosen; left out: the cheapest. */
  supplier?: string;
  steps: Step[];
}

const started = (daysAgo: number): Step[] => [{ act: 'start', daysAgo }];
const submitted = (daysAgo: number): Step[] => [...started(daysAgo), { act: 'submit', daysAgo }];
const taken = (daysAgo: number, by: string): Step[] => [
  ...submitted(daysAgo + 2),
  { act: 'take', daysAgo, by },
];
const approved = (daysAgo: number, by: string): Step[] => [
  ...taken(daysAgo + 1, by),
  { act: 'approve', daysAgo, by },
];
const confirmed = (daysAgo: number, by: string, supplier: string): Step[] => [
  ...approved(daysAgo + 2, by),
  { act: 'confirm', daysAgo, by: supplier },
];
const dispatched = (daysAgo: number, by: string, supplier: string, note: string): Step[] => [
  ...confirmed(daysAgo + 3, by, supplier),
  { act: 'dispatch', daysAgo, by: supplier, note },
];

export const stories: Story[] = [
  // Astana: what the caseworkers there find in the morning
  { for: 'timur', aidClass: 'MM-01-01', steps: submitted(18) },
  { for: 'viktor', aidClass: 'HG-01-01', steps: submitted(12) },
  { for: 'alikhan', by: 'madina', aidClass: 'MM-01-06', steps: submitted(4) },
  { for: 'nurlan', aidClass: 'TT-03', steps: submitted(3) },
  { for: 'dmitri', aidClass: 'PO-06-01', steps: submitted(3) },
  { for: 'zarina', aidClass: 'HG-06', steps: submitted(1) },
  { for: 'gulnara', aidClass: 'ST-03', steps: taken(3, 'saule') },
  { for: 'sergei', aidClass: 'MM-05', steps: taken(5, 'dmitri') },
  {
    for: 'yerlan',
    aidClass: 'MM-02',
    steps: [
      ...taken(4, 'saule'),
      { act: 'approve', daysAgo: 2, by: 'saule', note: 'Құны белгіленген сомадан жоғары.' },
    ],
  },
  {
    for: 'nurlan',
    aidClass: 'TT-01',
    steps: [
      ...taken(5, 'saule'),
      {
        act: 'ask',
        daysAgo: 4,
        by: 'saule',
        note: 'Какой длины трость вам нужна? Подойдёт ли складная?',
      },
    ],
  },
  {
    for: 'aigerim',
    aidClass: 'HG-10',
    steps: [
      ...taken(4, 'dmitri'),
      {
        act: 'ask',
        daysAgo: 2,
        by: 'dmitri',
        note: 'Орындық төсектің жанында тұра ма, әлде жуынатын бөлмеде ме? Есіктің ені қанша?',
      },
    ],
  },
  {
    for: 'yerlan',
    aidClass: 'HG-11',
    supplier: 'elzheter',
    steps: [
      ...taken(7, 'dmitri'),
      { act: 'ask', daysAgo: 6, by: 'dmitri', note: 'Төсегіңіздің ені қанша?' },
      { act: 'answer', daysAgo: 4, note: 'Төсегімнің ені 90 см.' },
    ],
  },

  // With suppliers
  { for: 'gulnara', aidClass: 'ST-04', supplier: 'dybysnama', steps: approved(1, 'saule') },
  { for: 'viktor', aidClass: 'HG-04', supplier: 'elzheter', steps: approved(3, 'dmitri') },
  { for: 'sergei', aidClass: 'PO-02-02', supplier: 'elzheter', steps: approved(2, 'saule') },
  {
    for: 'viktor',
    aidClass: 'MM-01-05',
    supplier: 'elzheter',
    steps: confirmed(3, 'saule', 'askar'),
  },
  {
    for: 'alikhan',
    by: 'madina',
    aidClass: 'HG-01-02',
    supplier: 'elzheter',
    steps: confirmed(2, 'saule', 'askar'),
  },
  {
    for: 'zarina',
    aidClass: 'PO-01-02',
    supplier: 'elzheter',
    steps: [
      ...confirmed(9, 'saule', 'askar'),
      { act: 'fit', daysAgo: 3, by: 'askar', note: 'Гильза өлшеп көрілді, бауы қысқартылды.' },
    ],
  },
  {
    for: 'aigerim',
    aidClass: 'HG-12',
    supplier: 'elzheter',
    steps: dispatched(2, 'saule', 'askar', 'Қазпошта, жөнелтілім 000123456'),
  },
  {
    for: 'timur',
    aidClass: 'MM-07',
    supplier: 'elzheter',
    steps: [
      ...approved(8, 'dmitri'),
      {
        act: 'decline',
        daysAgo: 6,
        by: 'askar',
        reason: 'decline-not-in-stock',
        note: 'Ближайшая поставка через два месяца.',
      },
    ],
  },

  // Other offices
  { for: 'bakyt', aidClass: 'MM-01-02', steps: started(4) },
  { for: 'bakyt', aidClass: 'MM-04', steps: started(65) },
  { for: 'olga', aidClass: 'MM-08', steps: submitted(5) },
  {
    for: 'olga',
    aidClass: 'HG-02',
    supplier: 'elzheter',
    steps: dispatched(3, 'irina', 'askar', 'Курьер поставщика, позвонит за час'),
  },
  {
    for: 'olga',
    aidClass: 'TT-15',
    supplier: 'elzheter',
    steps: [
      ...dispatched(20, 'irina', 'askar', 'Казпочта, отправление 000223344'),
      { act: 'receive', daysAgo: 16, outcome: 'fits' },
    ],
  },
  { for: 'asel', aidClass: 'PO-06', steps: submitted(2) },
  {
    for: 'asel',
    aidClass: 'MM-01-01',
    supplier: 'elzheter',
    steps: [
      ...dispatched(7, 'aidos', 'askar', 'Транспортная компания, накладная 4471'),
      {
        act: 'receive',
        daysAgo: 5,
        outcome: 'does_not_fit',
        note: 'Сиденье узкое, пересесть самостоятельно не получается.',
      },
    ],
  },

  // What has ended
  {
    for: 'timur',
    aidClass: 'HG-08',
    supplier: 'elzheter',
    steps: [
      ...dispatched(15, 'saule', 'askar', 'Постамат у дома'),
      { act: 'receive', daysAgo: 12, outcome: 'fits' },
    ],
  },
  {
    for: 'sergei',
    aidClass: 'MM-04',
    supplier: 'elzheter',
    steps: [
      ...dispatched(70, 'saule', 'askar', 'Казпочта, отправление 000198765'),
      { act: 'receive', daysAgo: 66, outcome: 'fits' },
    ],
  },
  // Grab bars that came two months ago: enough for people's words about them to be counted
  ...(
    [
      ['timur', 'saule'],
      ['viktor', 'saule'],
      ['zarina', 'saule'],
      ['gulnara', 'saule'],
      ['sergei', 'saule'],
      ['yerlan', 'saule'],
      ['olga', 'irina'],
      ['asel', 'aidos'],
    ] as const
  ).map(([who, by]): Story => ({
    for: who,
    aidClass: 'HG-12',
    supplier: 'elzheter',
    steps: [
      ...dispatched(60, by, 'askar', 'Транспортная компания, накладная 3902'),
      { act: 'receive', daysAgo: 57, outcome: 'fits' },
    ],
  })),
  {
    for: 'timur',
    aidClass: 'PO-05-01',
    steps: [
      ...taken(8, 'saule'),
      {
        act: 'refuse',
        daysAgo: 6,
        by: 'saule',
        reason: 'refusal-product-mismatch',
        note: 'В программе указан ортез с шарниром, а выбран мягкий бандаж. Выберите ортез с шарниром и подайте новую заявку.',
      },
    ],
  },
  {
    for: 'zarina',
    aidClass: 'TT-15',
    steps: [
      ...taken(15, 'saule'),
      {
        act: 'refuse',
        daysAgo: 13,
        by: 'saule',
        reason: 'refusal-papers-contradict',
        note: 'Бағдарламада үлкейткіштің күші көрсетілмеген, ал анықтамада ол мүлде жоқ. Құжаттарды салыстырып берсеңіз, қайта қараймыз.',
      },
      { act: 'appeal', daysAgo: 5, note: 'Дәрігердің анықтамасында 5 еселік үлкейткіш жазылған.' },
    ],
  },
  {
    for: 'gulnara',
    aidClass: 'ST-07',
    steps: [
      ...submitted(11),
      { act: 'withdraw', daysAgo: 9, reason: 'withdrawal-another-product' },
    ],
  },
];
