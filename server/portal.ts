import type { Logger } from 'pino';
import type { Config } from './config.ts';
import type { Database } from './database.ts';
import type { Names } from './i18n/languages.ts';
import type { Texts } from './i18n/texts.ts';
import type { Vault } from './vault.ts';
import type { SendPage } from './web/pages.ts';

/** What a running portal is made of, handed to every slice's routes. */
export interface Portal {
  config: Config;
  db: Database;
  /** The time. Tests stand on any day they like. */
  clock: () => Date;
  vault: Vault;
  texts: Texts;
  log: Logger;
  /** Answers with a page. */
  page: SendPage;
  /** Who can sign in to the demo; nobody where there is none. */
  demoPeople: DemoPerson[];
}

/** A sign-in that the start-up text and the sign-in page of a demo show. */
export interface DemoPerson {
  iin: string;
  password: string;
  /** In a few words, what this person shows. */
  who: Names;
  role: string;
}
