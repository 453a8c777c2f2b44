// The receipt on paper: a person without a computer fills it in and signs; the office types it in. A number stays
// with its field in every language.
import type { Block } from '../letters/letters.ts';
import { OUTCOMES } from '../requests/requests.ts';
import type { Ground, Sheet } from './ground.ts';

/** Null while nothing is on its way. */
export function receiptForm({ visit, request, order, office, shown }: Ground): Sheet | null {
  if (!order) return null;
  const { t, lang, format } = visit;
  const field = (number: number, key: string, rest: object): Block => ({
    kind: 'field',
    number: String(number),
    label: t(`papers.receipt.${key}`),
    ...rest,
  });
  const what = [shown.chosen.name, request.product?.variant[lang]].filter(Boolean).join(', ');
  const blocks: Block[] = [
    { kind: 'paragraph', text: t('papers.receipt.lead') },
    field(1, 'reference', { value: request.reference }),
    field(2, 'order', { value: `${order.number}, ${order.supplierNames[lang]}` }),
    field(3, 'aid', { value: `${what} (${format.number(request.quantity)})` }),
    field(4, 'person', { value: request.applicant.name }),
    field(5, 'day', { boxes: 8, hint: t('papers.receipt.dayHint') }),
    field(6, 'code', { boxes: 6, hint: t('papers.receipt.codeHint') }),
    field(7, 'outcome', {
      options: OUTCOMES.map((outcome) => t(`requests-pages.receipt.outcome.${outcome}`)),
    }),
    field(8, 'problem', { lines: 2 }),
    field(9, 'name', { hint: t('papers.receipt.nameHint') }),
    {
      kind: 'signature',
      label: `10. ${t('papers.receipt.signature')}`,
      date: `11. ${t('papers.receipt.signedOn')}`,
    },
    {
      kind: 'small',
      text: t('papers.receipt.where', {
        office: office?.name[lang] ?? '',
        address: office?.address[lang] ?? '',
        phone: office?.phone ?? '',
      }),
    },
  ];
  return { title: t('papers.receipt.title'), blocks };
}
