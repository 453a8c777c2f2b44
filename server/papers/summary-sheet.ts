// A request on one page: where it stands, what was chosen, what it costs, what has happened.
import type { Block, Fact } from '../letters/letters.ts';
import type { Ground, Sheet } from './ground.ts';

/** Beyond this the sheet would not stay on a page; the portal shows all. */
const MOST_EVENTS = 8;

export function summarySheet(ground: Ground): Sheet {
  const { visit, request, shown, at } = ground;
  const { t, format } = visit;
  const blocks: Block[] = [
    {
      kind: 'facts',
      rows: [
        { label: t('requests-pages.reference'), value: request.reference },
        { label: t('requests-pages.forWhom'), value: request.applicant.name },
        { label: t('papers.status'), value: `${shown.tag.text}. ${shown.sentence}` },
        { label: t('requests-pages.holder'), value: shown.holder },
        ...(shown.next
          ? [{ label: shown.next.title, value: `${shown.next.atText} (${shown.next.text})` }]
          : []),
      ],
    },
    { kind: 'heading', text: t('requests-pages.show.chosen') },
    { kind: 'facts', rows: chosenRows(ground) },
    { kind: 'heading', text: t('requests-pages.show.delivery') },
    {
      kind: 'facts',
      rows: shown.delivery.map(({ key, value }) => ({ label: key.text, value: value.text })),
    },
  ];
  if (shown.decision) blocks.push(...decisionBlocks(ground));
  const events = shown.timeline.slice(0, MOST_EVENTS);
  if (events.length) {
    blocks.push(
      { kind: 'heading', text: t('requests-pages.show.timeline') },
      {
        kind: 'table',
        head: [t('papers.when'), t('papers.what'), t('papers.who')],
        rows: events.map((event) => [event.atText, event.title, event.by]),
      },
    );
  }
  blocks.push(
    { kind: 'paragraph', text: shown.contact },
    { kind: 'small', text: t('papers.asOf', { when: format.dateTime(at.toISOString()) }) },
  );
  return { title: t('papers.summary.title', { what: shown.title }), blocks };
}

/** What was chosen and what it costs. */
export function chosenRows({ visit, shown }: Ground): Fact[] {
  const { t, format } = visit;
  const { sums } = shown;
  const rows: Fact[] = [
    {
      label: t('requests-pages.product'),
      value: [shown.chosen.name, ...shown.chosen.lines].join('\n'),
    },
  ];
  if (!sums) return rows;
  rows.push({ label: t('papers.price'), value: format.money(sums.price) });
  if (sums.stateShare !== null) {
    rows.push({ label: t('papers.stateShare'), value: format.money(sums.stateShare) });
  }
  if (sums.coPayment !== null) {
    rows.push({ label: t('papers.coPayment'), value: format.money(sums.coPayment) });
  }
  return rows;
}

function decisionBlocks({ visit: { t }, shown }: Ground): Block[] {
  const { decision } = shown;
  if (!decision) return [];
  const said = [decision.text, decision.reason, decision.explanation].filter(
    (text) => text !== null,
  );
  return [
    { kind: 'heading', text: t('requests-pages.show.decision') },
    ...said.map((text) => ({ kind: 'paragraph' as const, text })),
  ];
}
