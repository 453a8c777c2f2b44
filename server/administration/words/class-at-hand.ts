// The class whose words are at hand, and the way back up from it.
import type { Response } from 'express';
import type { AidClass } from '../../catalogue/catalogue.ts';
import { readClassTree } from '../../catalogue/class-tree.ts';
import type { Portal } from '../../portal.ts';
import { NotFound } from '../../web/errors.ts';
import { visitOf } from '../../web/visit.ts';

/** The class that an address names. @throws NotFound */
export async function classIn({ db }: Pick<Portal, 'db'>, code: unknown): Promise<AidClass> {
  const own =
    typeof code === 'string' && /^[A-Z]{2}(-\d{2}){0,2}$/.test(code)
      ? (await readClassTree(db.read)).find(code)
      : undefined;
  if (!own) throw new NotFound();
  return own;
}

/** The way back up to a class's words. */
export function crumbsTo(res: Response, own?: AidClass): { text: string; href: string }[] {
  const { t, lang, paths } = visitOf(res);
  return [
    { text: t('administration.title'), href: paths.admin() },
    { text: t('words.admin.title'), href: paths.adminWords() },
    ...(own ? [{ text: own.names[lang], href: paths.adminWordsOf(own.code) }] : []),
  ];
}
