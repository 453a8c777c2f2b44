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
  blocks.push(...groundsOf(decision, t));
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

type Decision = NonNullable<Ground['shown']['decision']>;

/** Why it was decided so, by which rule, what was granted in part, and what can be done. */
export function groundsOf(
  { reason, explanation, why, part }: Decision,
  t: Ground['visit']['t'],
): Block[] {
  const blocks: Block[] = [];
  if (reason) {
    blocks.push({ kind: 'paragraph', text: `${t('requests-pages.show.reason')}: ${reason}` });
  }
  if (explanation) blocks.push({ kind: 'paragraph', text: explanation });
  blocks.push(...rulesOf(why));
  if (!part) return blocks;
  return [
    ...blocks,
    { kind: 'paragraph', text: part.granted, strong: true },
    ...(part.explanation ? [{ kind: 'paragraph' as const, text: part.explanation }] : []),
    ...rulesOf(part.why),
    { kind: 'paragraph', text: part.state },
    ...(part.outcome ? [{ kind: 'paragraph' as const, text: part.outcome }] : []),
  ];
}

// On paper the address of a rule is of use only when it can be read.
function rulesOf(why: Decision['why']): Block[] {
  if (why.length === 0) return [];
  const rows = why.map(({ key, text, href }) => ({
    label: key,
    value: href ? `${text} (${href})` : text,
  }));
  return [{ kind: 'facts', rows }];
}
