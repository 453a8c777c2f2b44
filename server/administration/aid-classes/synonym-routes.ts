// What people call a class of aids: added and removed one by one, known to the search at once.
import { Router, type Response } from 'express';
import { markCatalogueChanged } from '../../catalogue/catalogue.ts';
import { inTransaction, isDuplicate } from '../../database.ts';
import { LANGUAGES } from '../../i18n/languages.ts';
import type { Portal } from '../../portal.ts';
import { addSynonym, listSynonyms, LONGEST_SYNONYM, removeSynonym } from '../../search/synonyms.ts';
import { choice, readForm, text, type Problem } from '../../web/forms.ts';
import { showForm, type Returned } from '../../web/form-page.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf, codeIn, crumbsTo, idIn, type Act } from '../desk.ts';
import { lockRecord, writeDown } from '../records.ts';
import { findClass } from './store.ts';

const synonymFields = {
  text: text({
    missing: 'search.synonyms.wrong.missing',
    max: LONGEST_SYNONYM,
    pattern: /\p{L}.*\p{L}/u,
    wrong: 'search.synonyms.wrong.letters',
  }),
  language: choice(LANGUAGES, { missing: 'search.synonyms.wrong.language' }),
};

const MOST_PER_LANGUAGE = 100;

export function synonymRoutes(portal: Portal): Router {
  const { db } = portal;
  const routes = Router();
  const base = '/admin/aid-classes/:code/synonyms';

  routes.get(base, async (req, res) => {
    await show(res, req.params.code);
  });

  routes.post(base, async (req, res) => {
    const code = codeIn(req.params.code);
    const form = readForm(synonymFields, req.body ?? {});
    if ('problems' in form) return show(res, code, form);
    const problems = await add(actOf(res, portal), code, form.values);
    if (problems.length > 0) return show(res, code, { typed: form.typed, problems });
    done(res, code, 'search.synonyms.added');
  });

  routes.post(`${base}/:id/removal`, async (req, res) => {
    const { code } = await findClass(db.read, codeIn(req.params.code));
    const id = idIn(req.params.id);
    const act = actOf(res, portal);
    await inTransaction(db, async (trx) => {
      const removed = await removeSynonym(trx, { code, id });
      if (removed === null) return; // a colleague was faster
      await writeDown(trx, act, {
        subject: { kind: 'aid_class', id: code },
        action: 'aid_class.synonym_removed',
        differing: { synonym: [removed, null] },
      });
      await markCatalogueChanged(trx);
    });
    done(res, code, 'search.synonyms.removed');
  });

  async function add(
    act: Act,
    code: string,
    { text: name, language }: { text: string; language: (typeof LANGUAGES)[number] },
  ): Promise<Problem[]> {
    const duplicate: Problem = { field: 'text', key: 'search.synonyms.wrong.duplicate' };
    try {
      return await inTransaction(db, async (trx) => {
        await lockRecord(trx, 'aid_classes', { code });
        const there = (await listSynonyms(trx, code)).filter((one) => one.language === language);
        if (there.length >= MOST_PER_LANGUAGE) {
          return [{ field: 'text', key: 'search.synonyms.wrong.many' }];
        }
        if (!(await addSynonym(trx, { code, language, text: name }))) return [duplicate];
        await writeDown(trx, act, {
          subject: { kind: 'aid_class', id: code },
          action: 'aid_class.synonym_added',
          differing: { synonym: [null, name], language: [null, language] },
        });
        await markCatalogueChanged(trx);
        return [];
      });
    } catch (error) {
      if (isDuplicate(error)) return [duplicate];
      throw error;
    }
  }

  async function show(res: Response, given: unknown, returned?: Returned): Promise<void> {
    const { t, lang, paths } = visitOf(res);
    const aidClass = await findClass(db.read, codeIn(given));
    const synonyms = await listSynonyms(db.read, aidClass.code);
    const name = String(aidClass[`name_${lang}`]);
    showForm(
      portal,
      res,
      'administration/aid-classes/synonyms',
      {
        title: t('search.synonyms.of', { name }),
        breadcrumbs: crumbsTo(res, 'aid-classes', {
          text: name,
          href: paths.adminItem('aid-classes', aidClass.code),
        }),
        current: { language: lang },
        code: aidClass.code,
        lists: LANGUAGES.map((language) => ({
          language,
          synonyms: synonyms.filter((one) => one.language === language),
        })),
      },
      returned,
    );
  }

  return routes;
}

function done(res: Response, code: string, notice: string): void {
  leaveNotice(res, notice);
  res.redirect(303, visitOf(res).paths.adminAct('aid-classes', code, 'synonyms'));
}
