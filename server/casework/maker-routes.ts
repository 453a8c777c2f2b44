// Appointing who makes an aid for one person: with what the person would pay in view, before they are asked.
import { Router } from 'express';
import { countMissedBy } from '../appointments/appointments.ts';
import type { Portal } from '../portal.ts';
import { needsAgreement } from '../requests/acts/making.ts';
import { makersFor, type Maker } from '../requests/makers.ts';
import { appointMaker } from '../requests/requests.ts';
import { choice, readForm } from '../web/forms.ts';
import { mountActPage, type Known } from './act-page.ts';

interface Makers {
  makers: Maker[];
  missed: Map<number, number>;
}

export function makerRoutes(portal: Portal): Router {
  const routes = Router();

  mountActPage<{ maker: string }, Makers>(routes, portal, {
    act: 'maker',
    part: 'maker',
    gather: async ({ request, day }) => {
      const makers = await makersFor(portal.db.read, {
        aidClassCode: request.aidClass.code,
        regionCode: request.applicant.regionCode,
        quantity: request.quantity,
        day,
      });
      const suppliers = makers.map(({ supplierId }) => supplierId);
      return { makers, missed: await countMissedBy(portal.db.read, suppliers) };
    },
    frame: (known) => ({
      makers: makerChoices(known),
      current: String(known.open.request.making?.makerId ?? ''),
    }),
    read: (body, { more }) =>
      readForm(
        {
          maker: choice(
            more.makers.map(({ id }) => String(id)),
            { missing: 'casework.maker.missing' },
          ),
        },
        body,
      ),
    run: (order, { maker }) => appointMaker(portal, { ...order, makerId: Number(maker) }),
    notice: ({ maker }, { open, more }) => {
      const chosen = more.makers.find(({ id }) => String(id) === maker)!;
      return needsAgreement(open.request, chosen.money)
        ? 'casework.maker.asked'
        : 'casework.maker.done';
    },
  });

  return routes;
}

function makerChoices({ open: { request }, more, visit }: Known<Makers>) {
  const { t, lang, format } = visit;
  const sum = (tiyn: number | null) =>
    tiyn === null ? t('casework.money.notSet') : format.money(tiyn);
  return more.makers.map(({ id, supplierId, names, money, workingDays }) => ({
    value: String(id),
    text: names[lang],
    hint: {
      text: [
        t('casework.maker.terms', {
          price: format.money(money.price),
          state: sum(money.stateShare),
          person: sum(money.coPayment),
          days: workingDays,
          missed: more.missed.get(supplierId) ?? 0,
        }),
        request.making?.wishedMakerId === id ? t('casework.maker.wished') : null,
        needsAgreement(request, money) ? t('casework.maker.asks') : null,
      ]
        .filter(Boolean)
        .join(' '),
    },
  }));
}
