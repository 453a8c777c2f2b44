// The texts of messages: to find, to word otherwise, and to see before they hold, in all languages side by side.
import { Router, type Response } from 'express';
import { inTransaction } from '../../database.ts';
import { LANGUAGES } from '../../i18n/languages.ts';
import { formatMessage } from '../../i18n/texts.ts';
import { countParts } from '../../notifications/sms-text.ts';
import {
  argumentsOf,
  faultsOf,
  isSms,
  type TemplateColumn,
  type TemplateTexts,
} from '../../notifications/template-rules.ts';
import {
  columnsOf,
  listVersions,
  listWordings,
  replaceWording,
} from '../../notifications/templates.ts';
import type { Wording } from '../../notifications/wording.ts';
import type { Portal } from '../../portal.ts';
import { NotFound } from '../../web/errors.ts';
import { showForm, type Returned } from '../../web/form-page.ts';
import { optionalChoice, readForm } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { STALE } from '../../web/stale.ts';
import { visitOf } from '../../web/visit.ts';
import { readHistory } from '../../audit/history.ts';
import { actOf, codeIn, crumbsTo } from '../desk.ts';
import { readFilter, searchText } from '../list-page.ts';
import { differences, writeDown } from '../records.ts';
import { demoValues } from './demo-values.ts';
import { problemsOf, templateFields } from './forms.ts';
import { shippedTexts } from './shipped.ts';

const KIND = /^[a-z][a-z_.]{1,59}$/;

export function templateRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/templates', async (req, res) => {
    const { t, lang } = visitOf(res);
    const all = await listWordings(db.read);
    const families = [...new Set(all.map(({ kind }) => familyOfKind(kind)))].toSorted();
    const filter = readFilter(
      { family: optionalChoice(families), worded: optionalChoice(['here']), q: searchText },
      req.query,
    );
    const { family, worded, q } = filter.values;
    const words = (q ?? '').toLocaleLowerCase(lang).split(/\s+/).filter(Boolean);
    const rows = all
      .filter(({ kind }) => !family || familyOfKind(kind) === family)
      .filter(({ statedBy }) => !worded || statedBy !== null)
      .filter((one) => {
        const text = `${one.kind} ${one.subject[lang]} ${one.body[lang]}`.toLocaleLowerCase(lang);
        return words.every((word) => text.includes(word));
      });
    page(res, 'administration/templates/list', {
      title: t('administration.list.templates'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      typed: filter.typed,
      problems: filter.problems,
      families,
      rows: rows.map((one) => ({ ...one, says: titleOf(one, res) })),
    });
  });

  routes.get('/admin/templates/:kind', async (req, res) => {
    const { kind, versions } = await templateIn(req.params.kind);
    const shipped = shippedTexts(kind);
    page(res, 'administration/templates/show', {
      title: titleOf(versions[0]!, res),
      breadcrumbs: crumbsTo(res, 'templates'),
      width: 'wide',
      kind,
      current: versions[0],
      before: versions.slice(1),
      preview: shipped && previewOf(kind, versions[0]!, shipped),
      history: await readHistory(db, { kind: 'template', id: kind }),
    });
  });

  routes.get('/admin/templates/:kind/change', async (req, res) => {
    const { kind, versions } = await templateIn(req.params.kind);
    showChange(res, kind, versions[0]!);
  });

  routes.post('/admin/templates/:kind/change', async (req, res) => {
    const { kind, versions } = await templateIn(req.params.kind);
    const current = versions[0]!;
    const form = readForm(templateFields(kind), req.body ?? {});
    if ('problems' in form) return showChange(res, kind, current, form);
    const { version, act, ...columns } = form.values;
    const { typed } = form;
    const texts = textsOf(columns);
    const shipped = knownTexts(kind);
    const demo = demoValues(shipped, means());
    const problems = problemsOf(faultsOf(kind, texts, shipped, demo));
    if (problems.length) return showChange(res, kind, current, { typed, problems });
    if (act === 'preview') {
      const preview = { texts, stamp: version ?? '' };
      return showChange(res, kind, current, { typed, problems }, preview);
    }
    if (!(await change(res, kind, current, columns, version ?? ''))) {
      return showChange(res, kind, current, { typed, problems: [STALE] });
    }
    leaveNotice(res, 'administration.saved');
    return res.redirect(303, visitOf(res).paths.adminItem('templates', kind));
  });

  return routes;

  // The subject with invented values; text messages have only their words.
  function titleOf({ kind, subject, body }: Wording, res: Response): string {
    const { lang } = visitOf(res);
    const text = subject[lang] || body[lang];
    const shipped = shippedTexts(kind);
    return shipped ? formatMessage(lang, text, demoValues(shipped, means())(lang)) : text;
  }

  function means() {
    return { texts: portal.texts, at: portal.clock(), publicUrl: portal.config.publicUrl };
  }

  async function templateIn(raw: string): Promise<{ kind: string; versions: Wording[] }> {
    const kind = codeIn(raw, KIND);
    const versions = await listVersions(db.read, kind);
    if (!versions.length) throw new NotFound();
    return { kind, versions };
  }

  // The same form again finds its words there already, which is no conflict.
  async function change(
    res: Response,
    kind: string,
    current: Wording,
    columns: Record<TemplateColumn, string>,
    stamp: string,
  ): Promise<boolean> {
    const differing = differences(columnsOf(current), columns);
    if (Object.keys(differing).length === 0) return true;
    if (String(current.version) !== stamp) return false;
    const act = actOf(res, portal);
    const { accountId: by } = act.by;
    return inTransaction(db, async (trx) => {
      const wording = { kind, before: current.version, columns, by, at: act.at };
      if (!(await replaceWording(trx, wording))) return false;
      const subject = { kind: 'template', id: kind };
      await writeDown(trx, act, { subject, action: 'template.changed', differing });
      return true;
    });
  }

  function showChange(
    res: Response,
    kind: string,
    current: Wording,
    returned?: Returned,
    preview?: { texts: TemplateTexts; stamp: string },
  ): void {
    const { t } = visitOf(res);
    const shipped = knownTexts(kind);
    const asked = argumentsOf(shipped.body.en) ?? [];
    showForm(
      portal,
      res,
      'administration/templates/change',
      {
        title: t('outbox.template.change'),
        breadcrumbs: crumbsTo(res, 'templates', {
          text: titleOf(current, res),
          href: visitOf(res).paths.adminItem('templates', kind),
        }),
        width: 'wide',
        kind,
        isSms: isSms(kind),
        values: [...asked].map((name) => name.split(':')[0]!),
        current: columnsOf(current),
        stamp: preview ? preview.stamp : String(current.version),
        preview: preview ? previewOf(kind, preview.texts, shipped) : null,
      },
      returned,
    );
  }

  function previewOf(
    kind: string,
    texts: Pick<Wording, 'subject' | 'body' | 'easy'>,
    shipped: TemplateTexts,
  ) {
    const demo = demoValues(shipped, means());
    return LANGUAGES.map((lang) => {
      const say = (text: string) => formatMessage(lang, text, demo(lang));
      const body = say(texts.body[lang]);
      return {
        lang,
        subject: say(texts.subject[lang]),
        body: body.split(/\n{2,}/),
        easy: texts.easy?.[lang] ? say(texts.easy[lang]).split(/\n+/) : [],
        sms: isSms(kind) ? { length: body.length, parts: countParts(body) } : null,
      };
    });
  }
}

// A kind that a release has dropped stays to be read, and is worded no more.
function knownTexts(kind: string): TemplateTexts {
  const shipped = shippedTexts(kind);
  if (!shipped) throw new NotFound();
  return shipped;
}

function textsOf(columns: Record<TemplateColumn, string>): TemplateTexts {
  const of = (part: 'subject' | 'body' | 'easy') => ({
    kk: columns[`${part}_kk`],
    ru: columns[`${part}_ru`],
    en: columns[`${part}_en`],
  });
  return { subject: of('subject'), body: of('body'), easy: of('easy') };
}

function familyOfKind(kind: string): string {
  return kind.split('.')[0]!;
}
