// Aid classes: the list, one class with the technical data it asks for, and changing it.
import { Router } from 'express';
import { readClassTree } from '../../catalogue/class-tree.ts';
import { definitionsFor, inSections, readDefinitions } from '../../catalogue/technical-data.ts';
import { fold } from '../../i18n/fold.ts';
import type { Portal } from '../../portal.ts';
import { unitText } from '../../publishing/difference-rows.ts';
import { countSynonyms } from '../../search/synonyms.ts';
import { optionalChoice, optionalText, readForm } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { readHistory } from '../../audit/history.ts';
import { actOf, codeIn, crumbsTo } from '../desk.ts';
import { asTyped, showForm, type Returned } from '../../web/form-page.ts';
import { readFilter, searchText } from '../list-page.ts';
import { listFrame } from '../list-page.ts';
import { pageOf } from '../list-in-memory.ts';
import { attributeRoutes } from './attribute-routes.ts';
import { coverageOf } from './coverage.ts';
import { orderStamp, ownDefinitions } from './definition-store.ts';
import { classFields, ROUTES } from './forms.ts';
import { changeClass, findClass, listClasses } from './store.ts';
import { synonymRoutes } from './synonym-routes.ts';

const STATUSES = ['official-family', 'official-named', 'named-in-source', 'unconfirmed'] as const;

export function aidClassRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/aid-classes', async (req, res) => {
    const { t, lang } = visitOf(res);
    const filter = readFilter(
      {
        q: searchText,
        status: optionalChoice(STATUSES),
        after: optionalText({ max: 20, pattern: /^[\w-]+$/ }),
      },
      req.query,
    );
    const { q, status, after } = filter.values;
    const found = (await listClasses(db.read)).filter(
      (row) =>
        (!status || row.status === status) &&
        (!q || fold(`${row.code} ${row.name_kk} ${row.name_ru} ${row.name_en}`).includes(fold(q))),
    );
    page(res, 'administration/aid-classes/list', {
      title: t('administration.list.aid-classes'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      ...listFrame(res, 'aid-classes', filter, { count: found.length }),
      ...pageOf(res, 'aid-classes', filter.typed, found, { after, keyOf: (row) => row.code }),
      statuses: STATUSES,
      name: `name_${lang}`,
    });
  });

  routes.get('/admin/aid-classes/:code', async (req, res) => {
    const { t, lang } = visitOf(res);
    const row = await findClass(db.read, codeIn(req.params.code));
    const classes = await readClassTree(db.read);
    const line = classes.withAncestors(row.code);
    const definitions = definitionsFor(await readDefinitions(db.read), line);
    const ids = definitions.map(({ id }) => id);
    page(res, 'administration/aid-classes/show', {
      title: String(row[`name_${lang}`]),
      breadcrumbs: crumbsTo(res, 'aid-classes'),
      width: 'wide',
      row,
      line: classes.ancestorsOf(row.code),
      below: classes.childrenOf(row.code),
      sections: inSections(definitions),
      unit: (unit: string) => unitText(unit, t),
      order: orderStamp(await ownDefinitions(db.read, row.code)),
      coverage: await coverageOf(db.read, row.code, ids),
      classNames: new Map(classes.all.map(({ code, names }) => [code, names])),
      synonyms: await countSynonyms(db.read, row.code),
      history: await readHistory(db, { kind: 'aid_class', id: row.code }),
    });
  });

  routes.get('/admin/aid-classes/:code/edit', async (req, res) => {
    await showClass(req.params.code, res);
  });

  routes.post('/admin/aid-classes/:code/edit', async (req, res) => {
    const code = codeIn(req.params.code);
    const form = readForm(classFields, req.body ?? {});
    if ('problems' in form) return showClass(code, res, form);
    const problems = await changeClass(db, actOf(res, portal), code, form.values);
    if (problems.length) return showClass(code, res, { typed: form.typed, problems });
    leaveNotice(res, 'administration.saved');
    res.redirect(303, visitOf(res).paths.adminItem('aid-classes', code));
  });

  async function showClass(
    given: unknown,
    res: Parameters<typeof visitOf>[0],
    returned?: Returned,
  ): Promise<void> {
    const { t, paths, lang } = visitOf(res);
    const record = await findClass(db.read, codeIn(given));
    const name = String(record[`name_${lang}`]);
    showForm(
      portal,
      res,
      'administration/aid-classes/edit',
      {
        title: t('administration.classes.edit', { name }),
        breadcrumbs: crumbsTo(res, 'aid-classes', {
          text: name,
          href: paths.adminItem('aid-classes', record.code),
        }),
        record,
        current: {
          ...asTyped(record, Object.keys(classFields)),
          active: record.active ? 'yes' : '',
        },
        code: record.code,
        routes: ROUTES,
      },
      returned,
    );
  }

  routes.use(attributeRoutes(portal), synonymRoutes(portal));
  return routes;
}
