// The person's own data: to see, and to change.
import { Router, type Response } from 'express';
import { EMAIL, optionalPassword, PHONE, withoutPasswords } from '../accounts/forms.ts';
import { maskIin } from '../accounts/iin.ts';
import { isOwnPassword } from '../accounts/re-authentication.ts';
import { LANGUAGES } from '../i18n/languages.ts';
import type { Portal } from '../portal.ts';
import { NotFound } from '../web/errors.ts';
import { choice, choices, optionalText, readForm, text, wholeNumber } from '../web/forms.ts';
import { leaveNotice, type Frame } from '../web/pages.ts';
import { readerOf, visitOf } from '../web/visit.ts';
import { COMMUNICATION_NEEDS } from './communication-needs.ts';
import { changeDetails, changedFields, CONTACT, findDetails, type Details } from './details.ts';
import { officeOf } from './offices.ts';

export function detailsRoutes(portal: Portal): Router {
  const { db, clock, page } = portal;
  const routes = Router();

  routes.get('/account/details', async (_req, res) => {
    const { accountId } = readerOf(res);
    const { t, paths } = visitOf(res);
    const details = await detailsOf(accountId);
    page(res, 'accounts/details', {
      title: t('accounts.details.title'),
      breadcrumbs: [{ text: t('layout.account'), href: paths.account() }],
      details,
      iin: maskIin(details.iinLast4),
      office: details.applicant && (await officeOf(db.read, accountId)),
    });
  });

  routes.get('/account/details/change', async (_req, res) => {
    show(res, await detailsOf(readerOf(res).accountId));
  });

  routes.post('/account/details/change', async (req, res) => {
    const reader = readerOf(res);
    const details = await detailsOf(reader.accountId);
    const form = readForm(fieldsFor(details), req.body ?? {});
    const typed = withoutPasswords(form.typed);
    if ('problems' in form) return show(res, details, { problems: form.problems, typed });

    const { password, version, ...change } = form.values;
    if (version !== details.version) {
      const problems = [{ field: 'phone', key: 'accounts.details.changedMeanwhile' }];
      return show(res, details, { problems, typed }, 409);
    }
    if (details.applicant?.channel === 'email' && !change.email) {
      const problem = { field: 'email', key: 'accounts.details.emailForChannel' };
      return show(res, details, { problems: [problem], typed });
    }
    const contact = changedFields(details, change).some((name) => CONTACT.includes(name));
    if (contact && !(password && (await isOwnPassword(portal, req, reader, password)))) {
      const key = password ? 'accounts.password.wrong' : 'accounts.details.passwordNeeded';
      return show(res, details, { problems: [{ field: 'password', key }], typed });
    }
    await changeDetails(portal, { by: reader, now: details, change, at: clock() });
    leaveNotice(res, 'accounts.details.saved');
    return res.redirect(303, visitOf(res).paths.accountDetails());
  });

  return routes;

  async function detailsOf(accountId: number): Promise<Details> {
    const details = await findDetails(db.read, accountId);
    if (!details) throw new NotFound();
    return details;
  }

  function show(res: Response, details: Details, frame: Partial<Frame> = {}, status?: number) {
    const { t, paths } = visitOf(res);
    const own = {
      title: t('accounts.details.changeTitle'),
      breadcrumbs: [
        { text: t('layout.account'), href: paths.account() },
        { text: t('accounts.details.title'), href: paths.accountDetails() },
      ],
      details,
      needs: COMMUNICATION_NEEDS,
    };
    page(res, 'accounts/details-change', { ...own, ...frame }, status);
  }
}

// Staff have no address here. By which way people are written to is chosen on a page of its own.
function fieldsFor({ applicant }: Details) {
  const everybody = {
    version: wholeNumber({ missing: 'errors.badRequest.text', min: 1, max: 1_000_000_000 }),
    phone: optionalText({ wrong: 'accounts.details.phoneWrong', ...PHONE }),
    email: optionalText({ wrong: 'accounts.details.emailWrong', ...EMAIL }),
  };
  const own = {
    settlement: text({ missing: 'accounts.register.settlementMissing', max: 200 }),
    address: text({ missing: 'accounts.register.addressMissing', max: 300 }),
    needs: choices(COMMUNICATION_NEEDS),
  };
  return {
    ...everybody,
    ...((applicant ? own : {}) as Partial<typeof own> as typeof own),
    language: choice(LANGUAGES, { missing: 'accounts.details.languageMissing' }),
    password: optionalPassword(),
  };
}
