// One aid as its page shows it: facts, what is due, what to do when something is the matter, and its history.
import { HELD, type Aid } from '../aids/aids.ts';
import { dueFrom } from '../calendar/due.ts';
import { holidaysOf } from '../calendar/holidays.ts';
import type { Holidays } from '../calendar/working-days.ts';
import type { Queryable } from '../database.ts';
import { documentsOf } from '../documents/documents.ts';
import type { Visit } from '../web/visit.ts';
import { handOf, type Hand } from './hand.ts';
import { historyOf } from './history.ts';
import { addressesOf, type OpenAid } from './open-aid.ts';
import { holderOfRepair, movesAtHand } from './repair-rules.ts';
import { withdrawalsOf } from './withdrawals.ts';

const TONES: Record<string, string> = {
  in_use: 'success',
  in_repair: 'waiting',
  lent: 'info',
  lost: 'problem',
  worn_out: 'problem',
};

/** The state of an aid as a tag. */
export function tagOf({ state }: Pick<Aid, 'state'>, { t }: Visit) {
  return { text: t(`aftercare.state.${state}`), tone: TONES[state] ?? 'neutral' };
}

/** What is known of an aid, in rows. */
export function factsOf(
  aid: Aid,
  day: string,
  { t, lang, format }: Visit,
  desk: OpenAid['desk'] = 'family',
) {
  // Staff are not sent to their own office.
  const unknown = (name: string) =>
    t(`aftercare.fact.${name}${desk === 'office' ? '.office' : ''}`);
  const warranty = aid.warrantyUntil
    ? t(`aftercare.fact.${aid.warrantyUntil < day ? 'warrantyOver' : 'warrantyUntil'}`, {
        date: format.date(aid.warrantyUntil),
      })
    : unknown('warrantyNone');
  const replacement = aid.replacementFrom
    ? t('aftercare.fact.replacementFrom', { date: format.date(aid.replacementFrom) })
    : unknown('replacementUnknown');
  const fact = (name: string, value: string | null | undefined) =>
    value ? [{ label: t(`aftercare.fact.${name}`), value }] : [];
  return [
    ...fact('kind', aid.product ? aid.aidClass.names[lang] : null),
    ...fact('variant', aid.product?.variant[lang]),
    ...fact('since', format.date(aid.receivedOn)),
    ...fact('supplier', aid.supplier?.names[lang]),
    ...fact('quantity', aid.quantity > 1 ? format.number(aid.quantity) : null),
    ...fact('secondHand', aid.secondHand ? t('aftercare.fact.secondHandYes') : null),
    ...(aid.state === 'lent'
      ? []
      : [...fact('warranty', warranty), ...fact('replacement', replacement)]),
  ];
}

/** Everything the page of an aid says. */
export async function aidPage(db: Queryable, open: OpenAid) {
  const { aid, day, visit, seeOnly, desk } = open;
  const { paths } = visit;
  const [hand, history, holidays] = await Promise.all([
    handOf(db, aid),
    historyOf(db, aid, visit),
    holidaysOf(db),
  ]);
  const addresses = addressesOf(open);
  const [faultPapers, earlyPapers] = await Promise.all([
    hand.repair ? documentsOf(db, { kind: 'fault', id: hand.repair.id }) : [],
    hand.asked ? documentsOf(db, { kind: 'early_replacement', id: hand.asked.id }) : [],
  ]);
  return {
    name: open.name,
    classCode: aid.aidClass.code,
    alt: aid.aidClass.illustrationAlt[visit.lang],
    person: open.own ? null : open.person.name,
    phone: desk === 'office' ? open.person.phone : null,
    desk,
    seeOnly,
    tag: tagOf(aid, visit),
    facts: factsOf(aid, day, visit, desk),
    productHref: aid.product?.published ? paths.aid(aid.product.slug) : null,
    classHref: paths.aidClass(aid.aidClass.code),
    requestHref: requestHref(open),
    listHref: addresses.list,
    notes: notesOf(open, hand, { day, holidays }),
    repair: hand.repair && {
      ...repairIn(hand, open, { day, holidays }),
      papers: faultPapers,
    },
    ways: seeOnly || !HELD.includes(aid.state) ? [] : waysOf(open, hand),
    withdrawals: seeOnly ? [] : withdrawalsOf(open, hand),
    early: hand.asked && {
      tag: { text: visit.t(`aftercare.early.state.${hand.asked.state}`), tone: 'neutral' },
      reason: hand.asked.reason[visit.lang],
      words: hand.asked.decisionWords,
      papers: earlyPapers,
      refused: hand.asked.state === 'refused',
    },
    history,
  };
}

type Today = { day: string; holidays: Holidays };

// What is due: each as a date with its link.
function notesOf(open: OpenAid, hand: Hand, today: Today) {
  const { visit, seeOnly, desk } = open;
  const { t, paths } = visit;
  const { act } = addressesOf(open);
  const notes = [];
  if (hand.question) {
    notes.push({
      ...dated('aftercare.note.fit', hand.question.dueOn, visit, today),
      link: seeOnly ? null : { text: t('aftercare.note.fitDo'), href: act('fit-check') },
    });
  }
  if (hand.talk) {
    notes.push({
      ...dated('aftercare.note.talk', hand.talk.talkBy, visit, today),
      link: desk === 'office' ? { text: t('aftercare.talk.title'), href: act('talk') } : null,
    });
  }
  if (hand.comingBack?.state === 'announced') {
    notes.push({
      ...dated(`aftercare.note.return.${hand.comingBack.way}`, hand.comingBack.dueOn, visit, today),
      link:
        desk === 'office'
          ? { text: t('aftercare.return-receipt.title'), href: act('return-receipt') }
          : null,
    });
  }
  if (hand.asked?.state === 'asked') {
    notes.push({
      ...dated('aftercare.note.early', hand.asked.dueOn, visit, today),
      link:
        desk === 'office'
          ? { text: t('aftercare.early-decision.title'), href: act('early-decision') }
          : null,
    });
  }
  if (hand.renewal && desk === 'family') {
    notes.push({
      title: t('aftercare.note.renewal'),
      at: null,
      atText: t(`aftercare.note.renewal.${hand.renewal.early ? 'early' : 'date'}`),
      text: '',
      tone: 'info',
      link: seeOnly
        ? null
        : {
            text: t('aftercare.note.renewalDo'),
            href: paths.entitlement(hand.renewal.entitlementId),
          },
    });
  }
  return notes;
}

function dated(key: string, on: string | null, { t, format }: Visit, { day, holidays }: Today) {
  const due = on ? dueFrom(on, day, holidays) : null;
  return {
    title: t(key),
    at: on,
    atText: on ? format.date(on) : '',
    text: due ? t(`due.${due.state}`, { days: due.days }) : '',
    tone: due?.state === 'overdue' ? 'problem' : 'waiting',
  };
}

function repairIn(hand: Hand, open: OpenAid, today: Today) {
  const { visit, desk, seeOnly } = open;
  const { t, lang, format } = visit;
  const repair = hand.repair!;
  const { act } = addressesOf(open);
  const holder = holderOfRepair(repair.state, repair.supplier !== null);
  const moves = movesAtHand(repair.state, desk, { bySupplier: repair.supplier !== null });
  return {
    tag: {
      text: t(`aftercare.repair.state.${repair.state}`),
      tone: repair.isOpen ? 'waiting' : 'neutral',
    },
    holder: holder && t(`aftercare.repair.holder.${holder}`),
    clock:
      repair.dueOn && dated(`aftercare.repair.due.${repair.state}`, repair.dueOn, visit, today),
    facts: [
      { label: t('aftercare.repair.reported'), value: format.date(repair.reportedAt) },
      { label: t('aftercare.fault.kind'), value: repair.fault[lang] },
      { label: t('aftercare.fault.words'), value: repair.words },
      {
        label: t('aftercare.fault.safe'),
        value: t(`aftercare.fault.safe.${repair.safe ? 'yes' : 'no'}`),
      },
      {
        label: t('aftercare.repair.by'),
        value: repair.supplier?.names[lang] ?? t('aftercare.repair.byOffice'),
      },
      {
        label: t('aftercare.repair.loan'),
        value: loanWords(repair, visit),
      },
    ],
    unsafe: repair.isOpen && !repair.safe ? t(`aftercare.repair.unsafe.${desk}`) : null,
    actHref: !seeOnly && moves.length ? act('repair') : null,
    actText: t(`aftercare.repair.open.${desk}`),
    loanHref: desk === 'office' && repair.isOpen && !repair.loan ? act('loan') : null,
    loanBackHref:
      desk === 'office' && repair.loan && !repair.loan.backOn ? act('loan-return') : null,
    version: repair.version,
  };
}

function loanWords({ loan, wantsLoan }: NonNullable<Hand['repair']>, { t, format }: Visit): string {
  if (!loan) return t(`aftercare.repair.loan.${wantsLoan ? 'wanted' : 'none'}`);
  const from = t('aftercare.repair.loan.since', { date: format.date(loan.on) });
  const back = loan.backOn
    ? t('aftercare.repair.loan.back', { date: format.date(loan.backOn) })
    : '';
  return [loan.words, from, back].filter(Boolean).join(' · ');
}

// When it breaks, is outgrown, is lost, is no longer needed: the way, or why there is none now.
function waysOf(open: OpenAid, hand: Hand) {
  const { aid, visit } = open;
  const { t } = visit;
  const { act } = addressesOf(open);
  if (aid.state === 'lent')
    return [{ title: t('aftercare.way.loan'), text: t('aftercare.way.loanText'), link: null }];
  const way = (name: string, open_: boolean, to: string) => ({
    title: t(`aftercare.way.${name}`),
    text: t(open_ ? `aftercare.way.${name}Text` : 'aftercare.way.underWay'),
    link: open_ ? { text: t(`aftercare.way.${name}Do`), href: act(to) } : null,
  });
  return [
    way('breaks', hand.fault, 'fault'),
    way('outgrown', hand.early, 'early?reason=outgrown'),
    way('lost', hand.early, 'early?reason=lost'),
    way('notNeeded', hand.return, 'return'),
  ];
}

function requestHref({ aid, desk, visit: { paths } }: OpenAid): string | null {
  if (!aid.request) return null;
  const { reference } = aid.request;
  return desk === 'family' ? paths.request(reference) : paths.caseFile(reference);
}
