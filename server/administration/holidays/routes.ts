// Public holidays, moved days and worked weekends: the calendar by which working days are counted.
import { Router, type Response } from 'express';
import type { Portal } from '../../portal.ts';
import { NotFound } from '../../web/errors.ts';
import { isCalendarDate, optionalWholeNumber, readForm, type Typed } from '../../web/forms.ts';
import { leaveNotice } from '../../web/pages.ts';
import { visitOf } from '../../web/visit.ts';
import { readHistory } from '../../audit/history.ts';
import { actOf, crumbsTo } from '../desk.ts';
import { asTyped, showForm, type Returned } from '../../web/form-page.ts';
import { readFilter } from '../list-page.ts';
import {
  HOLIDAY_KINDS,
  HOLIDAY_STATUSES,
  holidayFields,
  newHolidayFields,
  problemsOfKind,
} from './forms.ts';
import {
  addHoliday,
  changeHoliday,
  findHoliday,
  holidayYears,
  listHolidays,
  removeHoliday,
} from './store.ts';

export function holidayRoutes(portal: Portal): Router {
  const { db, page } = portal;
  const routes = Router();

  routes.get('/admin/holidays', async (req, res) => {
    const { t } = visitOf(res);
    const { on } = actOf(res, portal);
    const thisYear = Number(on.slice(0, 4));
    const filter = readFilter({ year: optionalWholeNumber({ min: 1990, max: 2199 }) }, req.query);
    const year = filter.values.year ?? thisYear;
    const rows = await listHolidays(db.read, year);
    page(res, 'administration/holidays/list', {
      title: t('administration.list.holidays'),
      breadcrumbs: crumbsTo(res),
      width: 'wide',
      problems: filter.problems,
      typed: filter.typed,
      year,
      years: await holidayYears(db.read, thisYear),
      rows,
      found: t('administration.found', { count: rows.length }),
      on,
    });
  });

  routes.get('/admin/holidays/new', (_req, res) => {
    showNew(res);
  });

  routes.post('/admin/holidays/new', async (req, res) => {
    const form = readForm(newHolidayFields, req.body ?? {});
    if ('problems' in form) return showNew(res, form);
    const problems = problemsOfKind(form.values);
    if (!problems.length) {
      problems.push(...(await addHoliday(db, actOf(res, portal), form.values)));
    }
    if (problems.length) return showNew(res, { typed: form.typed, problems });
    done(res, form.values.on, 'administration.saved');
  });

  routes.get('/admin/holidays/:on', async (req, res) => {
    await show(res, dayIn(req.params.on));
  });

  routes.post('/admin/holidays/:on', async (req, res) => {
    const on = dayIn(req.params.on);
    const form = readForm(holidayFields, req.body ?? {});
    if ('problems' in form) return show(res, on, form);
    const problems = problemsOfKind({ on, kind: form.values.kind });
    if (!problems.length) {
      problems.push(...(await changeHoliday(db, actOf(res, portal), on, form.values)));
    }
    if (problems.length) return show(res, on, { typed: form.typed, problems });
    done(res, on, 'administration.saved');
  });

  routes.post('/admin/holidays/:on/removal', async (req, res) => {
    const on = dayIn(req.params.on);
    const form = readForm({ version: holidayFields.version }, req.body ?? {});
    const stamp = 'values' in form ? (form.values.version ?? '') : '';
    const problems = await removeHoliday(db, actOf(res, portal), on, stamp);
    if (problems.length) {
      const typed = currentOf(await findHoliday(db.read, on));
      return show(res, on, { typed, problems });
    }
    done(res, on, 'administration.removed');
  });

  function showNew(res: Response, returned?: Returned): void {
    const { t } = visitOf(res);
    showForm(
      portal,
      res,
      'administration/holidays/edit',
      {
        title: t('administration.holidays.new'),
        breadcrumbs: crumbsTo(res, 'holidays'),
        current: { status: 'unconfirmed' },
        open: true,
        ...CHOICES,
      },
      returned,
    );
  }

  async function show(res: Response, on: string, returned?: Returned): Promise<void> {
    const { t, format } = visitOf(res);
    const record = await findHoliday(db.read, on);
    showForm(
      portal,
      res,
      'administration/holidays/edit',
      {
        title: t('administration.holidays.edit', { day: format.date(on) }),
        breadcrumbs: crumbsTo(res, 'holidays'),
        record,
        on,
        current: currentOf(record),
        open: on > actOf(res, portal).on,
        history: await readHistory(db, { kind: 'public_holiday', id: on }),
        ...CHOICES,
      },
      returned,
    );
  }

  return routes;
}

function done(res: Response, on: string, notice: string): void {
  leaveNotice(res, notice);
  const { paths } = visitOf(res);
  res.redirect(303, paths.adminList('holidays', { year: on.slice(0, 4) }));
}

const CHOICES = { kinds: HOLIDAY_KINDS, statuses: HOLIDAY_STATUSES };

function currentOf(row: object): Typed {
  return asTyped(row, Object.keys(holidayFields));
}

function dayIn(value: unknown): string {
  if (typeof value !== 'string' || !isCalendarDate(value)) throw new NotFound();
  return value;
}
