// Sections of a case about what stands still and what was not granted.
import type { Visit } from '../web/visit.ts';
import type { CaseFile } from './case-file.ts';

/** Why the decision clock stands still, and until when; null while it runs. */
export function holdSection({ hold, person }: CaseFile, { t, lang, format }: Visit) {
  if (hold?.kind !== 'hold') return null; // a trial has a part of its own
  return {
    title: t(`requests.hold.${hold.kind}.tag`),
    reason: hold.reason?.[lang] ?? null,
    sentence: hold.sentence,
    sentenceLang: person.language,
    since: t('casework.hold.since', { from: format.date(hold.fromOn) }),
    until: t('casework.hold.until', { date: format.date(hold.untilOn) }),
  };
}

/** What was not granted, and where an objection to it stands; null where all was. */
export function partSection({ part, person }: CaseFile, { t, lang, format }: Visit) {
  if (!part) return null;
  const clock = part.decideBy ?? part.appealUntil;
  return {
    granted: t('casework.part.granted', { granted: part.granted, asked: part.asked }),
    reason: part.reason.names[lang],
    explanation: part.explanation,
    personLang: person.language,
    state: t(`casework.part.state.${part.state}`, { date: clock ? format.date(clock) : '' }),
    appeal: part.appeal,
    outcome: part.outcome,
  };
}
