// The technical data of an aid class as data: its definitions.
import { Router, type Response } from 'express';
import { namesOf } from '../../i18n/languages.ts';
import type { Portal } from '../../portal.ts';
import { readForm } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf, codeIn, crumbsTo, idIn } from '../desk.ts';
import { problemsOfThree } from '../../web/desk-fields.ts';
import { optionRoutes } from './option-routes.ts';
import { asTyped, showForm, type Returned } from '../../web/form-page.ts';
import { KINDS } from './definitions.ts';
import { definitionFields } from './forms.ts';
import {
  addDefinition,
  changeDefinition,
  findClass,
  findDefinition,
  isDefinitionUsed,
  listOptions,
} from './store.ts';

const BLANK = { kind: 'number', required: '', filterable: 'yes' };

export function attributeRoutes(portal: Portal): Router {
  const { db } = portal;
  const routes = Router();

  routes.get('/admin/aid-classes/:code/attributes/new', async (req, res) => {
    await show(res, req.params);
  });

  routes.post('/admin/aid-classes/:code/attributes/new', async (req, res) => {
    const { code } = await findClass(db.read, codeIn(req.params.code));
    const form = read(req.body);
    if ('problems' in form) return show(res, { code }, form);
    const id = await addDefinition(db, actOf(res, portal), code, form.values);
    done(res, code, form.values.kind === 'choice' ? `attributes/${id}` : null);
  });

  routes.get('/admin/aid-classes/:code/attributes/:id', async (req, res) => {
    await show(res, req.params);
  });

  routes.post('/admin/aid-classes/:code/attributes/:id', async (req, res) => {
    const code = codeIn(req.params.code);
    const id = idIn(req.params.id);
    const form = read(req.body);
    if ('problems' in form) return show(res, req.params, form);
    const problems = await changeDefinition(db, actOf(res, portal), code, id, form.values);
    if (problems.length) return show(res, req.params, { typed: form.typed, problems });
    done(res, code);
  });

  async function show(res: Response, { code, id }: Address, returned?: Returned): Promise<void> {
    const { t, paths, lang } = visitOf(res);
    const aidClass = await findClass(db.read, codeIn(code));
    const record = id ? await findDefinition(db.read, aidClass.code, idIn(id)) : undefined;
    const options = record?.kind === 'choice' ? await listOptions(db.read, record.id) : null;
    const name = String(aidClass[`name_${lang}`]);
    showForm(
      portal,
      res,
      'administration/aid-classes/attribute',
      {
        title: record ? namesOf(record)[lang] : t('administration.attributes.new'),
        breadcrumbs: crumbsTo(res, 'aid-classes', {
          text: name,
          href: paths.adminItem('aid-classes', aidClass.code),
        }),
        current: record
          ? {
              ...asTyped(record, Object.keys(definitionFields)),
              required: record.required ? 'yes' : '',
              filterable: record.filterable ? 'yes' : '',
            }
          : BLANK,
        code: aidClass.code,
        record,
        id: record?.id ?? null,
        kinds: KINDS,
        used: record ? await isDefinitionUsed(db.read, record.id) : false,
        options: options?.map((row) => ({ id: row.id, names: namesOf(row) })) ?? null,
      },
      returned,
    );
  }

  routes.use(optionRoutes(portal));
  return routes;
}

function read(body: unknown) {
  const form = readForm(definitionFields, body ?? {});
  if ('problems' in form) return form;
  const problems = problemsOfThree(form.values, 'help');
  if (form.values.kind !== 'number') form.values.unit = null;
  return problems.length ? { typed: form.typed, problems } : form;
}

function done(res: Response, code: string, act: string | null = null): void {
  const { paths } = visitOf(res);
  leaveNotice(res, 'administration.saved');
  const to = act ? paths.adminAct('aid-classes', code, act) : paths.adminItem('aid-classes', code);
  res.redirect(303, to);
}

/** What the address names: the class, and the definition unless it is new. */
type Address = Record<string, string | string[] | undefined>;
