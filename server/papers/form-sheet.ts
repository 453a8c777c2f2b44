// The request on paper, with the numbers of `assisted/paper-form.ts`: the same in every language.
import { paperParts, type PaperField } from '../assisted/paper-form.ts';
import type { Block } from '../letters/letters.ts';
import type { Visit } from '../web/visit.ts';
import type { Sheet } from './ground.ts';

export function formSheet({ t }: Pick<Visit, 't'>): Sheet {
  const blocks: Block[] = [{ kind: 'paragraph', text: t('papers.form.lead') }];
  for (const { part, fields } of paperParts) {
    blocks.push({ kind: 'heading', text: t(`assisted.part.${part}`) });
    blocks.push(...fields.map((field) => blockOf(field, t)));
  }
  blocks.push({ kind: 'small', text: t('papers.form.where') });
  return { title: t('papers.form.title'), blocks };
}

function blockOf({ number, name, boxes, lines }: PaperField, t: Visit['t']): Block {
  const label = t(`assisted.field.${name}`);
  if (name === 'signature') return { kind: 'signature', label: `${number}. ${label}` };
  return {
    kind: 'field',
    number: String(number),
    label,
    ...(boxes ? { boxes } : { lines: lines ?? 1 }),
  };
}
