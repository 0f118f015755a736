import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Queries } from '../database/engine.ts';
import { keepSecret, readSecret } from './secret-store.ts';

export const COOKIE_KEY = 'cookie-key';

/** A token for a link or a cookie: 160 random bits, safe in an address. */
export function makeToken(): string {
  return randomBytes(20).toString('base64url');
}

/** The same token for the same press, which nobody can work out without this installation's own key. */
export async function tokenOfPress(db: Queries, parts: readonly string[]): Promise<string> {
  const key = await ensureCookieKey(db);
  return createHmac('sha256', key).update(JSON.stringify(parts)).digest('base64url');
}

/** Tokens are stored only as their SHA-256: whoever reads the database cannot use them. */
export function hashToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

/** Compares two hex digests without telling by its time where they differ. */
export function sameHash(left: string, right: string): boolean {
  const a = Buffer.from(left);
  const b = Buffer.from(right);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** The key that signs cookies: made once, then kept, so that sessions survive a restart. */
export async function ensureCookieKey(db: Queries): Promise<string> {
  await keepSecret(db, COOKIE_KEY, randomBytes(32).toString('hex'));
  const key = await readSecret(db, COOKIE_KEY);
  if (!key) throw new Error('The cookie key could not be stored.');
  return key;
}
