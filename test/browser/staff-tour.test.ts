// The main pages of those who are signed in, in each language.
import { describe, test } from 'node:test';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { paths as allPaths, type Paths } from '../../server/paths.ts';
import { someone } from '../support/browser.ts';
import { none } from '../support/none.ts';
import { startPortal } from '../support/portal.ts';

const PAGES: Record<string, (paths: Paths) => string[]> = {
  nurlan: (paths) => [
    paths.account(),
    paths.accountDetails(),
    paths.accountDetailsChange(),
    paths.accountPassword(),
    paths.programme(),
    paths.requests(),
    paths.inbox(),
  ],
  madina: (paths) => [paths.account(), paths.programme(), paths.requests()],
  gulmira: (paths) => [
    paths.account(),
    paths.casework(),
    paths.casework({ view: 'overdue' }),
    paths.casework({ view: 'mine' }),
  ],
  askar: (paths) => [
    paths.supplier(),
    paths.supplier({ view: 'done' }),
    paths.deskProducts('supplier'),
    paths.deskProducts('supplier', { q: 'Dala' }),
    paths.deskProduct('supplier', 'new'),
    paths.deskProduct('supplier', 18),
    paths.deskProduct('supplier', 18, 'versions/1'),
  ],
  arman: (paths) => [
    paths.admin(),
    ...(
      [
        'aid-classes',
        'amounts',
        'terms',
        'products',
        'offers',
        'suppliers',
        'offices',
        'people',
        'holidays',
        'audit',
        'mail',
      ] as const
    ).map((list) => paths.adminList(list)),
    paths.reviews(),
    paths.review(112),
    paths.deskProduct('admin', 'new'),
    paths.deskProduct('admin', 5),
    paths.deskProduct('admin', 17),
    paths.deskProduct('admin', 17, 'edit'),
    paths.deskProduct('admin', 17, 'variants/1'),
    paths.deskProduct('admin', 17, 'pictures'),
    paths.deskProduct('admin', 17, 'class', { to: 'MM-02' }),
    paths.deskProduct('admin', 17, 'versions/1'),
    paths.adminItem('aid-classes', 'MM'),
    paths.adminItem('aid-classes', 'TT-01'),
    paths.adminNew('offers'),
    paths.adminNew('amounts'),
    paths.adminNew('people'),
  ],
};

void describe('pages of those who are signed in', { concurrency: 2 }, () => {
  for (const lang of LANGUAGES) {
    void test(`hold in ${lang}`, async (tour) => {
      const portal = await startPortal();
      for (const [key, pages] of Object.entries(PAGES)) {
        const person = await someone(portal, lang);
        await person.signsIn(key);
        for (const address of pages(allPaths[lang])) {
          await tour.test(`${key}: ${address}`, async () => {
            await person.opens(address);
            none(person.findings.splice(0), address);
          });
        }
        await person.leaves();
      }
    });
  }
});
