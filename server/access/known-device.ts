import { createHmac, randomBytes } from 'node:crypto';
import type { Queries } from '../database/engine.ts';
import { readCookie } from './actor.ts';
import { ensureCookieKey, sameHash } from './secrets.ts';

/** Says on whose device we are; it opens nothing, and outlives signing out. */
const DEVICE_COOKIE = 'herringbone.device';

/** What browsers keep at most. */
const MAX_AGE_SECONDS = 400 * 24 * 60 * 60;

/** A device at a help desk has many people; its cookie stays below half a kilobyte. */
export const MOST_PEOPLE = 5;

/**
 * The name of this device with one person, when they signed in on it before [PE9]; after the device
 * cookies that OWASP describes ("Slow Down Online Guessing Attacks with Device Cookies").
 */
export async function knownDevice(
  db: Queries,
  headers: Headers,
  personId: string,
): Promise<string | undefined> {
  const key = await ensureCookieKey(db);
  return passesOf(headers).find((pass) => pass.startsWith(`${personId}.`) && isOurs(key, pass));
}

/** The Set-Cookie value that makes the device known to one more person; the latest stay. */
export async function rememberDevice(
  db: Queries,
  headers: Headers,
  personId: string,
  isHttps: boolean,
): Promise<string> {
  const key = await ensureCookieKey(db);
  const others = passesOf(headers).filter((pass) => !pass.startsWith(`${personId}.`) && isOurs(key, pass));
  const name = `${personId}.${randomBytes(12).toString('base64url')}`;
  const passes = [`${name}.${sign(key, name)}`, ...others].slice(0, MOST_PEOPLE);
  const secure = isHttps ? '; Secure' : '';
  return `${DEVICE_COOKIE}=${passes.join('~')}; Max-Age=${MAX_AGE_SECONDS}; Path=/; HttpOnly; SameSite=Lax${secure}`;
}

function passesOf(headers: Headers): string[] {
  return (readCookie(headers, DEVICE_COOKIE) ?? '').split('~').slice(0, MOST_PEOPLE);
}

function isOurs(key: string, pass: string): boolean {
  const dot = pass.lastIndexOf('.');
  return sameHash(pass.slice(dot + 1), sign(key, pass.slice(0, dot)));
}

function sign(key: string, name: string): string {
  return createHmac('sha256', key).update(`device ${name}`).digest('base64url').slice(0, 32);
}
