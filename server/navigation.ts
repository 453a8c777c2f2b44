// The links at the top of every page: what this reader can do here.
import type { Visit } from './web/visit.ts';

export interface NavigationLink {
  text: string;
  href: string;
  current: boolean;
}

/** The main links for a reader, the one whose section `address` lies in marked as current. */
export function navigationOf({ t, paths, reader }: Visit, address: string): NavigationLink[] {
  const links = [
    [t('layout.aids'), paths.aids()],
    [t('guide.title'), paths.guide()],
  ];
  const is = (...roles: string[]) => roles.some((role) => reader?.roles.has(role as never));
  if (is('applicant', 'representative')) {
    links.push(
      [t('layout.programme'), paths.programme()],
      [t('layout.requests'), paths.requests()],
    );
  }
  if (is('caseworker', 'lead_caseworker')) links.push([t('layout.casework'), paths.casework()]);
  if (is('supplier')) links.push([t('layout.supplier'), paths.supplier()]);
  if (is('administrator')) links.push([t('layout.admin'), paths.admin()]);
  links.push([t('layout.help'), paths.help()]);
  const here = address.split('?')[0]!;
  return links.map(([text, href]) => ({
    text: text!,
    href: href!,
    current: here === href || here.startsWith(`${href!}/`),
  }));
}
