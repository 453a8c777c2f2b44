// The answers of a choice.
import { Router, type Response } from 'express';
import { namesOf } from '../../i18n/languages.ts';
import type { Portal } from '../../portal.ts';
import { NotFound } from '../../web/errors.ts';
import { choice, readForm } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf, codeIn, crumbsTo, idIn } from '../desk.ts';
import { asTyped, showForm, type Returned } from '../../web/form-page.ts';
import type { DefinitionRow } from './definition-rows.ts';
import { findDefinition } from './definition-store.ts';
import { moveFields, optionFields } from './forms.ts';
import {
  addOption,
  changeOption,
  listOptions,
  moveOption,
  removeOption,
  retireOption,
} from './option-store.ts';

const retirement = {
  retired: choice(['yes', 'no'], { missing: 'administration.missing.value' }),
};

type Address = Record<string, string | string[] | undefined>;

export function optionRoutes(portal: Portal): Router {
  const { db } = portal;
  const routes = Router();
  const base = '/admin/aid-classes/:code/attributes/:id/options';

  routes.get(`${base}/new`, async (req, res) => {
    await show(res, req.params);
  });

  routes.post(`${base}/new`, async (req, res) => {
    const definition = await choiceIn(req.params);
    const form = readForm(optionFields, req.body ?? {});
    if ('problems' in form) return show(res, req.params, form);
    await addOption(db, actOf(res, portal), definition.id, form.values);
    done(res, definition, 'administration.saved');
  });

  routes.get(`${base}/:option`, async (req, res) => {
    await show(res, req.params);
  });

  routes.post(`${base}/:option`, async (req, res) => {
    const definition = await choiceIn(req.params);
    const form = readForm(optionFields, req.body ?? {});
    if ('problems' in form) return show(res, req.params, form);
    const option = { definitionId: definition.id, id: idIn(req.params.option) };
    const problems = await changeOption(db, actOf(res, portal), option, form.values);
    if (problems.length) return show(res, req.params, { typed: form.typed, problems });
    done(res, definition, 'administration.saved');
  });

  routes.post(`${base}/:option/removal`, async (req, res) => {
    const definition = await choiceIn(req.params);
    const option = { definitionId: definition.id, id: idIn(req.params.option) };
    if (await removeOption(db, actOf(res, portal), option)) {
      return done(res, definition, 'administration.removed');
    }
    const problem = { field: 'removal', key: 'administration.wrong.optionInUse' };
    return show(res, req.params, { typed: {}, problems: [problem] });
  });

  routes.post(`${base}/:option/move`, async (req, res) => {
    const definition = await choiceIn(req.params);
    const option = { definitionId: definition.id, id: idIn(req.params.option) };
    const form = readForm(moveFields, req.body ?? {});
    if ('problems' in form) {
      return show(res, req.params, { typed: {}, problems: form.problems });
    }
    const { direction, version } = form.values;
    await moveOption(db, actOf(res, portal), option, { direction, seen: version ?? '' });
    done(res, definition, 'administration.attributes.moved');
  });

  routes.post(`${base}/:option/retirement`, async (req, res) => {
    const definition = await choiceIn(req.params);
    const option = { definitionId: definition.id, id: idIn(req.params.option) };
    const form = readForm(retirement, req.body ?? {});
    if ('problems' in form) {
      return show(res, req.params, { typed: {}, problems: form.problems });
    }
    await retireOption(db, actOf(res, portal), option, form.values.retired === 'yes');
    done(res, definition, 'administration.saved');
  });

  async function choiceIn({ code, id }: Address): Promise<DefinitionRow> {
    const definition = await findDefinition(db.read, codeIn(code), idIn(id));
    if (definition.kind !== 'choice') throw new NotFound();
    return definition;
  }

  async function show(res: Response, address: Address, returned?: Returned): Promise<void> {
    const { t, paths, lang } = visitOf(res);
    const definition = await choiceIn(address);
    const id = address.option ? idIn(address.option) : null;
    const options = await listOptions(db.read, definition.id);
    const record = options.find((one) => one.id === id);
    if (id && !record) throw new NotFound();
    const up = paths.adminAct(
      'aid-classes',
      definition.aid_class_code,
      `attributes/${definition.id}`,
    );
    const current = record ? asTyped(record, Object.keys(optionFields)) : {};
    const unchanged = returned && Object.keys(returned.typed).length === 0;
    showForm(
      portal,
      res,
      'administration/aid-classes/option',
      {
        title: record ? namesOf(record)[lang] : t('administration.options.new'),
        breadcrumbs: crumbsTo(res, 'aid-classes', { text: namesOf(definition)[lang], href: up }),
        current,
        record,
        up,
        action: `${up}/options/${id ?? 'new'}`,
      },
      unchanged ? { ...returned, typed: current } : returned,
    );
  }

  return routes;
}

function done(res: Response, { aid_class_code, id }: DefinitionRow, notice: string): void {
  leaveNotice(res, notice);
  const { paths } = visitOf(res);
  res.redirect(303, paths.adminAct('aid-classes', aid_class_code, `attributes/${id}`));
}
