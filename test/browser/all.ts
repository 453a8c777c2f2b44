// The journeys: people at a real browser, by keyboard. One browser serves them all. TEST_PART=2/3 runs the second
// of three parts, so that both cores have something to do.
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { closeAtTheEnd } from '../support/browser.ts';
import { partOf } from '../support/part-of.ts';
import { readTests } from '../support/read-tests.ts';

closeAtTheEnd();
const journeys = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.test.ts'))
  .toSorted();
await readTests(partOf(journeys).map((file) => path.join(import.meta.dirname, file)));
