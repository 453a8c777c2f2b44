// Reaching things as people without a mouse do: by Tab, arrows, Space and Enter, seeing where they are.
import assert from 'node:assert/strict';
import type { ElementHandle, Locator, Page } from 'playwright-core';

type Target = ElementHandle<HTMLElement | SVGElement>;

const MOST_TABS = 250;

/**
 * Presses Tab until the first of `targets` has the focus.
 * @throws when it cannot be reached, or when nothing shows that it has the focus
 */
export async function tabTo(page: Page, targets: Locator): Promise<Target> {
  const target = await find(targets);
  const isThere = () => target.evaluate((element) => element === document.activeElement);
  if (await isThere()) return target;
  const before = await looksOf(target);
  await tabUntil(page, targets, isThere);
  await assertFocusIsSeen(page, targets, { target, before });
  return target;
}

/** Reaches a group of radio buttons by Tab, then the one wanted by arrows, and chooses it. */
export async function chooseRadio(page: Page, targets: Locator): Promise<void> {
  const target = await find(targets);
  const before = await looksOf(target);
  await tabUntil(page, targets, () =>
    target.evaluate(
      (radio) => document.activeElement?.getAttribute('name') === radio.getAttribute('name'),
    ),
  );
  for (let arrows = 0; arrows < 30; arrows++) {
    if (await target.evaluate((radio) => radio === document.activeElement)) break;
    await page.keyboard.press('ArrowDown');
  }
  await page.keyboard.press('Space');
  assert.ok(await target.isChecked(), `${String(targets)} cannot be chosen by arrows and Space`);
  await assertFocusIsSeen(page, targets, { target, before });
}

/** Reaches a list of options by Tab and goes down to the one that reads `option`. */
export async function chooseOption(page: Page, targets: Locator, option: string): Promise<void> {
  const target = await tabTo(page, targets);
  await page.keyboard.press('Home');
  const chosen = () =>
    target.evaluate((list) =>
      list instanceof HTMLSelectElement ? list.selectedOptions[0]?.label.trim() : undefined,
    );
  for (let steps = 0; (await chosen()) !== option.trim(); steps++) {
    if (steps === 200) assert.fail(`${String(targets)} has no option "${option}"`);
    await page.keyboard.press('ArrowDown');
  }
}

// Looked up once: names and roles of a whole page are worked out for each look-up.
async function find(targets: Locator): Promise<Target> {
  const handle = await targets.first().elementHandle();
  assert.ok(handle, `${String(targets)} is not there`);
  return handle;
}

async function tabUntil(
  page: Page,
  targets: Locator,
  isThere: () => Promise<boolean>,
): Promise<void> {
  for (let tabs = 0; !(await isThere()); tabs++) {
    if (tabs === MOST_TABS) assert.fail(`Tab does not reach ${String(targets)} on ${page.url()}`);
    await page.keyboard.press('Tab');
  }
}

// How a thing looks, its drawn parts included: a radio button is drawn by its label.
function looksOf(target: Target): Promise<string> {
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
async function assertFocusIsSeen(
  page: Page,
  targets: Locator,
  { target, before }: { target: Target; before: string },
): Promise<void> {
  const name = String(targets);
  assert.notEqual(await looksOf(target), before, `${name}: its focus cannot be seen`);
  const isInView = await target.evaluate((element) => {
    const box = element.getBoundingClientRect();
    return box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  });
  assert.ok(isInView, `${name} has the focus outside the view on ${page.url()}`);
}
