// What a person filled in, as rows of a summary list.
import type { Visit } from '../web/visit.ts';
import type { AidRequest } from './aid-request.ts';

/** Everything that is about to be submitted, each row with the way to change it. */
export function checkRows(request: AidRequest, visit: Visit) {
  const { t, lang, paths } = visit;
  const { reference, product, supplier, aidClass, quantity } = request;
  const change = (href: string, what: string) => ({
    items: [{ href, text: t('requests-pages.change'), visuallyHiddenText: what }],
  });
  const choice = paths.requestChoice(reference);
  const draft = paths.requestDraft(reference);
  const row = (key: string, text: string, href?: string) => ({
    key: { text: t(`requests-pages.${key}`) },
    value: { text, classes: 'td-lines' },
    ...(href && { actions: change(href, t(`requests-pages.${key}`)) }),
  });
  return [
    row('forWhom', request.applicant.name),
    row('aidClass', aidClass.names[lang]),
    ...(request.making
      ? [makingRow(request, visit, change)]
      : [
          row(
            'product',
            [product?.names[lang], product?.variant[lang]].filter(Boolean).join(', '),
            choice,
          ),
          row('supplier', supplier?.names[lang] ?? ''),
        ]),
    row('quantity', visit.format.number(quantity), quantity > 1 ? `${draft}#quantity` : undefined),
    ...deliveryRows(request, visit, (field) => `${draft}#${field}`),
  ];
}

// Whom the person would like as the maker.
function makingRow(
  { reference, supplier }: AidRequest,
  { t, lang, paths }: Visit,
  change: (href: string, what: string) => object,
) {
  const key = t('made-to-order.row.wished');
  return {
    key: { text: key },
    value: {
      text: supplier?.names[lang] ?? t('made-to-order.row.officeChooses'),
      classes: 'td-lines',
    },
    actions: change(`${paths.requestParticulars(reference)}#maker`, key),
  };
}

/** Where it is delivered and what matters; without the way to change it once it is submitted. */
export function deliveryRows(
  { delivery, wishes }: AidRequest,
  { t }: Visit,
  changeAt?: (field: string) => string,
) {
  const rows = [
    { key: 'address', text: delivery.address, field: 'deliveryAddress' },
    { key: 'phone', text: delivery.phone, field: 'deliveryPhone' },
    { key: 'note', text: delivery.note, field: 'deliveryNote' },
    { key: 'wishes', text: wishes, field: 'wishes' },
  ];
  return rows.map(({ key, text, field }) => ({
    key: { text: t(`requests-pages.${key}`) },
    value: { text: text ?? t('requests-pages.notGiven'), classes: 'td-lines' },
    ...(changeAt && {
      actions: {
        items: [
          {
            href: changeAt(field),
            text: t('requests-pages.change'),
            visuallyHiddenText: t(`requests-pages.${key}`),
          },
        ],
      },
    }),
  }));
}
