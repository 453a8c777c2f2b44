// Answers with a page: the page's template inside the layout.
import type { Response } from 'express';
import { LANGUAGES } from '../i18n/languages.ts';
import { navigationOf } from '../navigation.ts';
import type { Assets } from './assets.ts';
import { csrfTokenOf } from './csrf.ts';
import type { Problem, Typed } from './forms.ts';
import type { Render } from './templates.ts';
import { sheetsOf } from './sheets.ts';
import { visitOf, type Visit } from './visit.ts';

/** What a page gives the layout, beside its own values. */
export interface Frame {
  /** Title of the page, and of the browser's tab. */
  title: string;
  breadcrumbs?: { text: string; href?: string }[];
  back?: { text: string; href: string };
  /** The address without what only narrows or turns pages; else the address without its query. */
  canonical?: string;
  /** Desks use the whole width. */
  width?: 'wide';
  /** Problems of a form: the page prints them with `components/error-summary`. */
  problems?: Problem[];
  typed?: Typed;
  [value: string]: unknown;
}

/** Sends a page. A page with problems answers 422, unless another status is given. */
export type SendPage = (res: Response, template: string, frame: Frame, status?: number) => void;

export function createPages(
  render: Render,
  assets: Assets,
  { demo, publicUrl }: { demo: boolean; publicUrl: string },
): SendPage {
  return function sendPage(res, template, frame, status) {
    const visit = visitOf(res);
    const everywhere = {
      t: visit.t,
      lang: visit.lang,
      paths: visit.paths,
      format: visit.format,
      nameOf: (names: Record<string, string> | null | undefined) => names?.[visit.lang] ?? '',
      asset: assets.url,
      reader: visit.reader,
      csrf: csrfTokenOf(res.req),
      display: visit.display,
    };
    const errors = errorsOf(frame.problems ?? [], visit);
    const answer = status ?? (errors.list.length ? 422 : 200);
    const body = render(template, { ...frame, errors, typed: frame.typed ?? {} }, everywhere);
    const page = render(
      'layout',
      {
        title: frame.title,
        body,
        errors: errors.list.length > 0,
        languages: languageLinks(res),
        navigation: navigationOf(visit, res.req.originalUrl),
        account: accountLink(visit),
        breadcrumbs: frame.breadcrumbs,
        back: frame.back,
        width: frame.width,
        sheets: sheetsOf(template),
        notice: takeNotice(res, visit),
        ...(answer === 200 && addressesOf(res, frame.canonical, publicUrl)),
        demo,
      },
      everywhere,
    );
    if (visit.reader || res.getHeader('set-cookie')) res.set('Cache-Control', 'no-store');
    res.status(answer).type('html').send(page.text);
  };
}

/** Puts a message key into the session: the next page shows it once, after a redirect. */
export function leaveNotice(
  res: Response,
  key: string,
  values?: Record<string, string | number>,
): void {
  if (res.req.session) res.req.session.notice = values ? { key, values } : { key };
}

function takeNotice(res: Response, visit: Visit): { text: string } | null {
  const notice = res.req.session?.notice;
  if (!notice) return null;
  delete res.req.session.notice;
  return { text: visit.t(notice.key, notice.values) };
}

/** Problems as the page shows them: `errors.list` for the summary, `errors.of.<field>` beside the field. */
export function errorsOf(
  problems: Problem[],
  { t }: Pick<Visit, 't'>,
): { list: { text: string; href: string }[]; of: Record<string, string> } {
  const of: Record<string, string> = Object.create(null) as Record<string, string>;
  const list = problems.map(({ field, key, values }) => {
    const text = t(key, values);
    of[field] ??= text;
    return { text, href: `#${field}` };
  });
  return { list, of };
}

function languageLinks(res: Response) {
  const { lang } = visitOf(res);
  // A page that answered a POST has no address of its own to come back to by GET.
  const { originalUrl, method, baseUrl } = res.req;
  const here = method === 'GET' || method === 'HEAD' ? originalUrl : (formAddress(res) ?? baseUrl);
  return LANGUAGES.map((to) => ({
    lang: to,
    label: { kk: 'Қазақша', ru: 'Русский', en: 'English' }[to],
    href: here.replace(/^\/(kk|ru|en)(?=\/|\?|$)|^.*$/, (_, had) => (had ? `/${to}` : `/${to}/`)),
    current: to === lang,
  }));
}

// The page on which a form stood, by its Referer on our own origin.
function formAddress(res: Response): string | undefined {
  const referer = res.req.get('referer');
  if (!referer || !URL.canParse(referer)) return undefined;
  const from = new URL(referer);
  return from.host === res.req.get('host') ? from.pathname + from.search : undefined;
}

// For search engines: the address of a public page, and the same page in the other languages.
function addressesOf(res: Response, canonical: string | undefined, publicUrl: string) {
  const { reader } = visitOf(res);
  const { method, originalUrl } = res.req;
  const own = canonical ?? originalUrl.split('?')[0]!;
  if (reader || method !== 'GET' || !/^\/(kk|ru|en)\//.test(own)) return {};
  const absolute = (address: string) => new URL(address, publicUrl).href;
  return {
    canonical: absolute(own),
    alternates: LANGUAGES.map((lang) => ({ lang, href: absolute(`/${lang}${own.slice(3)}`) })),
  };
}

function accountLink({ reader, paths, unread }: Visit) {
  return reader && { name: reader.name, href: paths.account(), unread, inboxHref: paths.inbox() };
}
