// The decision as a letter: what was decided, why in plain words, and how to object.
import type { Block } from '../letters/letters.ts';
import type { Ground, Sheet } from './ground.ts';
import { chosenRows } from './summary-sheet.ts';

/** Null while nothing is decided. */
export function decisionLetter(ground: Ground): Sheet | null {
  const { visit, request, office, shown, at } = ground;
  const { t, lang, format } = visit;
  const { decision } = shown;
  if (!decision) return null;
  const blocks: Block[] = [
    {
      kind: 'address',
      from: office ? [office.name[lang], office.address[lang], office.phone] : [],
      to: [request.applicant.name, ...request.delivery.address.split('\n')],
    },
    {
      kind: 'facts',
      rows: [
        { label: t('requests-pages.reference'), value: request.reference },
        { label: t('requests-pages.forWhom'), value: request.applicant.name },
      ],
    },
    { kind: 'paragraph', text: decision.text, strong: true },
  ];
  if (decision.reason) {
    const text = `${t('requests-pages.show.reason')}: ${decision.reason}`;
    blocks.push({ kind: 'paragraph', text });
  }
  if (decision.explanation) blocks.push({ kind: 'paragraph', text: decision.explanation });
  blocks.push(
    { kind: 'heading', text: t('requests-pages.show.chosen') },
    { kind: 'facts', rows: chosenRows(ground) },
  );
  if (decision.appeal) {
    blocks.push(
      { kind: 'heading', text: t('requests-pages.show.appealTitle') },
      { kind: 'paragraph', text: decision.appeal },
    );
  }
  blocks.push(
    { kind: 'heading', text: t('requests-pages.show.contact') },
    { kind: 'paragraph', text: shown.contact },
    { kind: 'small', text: t('papers.asOf', { when: format.dateTime(at.toISOString()) }) },
  );
  return { title: t('papers.decision.title', { reference: request.reference }), blocks };
}
