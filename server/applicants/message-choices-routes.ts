// "How we write to you": the way, the languages, the print and the hours of quiet.
import { Router, type Response } from 'express';
import { LANGUAGES } from '../i18n/languages.ts';
import { FORMATS } from '../notifications/choices.ts';
import type { Portal } from '../portal.ts';
import { choice, readForm, wholeNumber, type Problem } from '../web/forms.ts';
import { leaveNotice, type Frame } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import {
  changeMessageChoices,
  findMessageChoices,
  type ChosenBefore,
  type MessageChoices,
} from './message-choices.ts';

const hour = { missing: 'inbox.choices.hourMissing', min: 0, max: 23 };

function fieldsFor({ channels }: MessageChoices) {
  return {
    version: wholeNumber({ missing: 'errors.badRequest.text', min: 0, max: 1_000_000_000 }),
    channel: choice(channels, { missing: 'accounts.details.channelMissing' }),
    smsLanguage: choice(LANGUAGES, { missing: 'accounts.details.languageMissing' }),
    letterLanguage: choice(LANGUAGES, { missing: 'accounts.details.languageMissing' }),
    format: choice(FORMATS, { missing: 'inbox.choices.formatMissing' }),
    quietFrom: wholeNumber(hour),
    quietUntil: wholeNumber(hour),
  };
}

export function messageChoicesRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/account/messages/choices', async (_req, res) => {
    show(res, await findMessageChoices(db.read, readerOf(res)));
  });

  routes.post('/account/messages/choices', async (req, res) => {
    const reader = readerOf(res);
    const now = await findMessageChoices(db.read, reader);
    const form = readForm(fieldsFor(now), req.body ?? {});
    if ('problems' in form) return show(res, now, form);
    const problems = withoutAddress(form.values, now);
    if (problems.length) return show(res, now, { problems, typed: form.typed });
    await changeMessageChoices(db, { by: reader, now, change: form.values, at: clock() });
    leaveNotice(res, 'inbox.choices.saved');
    return res.redirect(303, visitOf(res).paths.messageChoices());
  });

  return routes;

  function show(res: Response, choices: MessageChoices, frame: Partial<Frame> = {}): void {
    const { t, paths } = visitOf(res);
    page(res, 'notifications/choices', {
      title: t('inbox.choices.title'),
      breadcrumbs: [
        { text: t('layout.account'), href: paths.account() },
        { text: t('inbox.title'), href: paths.inbox() },
      ],
      choices,
      languages: LANGUAGES,
      formats: FORMATS,
      ...frame,
    });
  }
}

// A way that leads nowhere is not taken.
function withoutAddress({ channel }: ChosenBefore, now: MessageChoices): Problem[] {
  if (channel === 'email' && !now.email) {
    return [{ field: 'channel', key: 'inbox.choices.emailMissing' }];
  }
  if (channel === 'sms' && !now.mobile) {
    return [{ field: 'channel', key: 'inbox.choices.mobileMissing' }];
  }
  if (channel === 'phone' && !now.mobile) {
    return [{ field: 'channel', key: 'inbox.choices.phoneMissing' }];
  }
  return [];
}
