// The questions and answers of a class: adding, changing and taking away.
import { randomUUID } from 'node:crypto';
import { Router, type Response } from 'express';
import type { AidClass } from '../../catalogue/catalogue.ts';
import type { Portal } from '../../portal.ts';
import { asTyped, showForm, type Returned } from '../../web/form-page.ts';
import { readForm } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf, idIn } from '../desk.ts';
import { classIn, crumbsTo } from './class-at-hand.ts';
import { questionFields } from './forms.ts';
import {
  addQuestion,
  changeQuestion,
  findQuestion,
  listQuestions,
  removeQuestion,
  type QuestionRow,
} from './store.ts';

export function questionRoutes(portal: Portal): Router {
  const { db } = portal;
  const routes = Router();

  routes.get('/admin/words/:code/questions/new', async (req, res) => {
    await show(res, await classIn(portal, req.params.code), null);
  });

  routes.post('/admin/words/:code/questions/new', async (req, res) => {
    const own = await classIn(portal, req.params.code);
    const form = readForm(questionFields, req.body ?? {});
    if ('problems' in form) return show(res, own, null, form);
    const { creation_key: key, ...values } = form.values;
    await addQuestion(db, actOf(res, portal), own.code, { key, values });
    done(res, own, 'administration.saved');
  });

  routes.get('/admin/words/:code/questions/:id', async (req, res) => {
    const own = await classIn(portal, req.params.code);
    await show(res, own, await findQuestion(db.read, own.code, idIn(req.params.id)));
  });

  routes.post('/admin/words/:code/questions/:id', async (req, res) => {
    const own = await classIn(portal, req.params.code);
    const id = idIn(req.params.id);
    const form = readForm(questionFields, req.body ?? {});
    if ('problems' in form) {
      return show(res, own, await findQuestion(db.read, own.code, id), form);
    }
    const { creation_key: _key, ...values } = form.values;
    await changeQuestion(db, actOf(res, portal), { code: own.code, id }, values);
    done(res, own, 'administration.saved');
  });

  routes.post('/admin/words/:code/questions/:id/removal', async (req, res) => {
    const own = await classIn(portal, req.params.code);
    const id = idIn(req.params.id);
    await removeQuestion(db, actOf(res, portal), { code: own.code, id });
    done(res, own, 'administration.removed');
  });

  async function show(
    res: Response,
    own: AidClass,
    record: QuestionRow | null,
    returned?: Returned,
  ): Promise<void> {
    const { t, lang } = visitOf(res);
    const last = (await listQuestions(db.read, own.code)).at(-1)?.position ?? -1;
    const fresh = { creation_key: randomUUID(), position: String(Math.min(99, last + 1)) };
    showForm(
      portal,
      res,
      'administration/words/question',
      {
        title: t(record ? 'words.admin.editQuestion' : 'words.admin.newQuestion', {
          name: own.names[lang],
        }),
        breadcrumbs: crumbsTo(res, own),
        own,
        id: record?.id ?? null,
        current: record ? asTyped(record, Object.keys(questionFields)) : fresh,
      },
      returned,
    );
  }

  return routes;
}

function done(res: Response, own: AidClass, notice: string): void {
  leaveNotice(res, notice);
  res.redirect(303, visitOf(res).paths.adminWordsOf(own.code));
}
