// Reaching things as people without a mouse do: by Tab, arrows, Space and Enter, seeing where they are.
import assert from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';

const MOST_TABS = 250;

/**
 * Presses Tab until `target` has the focus.
 * @throws when it cannot be reached, or when nothing shows that it has the focus
 */
export async function tabTo(page: Page, target: Locator): Promise<void> {
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  if (await isThere()) return;
  const before = await looksOf(target);
  for (let tabs = 0; !(await isThere()); tabs++) {
    if (tabs === MOST_TABS) assert.fail(`Tab does not reach ${String(target)} on ${page.url()}`);
    await page.keyboard.press('Tab');
  }
  await assertFocusIsSeen(page, target, before);
}

/** Reaches a group of radio buttons by Tab, then the one wanted by arrows, and chooses it. */
export async function chooseRadio(page: Page, target: Locator): Promise<void> {
  const before = await looksOf(target);
  const inGroup = () =>
    target.evaluate(
      (radio) => document.activeElement?.getAttribute('name') === radio.getAttribute('name'),
    );
  for (let tabs = 0; !(await inGroup()); tabs++) {
    if (tabs === MOST_TABS) assert.fail(`Tab does not reach ${String(target)} on ${page.url()}`);
    await page.keyboard.press('Tab');
  }
  for (let arrows = 0; arrows < 30; arrows++) {
    if (await target.evaluate((radio) => radio === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Space');
  assert.ok(await target.isChecked(), `${String(target)} cannot be chosen by arrows and Space`);
  await assertFocusIsSeen(page, target, before);
}

/** Reaches a list of options by Tab and goes down to the one that reads `option`. */
export async function chooseOption(page: Page, target: Locator, option: string): Promise<void> {
  await tabTo(page, target);
  await page.keyboard.press('Home');
  const chosen = () =>
    target.evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.label.trim() ?? '');
  for (let steps = 0; (await chosen()) !== option.trim(); steps++) {
    if (steps === 200) assert.fail(`${String(target)} has no option "${option}"`);
    await page.keyboard.press('ArrowDown');
  }
}

// How a thing looks, its drawn parts included: a radio button is drawn by its label.
async function looksOf(target: Locator): Promise<string> {
  return target.evaluate((element) => {
    const label = element.nextElementSibling?.matches('label') ? element.nextElementSibling : null;
    const parts: [Element, string?][] = [[element], [element, '::before'], [element, '::after']];
    if (label) parts.push([label, '::before'], [label]);
    if (element.parentElement) parts.push([element.parentElement]);
    return parts
      .map(([part, pseudo]) => {
        const style = getComputedStyle(part, pseudo);
        return [
          style.outlineStyle === 'none' ? 'none' : `${style.outlineWidth} ${style.outlineColor}`,
          style.boxShadow,
          style.backgroundColor,
          style.borderColor,
          style.borderWidth,
        ].join(' ');
      })
      .join('\n');
  });
}

// WCAG 2.4.7 and 2.4.11: it looks different, and it is not hidden.
async function assertFocusIsSeen(page: Page, target: Locator, before: string): Promise<void> {
  assert.notEqual(await looksOf(target), before, `${String(target)}: its focus cannot be seen`);
  const isInView = await target.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  });
  assert.ok(isInView, `${String(target)} has the focus outside the view on ${page.url()}`);
}
