// The journeys: people at a real browser, by keyboard. One browser serves them all.
import { closeAtTheEnd } from '../support/browser.ts';

closeAtTheEnd();
for (const journey of [
  'wheelchair',
  'declined',
  'misfit',
  'refusal',
  'without-script',
  'combobox',
  'guide',
  'compare',
  'words',
  'measures',
  'tour',
  'proposal',
  'imports',
  'staff-tour',
]) {
  await import(`./${journey}.test.ts`);
}
