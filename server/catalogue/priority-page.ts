// Which of the WHO's fifty priority products can be requested here, and where.
import type { Response } from 'express';
import type { Portal } from '../portal.ts';
import { visitOf } from '../web/visit.ts';
import { DOMAINS } from './priority-products.ts';
import type { Snapshot } from './snapshot.ts';

/** The WHO's list by what a product helps with, each with the aid classes that answer it. */
export function sendPriorityList(
  res: Response,
  { page }: Pick<Portal, 'page'>,
  { priority, classes, countIn }: Snapshot,
): void {
  const { t, lang, paths } = visitOf(res);
  const rows = priority.map((product) => ({
    no: product.no,
    domain: product.domain,
    name: product.names[lang],
    classes: product.classes
      .map((code) => classes.find(code))
      .filter((one) => one?.active)
      .map((one) => ({
        text: one!.names[lang],
        href: paths.aids({ class: one!.code }),
        count: countIn('', one!.code),
      })),
  }));
  page(res, 'catalogue/priority', {
    title: t('catalogue.priority.title'),
    breadcrumbs: [
      { text: t('catalogue.home'), href: paths.home() },
      { text: t('catalogue.list.title'), href: paths.aids() },
      { text: t('catalogue.priority.title') },
    ],
    here: rows.filter((row) => row.classes.length > 0).length,
    all: rows.length,
    domains: DOMAINS.map((domain) => ({
      name: t(`catalogue.priority.domain.${domain}`),
      rows: rows.filter((row) => row.domain === domain),
    })),
  });
}
