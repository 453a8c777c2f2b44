// The technical data of an aid class as data: its definitions, their order, and those no longer asked for.
import { Router, type Response } from 'express';
import { SECTIONS } from '../../catalogue/technical-data.ts';
import { namesOf } from '../../i18n/languages.ts';
import type { Portal } from '../../portal.ts';
import { problemsOfThree, typedDecimal } from '../../web/desk-fields.ts';
import { choice, readForm } from '../../web/forms.ts';
import { asTyped, showForm, type Returned } from '../../web/form-page.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { readHistory } from '../../audit/history.ts';
import { actOf, codeIn, crumbsTo, idIn } from '../desk.ts';
import { coverageOf } from './coverage.ts';
import { KINDS } from './definition-rows.ts';
import {
  addDefinition,
  changeDefinition,
  findDefinition,
  isDefinitionUsed,
  moveDefinition,
  orderStamp,
  removeDefinition,
  retireDefinition,
} from './definition-store.ts';
import { definitionFields, moveFields } from './forms.ts';
import { optionRoutes } from './option-routes.ts';
import { listOptions } from './option-store.ts';
import { findClass } from './store.ts';

const BLANK = { kind: 'number', section: 'general', required: '', filterable: 'yes' };

export function attributeRoutes(portal: Portal): Router {
  const { db } = portal;
  const routes = Router();
  const base = '/admin/aid-classes/:code/attributes';

  routes.get(`${base}/new`, async (req, res) => {
    await show(res, req.params);
  });

  routes.post(`${base}/new`, async (req, res) => {
    const { code } = await findClass(db.read, codeIn(req.params.code));
    const form = read(req.body);
    if ('problems' in form) return show(res, { code }, form);
    const made = await addDefinition(db, actOf(res, portal), code, form.values);
    if ('problems' in made) return show(res, { code }, { typed: form.typed, ...made });
    done(res, code, form.values.kind === 'choice' ? `attributes/${made.id}` : null);
  });

  routes.get(`${base}/:id`, async (req, res) => {
    await show(res, req.params);
  });

  routes.post(`${base}/:id`, async (req, res) => {
    const { code, id } = await addressOf(req.params);
    const form = read(req.body);
    if ('problems' in form) return show(res, req.params, form);
    const problems = await changeDefinition(db, actOf(res, portal), code, id, form.values);
    if (problems.length) return show(res, req.params, { typed: form.typed, problems });
    done(res, code);
  });

  routes.post(`${base}/:id/move`, async (req, res) => {
    const { code, id } = await addressOf(req.params);
    const form = readForm(moveFields, req.body ?? {});
    if ('problems' in form) return show(res, req.params, { typed: {}, problems: form.problems });
    const { direction, version } = form.values;
    await moveDefinition(db, actOf(res, portal), { code, id }, { direction, seen: version ?? '' });
    leaveNotice(res, 'administration.attributes.moved');
    res.redirect(303, `${visitOf(res).paths.adminItem('aid-classes', code)}#attribute-${id}`);
  });

  routes.post(`${base}/:id/retirement`, async (req, res) => {
    const which = await addressOf(req.params);
    const form = readForm(retirement, req.body ?? {});
    if ('problems' in form) return show(res, req.params, { typed: {}, problems: form.problems });
    const retired = form.values.retired === 'yes';
    await retireDefinition(db, actOf(res, portal), which, retired);
    done(res, which.code, `attributes/${which.id}`);
  });

  routes.post(`${base}/:id/removal`, async (req, res) => {
    const code = codeIn(req.params.code);
    const id = idIn(req.params.id);
    await findClass(db.read, code);
    if (await removeDefinition(db, actOf(res, portal), { code, id })) {
      leaveNotice(res, 'administration.removed');
      return res.redirect(303, visitOf(res).paths.adminItem('aid-classes', code));
    }
    const problem = { field: 'removal', key: 'administration.wrong.definitionInUse' };
    return show(res, req.params, { typed: {}, problems: [problem] });
  });

  async function addressOf({ code, id }: Address): Promise<{ code: string; id: number }> {
    const row = await findDefinition(db.read, codeIn(code), idIn(id));
    return { code: row.aid_class_code, id: row.id };
  }

  async function show(res: Response, { code, id }: Address, returned?: Returned): Promise<void> {
    const { t, paths, lang } = visitOf(res);
    const aidClass = await findClass(db.read, codeIn(code));
    const record = id ? await findDefinition(db.read, aidClass.code, idIn(id)) : undefined;
    const options = record?.kind === 'choice' ? await listOptions(db.read, record.id) : null;
    const name = String(aidClass[`name_${lang}`]);
    const current = record
      ? {
          ...asTyped(record, Object.keys(definitionFields)),
          step: record.step === null ? '' : typedDecimal(record.step, lang),
          required: record.required ? 'yes' : '',
          filterable: record.filterable ? 'yes' : '',
        }
      : BLANK;
    const unchanged = returned && Object.keys(returned.typed).length === 0;
    const coverage = record ? await coverageOf(db.read, aidClass.code, [record.id]) : null;
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
        current,
        code: aidClass.code,
        record,
        id: record?.id ?? null,
        kinds: KINDS,
        sections: SECTIONS,
        used: record ? await isDefinitionUsed(db.read, record.id) : false,
        coverage: coverage && {
          have: coverage.have.get(record!.id) ?? 0,
          variants: coverage.variants,
        },
        options: options?.map((row) => ({
          id: row.id,
          names: namesOf(row),
          retired: Boolean(row.retired),
        })),
        optionOrder: options && orderStamp(options),
        history: record
          ? await readHistory(db, { kind: 'attribute_definition', id: record.id })
          : null,
      },
      unchanged ? { ...returned, typed: current } : returned,
    );
  }

  routes.use(optionRoutes(portal));
  return routes;
}

const retirement = {
  retired: choice(['yes', 'no'], { missing: 'administration.missing.value' }),
};

function read(body: unknown) {
  const form = readForm(definitionFields, body ?? {});
  if ('problems' in form) return form;
  const { values, typed } = form;
  const problems = problemsOfThree(values, 'help');
  if (values.kind !== 'number') Object.assign(values, { unit: null, step: null });
  if (values.step !== null && values.step <= 0) {
    problems.push({ field: 'step', key: 'administration.wrong.step' });
  }
  return problems.length ? { typed, problems } : form;
}

function done(res: Response, code: string, act: string | null = null): void {
  const { paths } = visitOf(res);
  leaveNotice(res, 'administration.saved');
  const to = act ? paths.adminAct('aid-classes', code, act) : paths.adminItem('aid-classes', code);
  res.redirect(303, to);
}

/** What the address names: the class, and the definition unless it is new. */
type Address = Record<string, string | string[] | undefined>;
