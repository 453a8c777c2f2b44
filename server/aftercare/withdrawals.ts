// Taking back what a person announced or asked about an aid.
import type { Hand } from './hand.ts';
import { addressesOf, type OpenAid } from './open-aid.ts';

/** What was announced or asked can be taken back while nobody has acted on it. */
export function withdrawalsOf(open: OpenAid, { comingBack, asked }: Hand) {
  const { t } = open.visit;
  const { act } = addressesOf(open);
  const action = act('withdrawal');
  const one = (what: string, version: number) => ({
    what,
    action,
    version,
    // Staff write down the person's word: a page asks how it was told.
    ...(open.desk === 'office'
      ? { href: act(`${what}-withdrawal`), text: t(`aftercare.${what}-withdrawal.title`) }
      : { href: null, text: t(`aftercare.withdrawal.${what}`) }),
  });
  return [
    ...(comingBack?.state === 'announced' ? [one('return', comingBack.version)] : []),
    ...(asked?.state === 'asked' ? [one('early', asked.version)] : []),
  ];
}
