// Passwords at rest: argon2id, its parameters kept inside each hash (v5.0.0-11.4.2).
import { randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { Busy } from '../web/errors.ts';

const ARGON2ID = 2; // the package's own enumeration exists for its compiler only
const COST = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

/** Hashes a password. */
export function hashPassword(password: string): Promise<string> {
  return inTurn(() => hash(password.normalize('NFC'), COST));
}

/**
 * Says whether the password is the hashed one. Without a hash (nobody has this number, or the account has
 * no password) it works as long as with one, so that the time tells nothing (v5.0.0-6.3.8).
 */
export async function isPassword(password: string, hashed: string | null): Promise<boolean> {
  const against = hashed ?? (await nobodysHash());
  const same = await inTurn(() => verify(against, password.normalize('NFC')));
  return same && hashed !== null;
}

let nobodys: Promise<string> | undefined;
function nobodysHash(): Promise<string> {
  nobodys ??= hashPassword(randomBytes(16).toString('hex'));
  return nobodys;
}

// Two at a time leave the other threads to the database; a flood is turned away rather than queued for long.
const AT_ONCE = 2;
const WAITING = 100;
let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running < AT_ONCE) running += 1;
  else if (waiting.length >= WAITING) throw new Busy();
  else await new Promise<void>((resolve) => waiting.push(resolve));
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running -= 1;
  }
}
