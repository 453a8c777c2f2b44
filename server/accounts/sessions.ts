// Sessions in the database. The table keeps only the SHA-256 of a session's id (v5.0.0-7.2.3) and whose
// it is, so that all sessions of an account can be ended at once.
import { createHash } from 'node:crypto';
import session, { type SessionData, Store } from 'express-session';
import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';
import type { Database, Queryable } from '../database.ts';
import type { HalfSignIn } from './sign-in-methods.ts';

declare module 'express-session' {
  interface SessionData {
    accountId?: number;
    /** Staff are signed out sooner. */
    staff?: boolean;
    /** First sign-in step done, second factor still to come: opens no page. */
    pendingAccountId?: number;
    /** How far that sign-in has come. */
    pending?: HalfSignIn;
    signedInAt?: string;
    notice?: { key: string; values?: Record<string, string | number> };
  }
}

const MINUTE = 60_000;
/** Idle time after which a session ends (v5.0.0-7.3.1), and its longest life (7.3.2). */
export const IDLE = { person: 30 * MINUTE, staff: 15 * MINUTE };
export const LONGEST = 12 * 60 * MINUTE;

/** Reads the session of each request from the database, and writes it back. */
export function sessions(db: Database, config: Config, clock: () => Date): RequestHandler[] {
  const secure = config.publicUrl.startsWith('https://');
  const readSession = session({
    name: secure ? '__Host-tandau' : 'tandau',
    secret: config.sessionSecret,
    resave: false,
    saveUninitialized: false,
    store: new DatabaseStore(db, clock),
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  });
  return [readSession, saveBeforeRedirect];
}

// express-session sends the head of an answer while it still writes the session. A browser that follows a
// redirect at once would then arrive before it: signed out, or without the notice left for the next page.
const saveBeforeRedirect: RequestHandler = (req, res, next) => {
  const before = contentOf(req.session);
  const redirect = res.redirect.bind(res) as (status: number, url: string) => void;
  res.redirect = (...args: [string | number, (string | number)?]) => {
    const [status, url] = args.length === 1 ? [302, args[0]] : args;
    const go = () => redirect(Number(status), String(url));
    if (!req.session || contentOf(req.session) === before) go();
    else req.session.save((error) => (error ? next(error) : go()));
  };
  next();
};

function contentOf(held: Partial<SessionData>): string {
  return JSON.stringify({ ...held, cookie: null });
}

/** Ends all sessions of an account, but the one with `exceptId`. */
export async function endSessions(
  trx: Queryable,
  accountId: number,
  { exceptId }: { exceptId?: string } = {},
): Promise<void> {
  await trx('sessions')
    .where({ account_id: accountId })
    .whereNot({ id_hash: exceptId ? hashOf(exceptId) : '' })
    .del();
}

/** Forgets sessions that have run out. */
export async function sweepSessions(db: Database, at: Date): Promise<void> {
  await db.write('sessions').where('expires_at', '<=', at.toISOString()).del();
}

class DatabaseStore extends Store {
  readonly #db: Database;
  readonly #clock: () => Date;
  constructor(db: Database, clock: () => Date) {
    super();
    this.#db = db;
    this.#clock = clock;
  }

  override get(id: string, done: (error: unknown, session?: SessionData | null) => void): void {
    this.#find(id).then((found) => done(null, found), done);
  }

  override set(id: string, data: SessionData, done: (error?: unknown) => void = () => {}): void {
    this.#save(id, data).then(() => done(), done);
  }

  override destroy(id: string, done: (error?: unknown) => void = () => {}): void {
    this.#db
      .write('sessions')
      .where({ id_hash: hashOf(id) })
      .del()
      .then(() => done(), done);
  }

  // A session that was only looked at is written at most once a minute.
  override touch(id: string, data: SessionData, done: (error?: unknown) => void = () => {}): void {
    const now = this.#clock();
    const aMinuteAgo = new Date(now.getTime() - MINUTE).toISOString();
    this.#db
      .write('sessions')
      .where({ id_hash: hashOf(id) })
      .where('seen_at', '<', aMinuteAgo)
      .update({ seen_at: now.toISOString(), expires_at: this.#expiry(data, now) })
      .then(() => done(), done);
  }

  async #find(id: string): Promise<SessionData | null> {
    const row = await this.#db
      .read('sessions')
      .where({ id_hash: hashOf(id) })
      .where('expires_at', '>', this.#clock().toISOString())
      .first('data');
    return row ? (JSON.parse(row.data) as SessionData) : null;
  }

  async #save(id: string, data: SessionData): Promise<void> {
    const now = this.#clock();
    const row = {
      id_hash: hashOf(id),
      account_id: data.accountId ?? null,
      data: JSON.stringify(data),
      created_at: data.signedInAt ?? now.toISOString(),
      seen_at: now.toISOString(),
      expires_at: this.#expiry(data, now),
    };
    await this.#db
      .write('sessions')
      .insert(row)
      .onConflict('id_hash')
      .merge(['account_id', 'data', 'seen_at', 'expires_at']);
  }

  #expiry(data: SessionData, now: Date): string {
    const idle = now.getTime() + (data.staff ? IDLE.staff : IDLE.person);
    const started = Date.parse(data.signedInAt ?? now.toISOString());
    return new Date(Math.min(idle, started + LONGEST)).toISOString();
  }
}

function hashOf(id: string): string {
  return createHash('sha256').update(id).digest('hex');
}
