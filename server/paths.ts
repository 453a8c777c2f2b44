// Every address of the portal. Templates and routes ask here, so that an address is written once.
import { LANGUAGES, type Lang } from './i18n/languages.ts';
import { addressesIn } from './paths/at.ts';
import { deskPaths } from './paths/desks.ts';
import { personPaths } from './paths/person.ts';
import { publicPaths } from './paths/public.ts';
import { subjectPaths } from './paths/subjects.ts';

export type { AdminList, PictureWidth, ProductDesk } from './paths/at.ts';

/** The addresses in one language. Queries leave out what is empty. */
export type Paths = ReturnType<typeof pathsIn>;

export const paths: Record<Lang, Paths> = Object.fromEntries(
  LANGUAGES.map((lang) => [lang, pathsIn(lang)]),
) as Record<Lang, Paths>;

function pathsIn(lang: Lang) {
  const at = addressesIn(lang);
  return { ...publicPaths(at), ...personPaths(at), ...subjectPaths(at), ...deskPaths(at) };
}
