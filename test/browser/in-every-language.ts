// One story, told three times: with pages in Kazakh, Russian and English, each on a portal of its own.
import { describe, test } from 'node:test';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { someone, type Person } from '../support/browser.ts';
import { none } from '../support/none.ts';
import { startPortal, type TestPortal } from '../support/portal.ts';

export interface Stage {
  portal: TestPortal;
  /** A demo person opens a window and signs in. */
  comes: (key: string) => Promise<Person>;
}

export function inEveryLanguage(title: string, story: (stage: Stage) => Promise<void>): void {
  void describe(title, { concurrency: 2 }, () => {
    for (const lang of LANGUAGES) {
      void test(`with pages in ${lang}`, async () => {
        const portal = await startPortal();
        const people: Person[] = [];
        const comes = async (key: string) => {
          const person = await someone(portal, lang);
          people.push(person);
          await person.signsIn(key);
          return person;
        };
        try {
          await story({ portal, comes });
        } finally {
          await Promise.all(people.map((person) => person.leaves()));
          none(
            people.flatMap(({ findings }) => findings),
            'the pages on the way',
          );
        }
      });
    }
  });
}
