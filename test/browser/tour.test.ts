// Every public page, in each language: by eye of axe, in light, dark and forced colours, wide and narrow.
import { describe, test } from 'node:test';
import { LANGUAGES } from '../../server/i18n/languages.ts';
import { paths as allPaths } from '../../server/paths.ts';
import { someone, type Person } from '../support/browser.ts';
import { findWithAxe } from '../support/check-page.ts';
import { none } from '../support/none.ts';
import { startPortal } from '../support/portal.ts';

const LOOKS = [
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
] as const;

void describe('public pages', { concurrency: 2 }, () => {
  for (const lang of LANGUAGES) {
    void test(`stand every look in ${lang}`, async (tour) => {
      const portal = await startPortal();
      const visitor = await someone(portal, lang);
      const paths = allPaths[lang];
      await visitor.page.goto(paths.aids());
      const product = await visitor.page
        .locator('main a[href*="/aids/"]:not([href*="families"])')
        .first()
        .getAttribute('href');
      const addresses = [
        paths.home(),
        paths.aids(),
        paths.aids({ class: 'MM', q: 'кресло', sort: 'no-such-sort' }),
        paths.aids({ q: 'nothing-is-called-this' }),
        paths.families(),
        product!,
        paths.compare({ v: ['DL200-46', 'DL-TP1-46'] }),
        paths.shortlist(),
        paths.sharedShortlist('no-such-list'),
        paths.priorityAids(),
        paths.aidClass('MM-01-01'),
        paths.openData(),
        paths.missing(),
        paths.guide(),
        paths.measures(),
        paths.help(),
        paths.accessibility(),
        paths.privacy(),
        paths.cookies(),
        paths.display(),
        paths.signIn(),
        paths.signedOut(),
        paths.register(),
        `/${lang}/no-such-page`,
      ];
      for (const address of addresses) {
        await tour.test(address, () => standsEveryLook(visitor, address));
      }
      await visitor.leaves();
    });
  }
});

void test('what is chosen under "Display settings" holds on pages of every style sheet', async () => {
  const portal = await startPortal();
  const visitor = await someone(portal, 'en');
  const { page } = visitor;
  const paths = allPaths.en;
  await page.context().addCookies([{ name: 'td_display', value: 'text=150', url: portal.address }]);
  const wrong: string[] = [];
  for (const address of [
    paths.home(),
    paths.aids(),
    paths.aid('dala-200-indoor-wheelchair'),
    paths.guide(),
    paths.measures(),
    paths.shortlist(),
    paths.help(),
    paths.openData(),
    paths.signIn(),
  ]) {
    await page.goto(portal.address + address);
    const size = await page.evaluate(() => getComputedStyle(document.documentElement).fontSize);
    if (size !== '24px') wrong.push(`${address} is shown in ${size}`);
  }
  await visitor.leaves();
  none(wrong);
});

// Colours do not depend on the language; where words break does.
async function standsEveryLook(visitor: Person, address: string): Promise<void> {
  const { page, findings, lang } = visitor;
  await visitor.opens(address);
  if (lang === 'en') {
    for (const look of LOOKS) {
      await page.emulateMedia(look);
      findings.push(
        ...(await findWithAxe(page, ['color-contrast'])).map(
          (one) => `${JSON.stringify(look)} ${one}`,
        ),
      );
    }
    await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' });
  }
  if (lang === 'kk') {
    await page.setViewportSize({ width: 320, height: 640 });
    findings.push(...(await findWithAxe(page)).map((one) => `at 320 pixels ${one}`));
    await page.setViewportSize({ width: 1280, height: 900 });
  }
  none(findings.splice(0), address);
}
