import type { Translate } from '../i18n/texts.ts';
import type { Appointment } from './store.ts';

/** Where a visit is, in words: an address, or the person's home. */
export function placeText(
  { placeKind, place }: Pick<Appointment, 'placeKind' | 'place'>,
  t: Translate,
): string {
  return placeKind === 'home' || place === null ? t('appointments.place.atHome') : place;
}
