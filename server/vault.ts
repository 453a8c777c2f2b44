// Personal numbers at rest: sealed to be read again, and keyed hashes to be found by.
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/** Seals texts under one secret. A sealed text names its key (`k1.…`), so that keys can be changed. */
export interface Vault {
  /** AES-256-GCM; a different result each time. */
  seal(text: string): string;
  /** @throws when the text was not sealed by this vault, or was altered */
  unseal(sealed: string): string;
  /** HMAC-SHA-256 in hex, the same for the same text: for unique columns and look-ups. */
  fingerprint(text: string): string;
}

/** A vault for the secret `IIN_KEY`, at least 32 characters. */
export function createVault(secret: string): Vault {
  const encryptionKey = derive(secret, 'encryption');
  const lookupKey = derive(secret, 'look-up');
  return {
    seal(text) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', encryptionKey, nonce);
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      const parts = [nonce, cipher.getAuthTag(), body].map((part) => part.toString('base64url'));
      return ['k1', ...parts].join('.');
    },
    unseal(sealed) {
      const [key, nonce, tag, body] = sealed.split('.');
      if (key !== 'k1' || !nonce || !tag || body === undefined) throw new Error('not sealed here');
      const decipher = createDecipheriv('aes-256-gcm', encryptionKey, fromText(nonce));
      decipher.setAuthTag(fromText(tag));
      return Buffer.concat([decipher.update(fromText(body)), decipher.final()]).toString('utf8');
    },
    fingerprint: (text) => createHmac('sha256', lookupKey).update(text).digest('hex'),
  };
}

function derive(secret: string, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, 'tandau', purpose, 32));
}

function fromText(part: string): Buffer {
  return Buffer.from(part, 'base64url');
}
