// People at a real browser, without a mouse. One browser serves all tests; each person has a window of their own.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after } from 'node:test';
import {
  chromium,
  type Browser,
  type BrowserContextOptions,
  type Locator,
  type Page,
  type Response,
} from 'playwright-core';
import type { Lang } from '../../server/i18n/languages.ts';
import { loadTexts, type Translate } from '../../server/i18n/texts.ts';
import { paths, type Paths } from '../../server/paths.ts';
import { checkPage } from './check-page.ts';
import { chooseOption, chooseRadio, tabTo } from './keyboard.ts';
import type { TestPortal } from './portal.ts';

export const texts = loadTexts();

const { password, accounts }: { password: string; accounts: { key: string; iin: string }[] } =
  JSON.parse(readFileSync('db/demo/people.json', 'utf8'));

type Name = string | RegExp;

/** Somebody at a browser. What they open is checked as every page is; see `check-page.ts`. */
export interface Person {
  page: Page;
  /** What was wrong with the pages on the way. */
  findings: string[];
  lang: Lang;
  t: Translate;
  paths: Paths;
  /** Types an address. */
  opens(address: string): Promise<void>;
  /** Goes to a link or button by Tab and presses Enter; a page comes. `within` narrows where it stands. */
  presses(name: Name, within?: Locator): Promise<void>;
  types(label: Name, value: string): Promise<void>;
  /** Chooses a radio button, by its name or by itself. */
  chooses(radio: Name | Locator): Promise<void>;
  ticks(label: Name): Promise<void>;
  picks(label: Name, option: string): Promise<void>;
  /** Finds the text on the page. */
  sees(text: Name): Promise<void>;
  doesNotSee(text: Name): Promise<void>;
  signsIn(key: string): Promise<void>;
  leaves(): Promise<void>;
}

let running: Promise<Browser> | undefined;

/** The browser at CHROMIUM_PATH, started once. */
export function theBrowser(): Promise<Browser> {
  running ??= launch();
  return running;
}

async function launch(): Promise<Browser> {
  const { CHROMIUM_PATH } = process.env;
  assert.ok(CHROMIUM_PATH, 'set CHROMIUM_PATH to a Chromium, or run npm test, which finds one');
  const browser = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: ['--no-sandbox'],
  });
  return browser;
}

/** Closes the browser after the last test of the run. */
export function closeAtTheEnd(): void {
  after(async () => (await running)?.close());
}

/** Somebody who has just opened a window, in a language; not signed in. */
export async function someone(
  portal: TestPortal,
  lang: Lang,
  options: BrowserContextOptions = {},
): Promise<Person> {
  const context = await (
    await theBrowser()
  ).newContext({
    baseURL: portal.address,
    locale: { kk: 'kk-KZ', ru: 'ru-RU', en: 'en-GB' }[lang],
    viewport: { width: 1280, height: 900 },
    reducedMotion: 'reduce',
    ...options,
  });
  const page = await context.newPage();
  page.setDefaultTimeout(30_000); // two parts share the cores
  const findings = watch(page, portal.address);
  const t = texts[lang];
  const within = (where?: Locator) => where ?? page.locator('body');

  async function arrive(response: Response): Promise<void> {
    await page.waitForLoadState('load');
    if (response.status() >= 500) findings.push(`${page.url()} answered ${response.status()}`);
    if (options.javaScriptEnabled === false) return;
    findings.push(...(await checkPage(page, await response.text())));
  }

  async function pressOn(target: Locator): Promise<void> {
    await tabTo(page, target);
    const [response] = await Promise.all([
      page.waitForResponse((one) => isDocument(one, page)),
      page.keyboard.press('Enter'),
    ]);
    await arrive(response);
  }

  const person: Person = {
    page,
    findings,
    lang,
    t,
    paths: paths[lang],
    async opens(address) {
      const response = await page.goto(address);
      await arrive(response!);
    },
    presses(name, where) {
      const link = within(where).getByRole('link', exactly(name));
      return pressOn(link.or(within(where).getByRole('button', exactly(name))));
    },
    async types(label, value) {
      await tabTo(page, page.getByLabel(label, { exact: typeof label === 'string' }));
      await page.keyboard.press('Control+A');
      await page.keyboard.type(value);
    },
    chooses(radio) {
      const isName = typeof radio === 'string' || radio instanceof RegExp;
      return chooseRadio(page, isName ? page.getByRole('radio', exactly(radio)) : radio);
    },
    async ticks(label) {
      await tabTo(page, page.getByRole('checkbox', exactly(label)));
      await page.keyboard.press('Space');
    },
    picks: (label, option) =>
      chooseOption(page, page.getByRole('combobox', exactly(label)), option),
    async sees(text) {
      await page.locator('body').getByText(text).first().waitFor();
    },
    async doesNotSee(text) {
      assert.equal(await page.locator('body').getByText(text).count(), 0, String(text));
    },
    async signsIn(key) {
      const account = accounts.find((one) => one.key === key);
      assert.ok(account, `nobody in db/demo/people.json is called ${key}`);
      await person.opens(paths[lang].signIn());
      await person.types(t('accounts.iin.label'), account.iin);
      await person.types(t('accounts.password.label'), password);
      await person.presses(t('accounts.signIn.submit'), page.locator('main'));
    },
    leaves: () => context.close(),
  };
  return telling(person);
}

/** The same person; where a step fails, the error says which page was open and what it said. */
function telling(person: Person): Person {
  const { page } = person;
  const steps = Object.entries(person).map(([name, step]) => {
    if (typeof step !== 'function' || name === 't') return [name, step];
    const told = async (...args: unknown[]) => {
      try {
        return await step(...args);
      } catch (error) {
        const main = await page
          .locator('main')
          .innerText()
          .catch(() => '');
        const where = `${name}(${String(args[0])}) on ${page.url()}`;
        throw new Error(`${where}\n${main.slice(0, 1500)}`, { cause: error });
      }
    };
    return [name, told];
  });
  return Object.fromEntries(steps);
}

function exactly(name: Name): { name: Name; exact: boolean } {
  return { name, exact: typeof name === 'string' };
}

function isDocument(response: Response, page: Page): boolean {
  const request = response.request();
  const isRedirect = response.status() >= 300 && response.status() < 400;
  return request.isNavigationRequest() && request.frame() === page.mainFrame() && !isRedirect;
}

// What must never happen on any page: script errors, refused content, requests that leave our origin.
function watch(page: Page, origin: string): string[] {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`));
  page.on('console', (message) => {
    const isAnswer = /Failed to load resource: the server responded with a status of 4/.test(
      message.text(),
    );
    if (message.type() === 'error' && !isAnswer) complaints.push(`console: ${message.text()}`);
  });
  page.on('request', (request) => {
    const url = new URL(request.url());
    const isOurs = url.origin === origin || ['data:', 'blob:'].includes(url.protocol);
    if (!isOurs) complaints.push(`leaves the origin: ${request.url()}`);
  });
  return complaints;
}
