// The journeys: people at a real browser, by keyboard. One browser serves them all.
import path from 'node:path';
import { closeAtTheEnd } from '../support/browser.ts';
import { readTests } from '../support/read-tests.ts';

closeAtTheEnd();
const JOURNEYS = [
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
];
await readTests(JOURNEYS.map((name) => path.join(import.meta.dirname, `${name}.test.ts`)));
