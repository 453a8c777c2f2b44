// Letters on paper: what waits, printed one by one or a day at once, and noted when it was posted.
import { Router, type Response } from 'express';
import { makeLetters } from '../letters/letters.ts';
import { letterOf } from '../notifications/letter.ts';
import { markPosted, noteRead } from '../notifications/office-acts.ts';
import { daysWaiting, lettersToPrint, listWaiting } from '../notifications/office-post.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { optionalDate, optionalWholeNumber, readForm, type Field } from '../web/forms.ts';
import { readPlace } from '../web/newest-first.ts';
import { leaveNotice } from '../web/pages.ts';
import { visitOf } from '../web/visit.ts';
import { crumbsTo, officeActOf } from './office-desk.ts';

const id = optionalWholeNumber({ min: 1, max: 999_999_999 });

/** Ticked letters: at most a page of them. */
const letters: Field<number[]> = (raw, refuse) => {
  const list = raw === undefined ? [] : Array.isArray(raw) ? raw : [raw];
  const isSound = list.every((one) => typeof one === 'string' && /^[1-9]\d{0,8}$/.test(one));
  if (!isSound || list.length > 50) return refuse('forms.unknownChoice');
  return list.length ? list.map(Number) : refuse('mailroom.letters.noneTicked');
};

export function letterRoutes(portal: Portal): Router {
  const { db, texts, page } = portal;
  const routes = Router();

  routes.get('/casework/letters', async (req, res) => {
    await show(res, req.query);
  });

  routes.get('/casework/letters/print', async (req, res) => {
    const act = officeActOf(res, portal);
    const { t, lang } = visitOf(res);
    const read = readForm({ id, day: optionalDate() }, req.query);
    if (!('values' in read)) throw new NotFound();
    const { id: one, day } = read.values;
    const which = one !== null ? { id: one } : day !== null ? { day } : null;
    const found = which && (await lettersToPrint(db.read, act.by.officeId, which));
    if (!found?.length) throw new NotFound();
    await noteRead(db, act, 'letter.printed', found);
    const file = await makeLetters(
      { lang: found[0]!.lang, title: t('mailroom.letters.title'), at: act.at },
      found.map((letter) => letterOf(texts, letter)),
    );
    const name = `letters-${lang}-${one ?? day}.pdf`;
    res.set('Cache-Control', 'no-store').set('Content-Disposition', `inline; filename="${name}"`);
    res.type('pdf').send(file);
  });

  routes.post('/casework/letters/posting', async (req, res) => {
    const act = officeActOf(res, portal);
    const form = readForm({ letters, day: optionalDate() }, req.body ?? {});
    if ('problems' in form) return show(res, {}, form);
    const count = await markPosted(db, act, form.values.letters);
    leaveNotice(res, 'mailroom.letters.marked', { count });
    const { day } = form.values;
    return res.redirect(303, visitOf(res).paths.officeLetters(day ? { day } : {}));
  });

  return routes;

  async function show(res: Response, query: unknown, frame = {}): Promise<void> {
    const { officeId } = officeActOf(res, portal).by;
    const { t, paths } = visitOf(res);
    const read = readForm({ day: optionalDate() }, query);
    const day = 'values' in read ? read.values.day : null;
    const place = readPlace(query);
    const { rows, newer, older } = await listWaiting(
      db.read,
      { officeId, channel: 'letter', day },
      place,
    );
    const to = (there: Record<string, number> | null) =>
      there && { href: paths.officeLetters({ day, ...there }) };
    page(res, 'mailroom/letters', {
      title: t('mailroom.letters.title'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      day,
      days: await daysWaiting(db.read, officeId),
      rows,
      previous: to(newer),
      next: to(older),
      ...frame,
    });
  }
}
