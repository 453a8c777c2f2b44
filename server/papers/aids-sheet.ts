// What a person has, on one page: for the hospital, the workshop, or the next office.
import { aidName, HELD, type Aid } from '../aids/aids.ts';
import type { Office } from '../applicants/offices.ts';
import type { Block } from '../letters/letters.ts';
import { officeWords } from '../requests/words.ts';
import type { Visit } from '../web/visit.ts';
import type { Sheet } from './ground.ts';

interface Person {
  name: string;
  aids: readonly Aid[];
}

/** The aids of each person that the reader may see; those that are gone are left out. */
export function aidsSheet(
  people: readonly Person[],
  office: Office | null,
  visit: Visit,
  at: Date,
): Sheet {
  const { t, format } = visit;
  const blocks: Block[] = people.flatMap(({ name, aids }) => [
    { kind: 'heading' as const, text: name },
    tableOf(
      aids.filter(({ state }) => HELD.includes(state)),
      visit,
    ),
  ]);
  if (office) {
    blocks.push({ kind: 'paragraph', text: t('papers.aids.repair', officeWords(office, visit)) });
  }
  blocks.push({
    kind: 'small',
    text: t('papers.asOf', { when: format.dateTime(at.toISOString()) }),
  });
  return { title: t('papers.aids.title'), blocks };
}

function tableOf(aids: readonly Aid[], { t, lang, format }: Visit): Block {
  if (aids.length === 0) return { kind: 'paragraph', text: t('papers.aids.none') };
  const day = (date: string | null) => (date ? format.date(date) : t('papers.aids.notKnown'));
  return {
    kind: 'table',
    head: ['aid', 'received', 'warranty', 'replacement'].map((key) => t(`papers.aids.${key}`)),
    rows: aids.map((aid) => [
      aidName(aid)[lang] + (aid.quantity > 1 ? ` × ${format.number(aid.quantity)}` : ''),
      format.date(aid.receivedOn),
      day(aid.warrantyUntil),
      day(aid.replacementFrom),
    ]),
  };
}
