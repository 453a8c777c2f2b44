// The search box with script: suggestions by keyboard alone, told to screen readers, fetched only when needed.
import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { someone, type Person } from '../support/browser.ts';
import { findWithAxe } from '../support/check-page.ts';
import { tabTo } from '../support/keyboard.ts';
import { none } from '../support/none.ts';
import { startPortal } from '../support/portal.ts';

void describe('the search box', () => {
  void test('suggests while somebody types, by keyboard alone', async () => {
    const portal = await startPortal();
    const asem = await someone(portal, 'ru');
    const { page, paths } = asem;
    const scripts: string[] = [];
    page.on('request', (request) => scripts.push(request.url()));
    await asem.opens(paths.aids());
    assert.ok(!scripts.some((url) => url.includes('combobox')), 'not before the box is reached');

    const box = page.locator('#q');
    await tabTo(page, box);
    await page.waitForSelector('#q[role=combobox]');
    assert.ok(scripts.some((url) => url.includes('combobox')));
    await expectBox(asem, { expanded: 'false', active: null });

    await types(asem, 'rjkz');
    await expectBox(asem, { expanded: 'true', active: null });
    const options = page.getByRole('listbox').getByRole('option');
    assert.ok((await options.count()) > 1);
    const list = page.getByRole('listbox', { name: asem.t('search.suggestions.label') });
    assert.equal(await list.getAttribute('id'), await box.getAttribute('aria-controls'));
    await asem.sees(asem.t('search.suggestions.count', { count: await options.count() }));
    assert.equal(await page.locator('.td-suggest [role=status]').count(), 1, 'announced');
    none(await findWithAxe(page), 'with its list open');

    await page.keyboard.press('ArrowDown');
    const first = await options.first().getAttribute('id');
    await expectBox(asem, { expanded: 'true', active: first });
    assert.equal(await options.first().getAttribute('aria-selected'), 'true');
    await page.keyboard.press('ArrowUp'); // back to the box
    await expectBox(asem, { expanded: 'true', active: null });
    await page.keyboard.press('ArrowUp'); // the last
    await expectBox(asem, { expanded: 'true', active: await options.last().getAttribute('id') });
    none(await findWithAxe(page), 'with an option chosen');

    await page.keyboard.press('Escape');
    await expectBox(asem, { expanded: 'false', active: null });
    assert.equal(await box.inputValue(), 'rjkz', 'Escape closes the list and keeps the words');

    await page.keyboard.press('ArrowDown'); // opens it again, at the first
    await page.waitForSelector('#q[aria-activedescendant]');
    await Promise.all([page.waitForURL('**/aids?class=MM-01'), page.keyboard.press('Enter')]);
    none(asem.findings);
    await asem.leaves();
  });

  void test('searches for what was typed, where no suggestion is chosen', async () => {
    const portal = await startPortal();
    const asem = await someone(portal, 'kk');
    const { page, paths } = asem;
    await asem.opens(paths.home());
    await tabTo(page, page.locator('#q'));
    await types(asem, 'арба');
    none(await findWithAxe(page), 'on the first page');
    await page.keyboard.press('Tab');
    assert.equal(await page.getByRole('listbox').count(), 0, 'leaving the box closes its list');
    await page.keyboard.press('Shift+Tab');
    await Promise.all([page.waitForURL(/aids\?q=/), page.keyboard.press('Enter')]);
    assert.ok((await page.locator('.td-card mark').count()) > 0, 'the match is marked');
    none(asem.findings);
    await asem.leaves();
  });

  void test('goes where a suggestion leads when it is touched, and searches on when offline', async () => {
    const portal = await startPortal();
    const asem = await someone(portal, 'en', { hasTouch: true });
    const { page, paths } = asem;
    await asem.opens(paths.aids());
    await page.locator('#q').tap();
    await page.waitForSelector('#q[role=combobox]');
    await types(asem, 'dala 200');
    await Promise.all([
      page.waitForURL('**/dala-200-indoor-wheelchair'),
      page.getByRole('listbox').getByRole('option', { name: 'Dala 200' }).tap(),
    ]);
    await asem.opens(paths.aids());
    await page.route('**/suggestions?*', (route) => route.abort());
    await tabTo(page, page.locator('#q'));
    await page.keyboard.type('walker');
    await Promise.all([page.waitForURL(/q=walker/), page.keyboard.press('Enter')]);
    none(asem.findings.filter((one) => !one.includes('Failed to load resource')));
    await asem.leaves();
  });
});

/** Types, and waits for what is suggested for all of it. */
async function types({ page }: Person, text: string): Promise<void> {
  const whole = page.waitForResponse(
    (answer) => new URL(answer.url()).searchParams.get('q') === text,
  );
  await page.keyboard.type(text);
  await (await whole).finished();
  await page.waitForSelector('[role=listbox]:not([hidden])');
}

async function expectBox(
  { page }: Person,
  { expanded, active }: { expanded: string; active: string | null },
): Promise<void> {
  const box = page.locator('#q');
  assert.equal(await box.getAttribute('aria-expanded'), expanded);
  assert.equal(await box.getAttribute('aria-activedescendant'), active);
  assert.equal(await box.getAttribute('aria-autocomplete'), 'list');
  assert.equal(await box.evaluate((element) => element === document.activeElement), true);
}
