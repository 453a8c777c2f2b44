// The words about aid classes: what is missing, the easy-read text with its preview, questions, the video.
import { Router, type Response } from 'express';
import { readClassTree } from '../../catalogue/class-tree.ts';
import { wordsIn } from '../../catalogue/class-words-page.ts';
import { BLOCKS, easyTextOf, readClassVideo } from '../../catalogue/class-words.ts';
import type { AidClass } from '../../catalogue/catalogue.ts';
import { MOST_WORDS } from '../../catalogue/easy-read.ts';
import type { Portal } from '../../portal.ts';
import { asTyped, showForm, type Returned } from '../../web/form-page.ts';
import { optionalChoice, optionalText, readForm } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { actOf } from '../desk.ts';
import { readHistory } from '../../audit/history.ts';
import { readFilter } from '../list-page.ts';
import { problemsOfText, TEXT_COLUMNS, textFields } from './forms.ts';
import { classIn, crumbsTo } from './class-at-hand.ts';
import { PARTS, readMissing } from './missing.ts';
import { questionRoutes } from './question-routes.ts';
import { changeText, listQuestions, listTexts } from './store.ts';
import { videoRoutes } from './video-routes.ts';

export function wordsRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/words', async (req, res) => {
    const { t, paths } = visitOf(res);
    const classes = (await readClassTree(db.read)).all;
    const families = classes.filter(({ parent }) => parent === null);
    const filter = readFilter(
      {
        part: optionalChoice(PARTS),
        family: optionalText({ max: 20, pattern: /^[A-Z]{2}$/ }),
      },
      req.query,
    );
    const { part, family } = filter.values;
    const all = await readMissing(db.read, classes);
    const rows = all.filter(
      ({ own, missing }) =>
        (!part || missing[part].length > 0) && (!family || own.code.startsWith(family)),
    );
    page(res, 'administration/words/list', {
      title: t('words.admin.title'),
      breadcrumbs: [{ text: t('administration.title'), href: paths.admin() }],
      width: 'wide',
      typed: filter.typed,
      problems: filter.problems,
      parts: PARTS,
      families,
      counts: PARTS.map((one) => ({
        part: one,
        count: all.filter(({ missing }) => missing[one].length > 0).length,
      })),
      all: all.length,
      rows,
    });
  });

  routes.get('/admin/words/:code', async (req, res) => {
    const visit = visitOf(res);
    const own = await classIn(portal, req.params.code);
    const [[missing], texts, questions, video, history] = await Promise.all([
      readMissing(db.read, [own]),
      listTexts(db.read, own.code),
      listQuestions(db.read, own.code),
      readClassVideo(db.read, own.code),
      readHistory(db, { kind: 'aid_class', id: own.code }),
    ]);
    const current = texts.find(({ ended_at }) => ended_at === null);
    page(res, 'administration/words/show', {
      title: own.names[visit.lang],
      breadcrumbs: crumbsTo(res),
      own,
      missing: missing!.missing,
      parts: PARTS,
      statedAt: current?.stated_at ?? null,
      blocks: current ? blocksIn(current, res) : [],
      before: texts
        .filter(({ ended_at }) => ended_at !== null)
        .map((row) => ({ ...row, blocks: blocksIn(row, res) })),
      questions: questions.filter(({ ended_at }) => ended_at === null),
      questionsBefore: questions.filter(({ ended_at }) => ended_at !== null),
      video: wordsIn({ text: null, questions: [], video }, visit).video,
      history,
    });
  });

  routes.get('/admin/words/:code/text', async (req, res) => {
    await showText(res, await classIn(portal, req.params.code));
  });

  routes.post('/admin/words/:code/text', async (req, res) => {
    const own = await classIn(portal, req.params.code);
    const form = readForm(textFields, req.body ?? {});
    if ('problems' in form) return showText(res, own, form);
    const { version, act, ...values } = form.values;
    const { typed } = form;
    const problems = problemsOfText(values);
    if (problems.length) return showText(res, own, { typed, problems });
    if (act === 'preview') {
      return showText(res, own, { typed, problems }, { values, stamp: version });
    }
    const stamp = version ?? '';
    problems.push(...(await changeText(db, actOf(res, portal), own.code, { stamp, values })));
    if (problems.length) return showText(res, own, { typed, problems });
    leaveNotice(res, 'administration.saved');
    res.redirect(303, visitOf(res).paths.adminWordsOf(own.code));
  });

  async function showText(
    res: Response,
    own: AidClass,
    returned?: Returned,
    preview?: { values: object; stamp: string | null },
  ): Promise<void> {
    const { t, lang } = visitOf(res);
    const [row] = (await listTexts(db.read, own.code)).filter(({ ended_at }) => ended_at === null);
    showForm(
      portal,
      res,
      'administration/words/text',
      {
        title: t('words.admin.editText', { name: own.names[lang] }),
        breadcrumbs: crumbsTo(res, own),
        own,
        blocks: BLOCKS,
        most: MOST_WORDS,
        current: row ? asTyped(row, TEXT_COLUMNS) : {},
        stamp: preview ? (preview.stamp ?? '') : String(row?.id ?? ''),
        preview: preview ? easyTextOf({ ...preview.values }) : null,
      },
      returned,
    );
  }

  routes.use(questionRoutes(portal), videoRoutes(portal));
  return routes;
}

function blocksIn(row: object, res: Response) {
  return wordsIn({ text: easyTextOf({ ...row }), questions: [], video: null }, visitOf(res)).blocks;
}
