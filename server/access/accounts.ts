import { betterAuth } from 'better-auth';
import { getAdapter } from 'better-auth/db/adapter';
import { MIN_PASSWORD_LENGTH } from '#lib/people/people-forms.ts';
import type { Queries, Engine } from '../database/engine.ts';
import { HashQueue } from './hash-queue.ts';
import { withHashedSessions } from './hashed-sessions.ts';

const SESSION_SECONDS = 30 * 24 * 60 * 60;

/** Accounts with e-mail and password, and their sessions. */
export interface Accounts {
  /**
   * Sets the password of the login that is named or that the e-mail has, or creates one. Returns the login's id.
   */
  ensureAccount(input: {
    loginUserId?: string | null;
    email: string;
    name: string;
    password: string;
  }): Promise<string>;
  /** Gives a login another password; its sessions stay. */
  setPassword(loginUserId: string, password: string): Promise<void>;
  /** Set-Cookie values of a new session, or undefined when the e-mail or the password is wrong. */
  signIn(input: {
    email: string;
    password: string;
    headers: Headers;
    isHttps: boolean;
    who: 'known' | 'stranger';
  }): Promise<string[] | undefined>;
  /** As much work as a wrong password, for somebody who is not there. */
  refuse(password: string, who: 'known' | 'stranger'): Promise<undefined>;
  /** Ends the session and returns the cookies that erase it. */
  signOut(headers: Headers, isHttps: boolean): Promise<string[]>;
  /**
   * Whose session the Cookie header carries; the cookies renew it when it is due. With `isGlance` it is
   * not renewed: a socket that asks every minute must not keep a session alive for ever.
   */
  sessionOf(
    headers: Headers,
    isHttps: boolean,
    isGlance?: boolean,
  ): Promise<{ loginUserId: string; sessionId: string; cookies: string[]; expiresAtMs: number } | undefined>;
  /** Whether this is the password of that login; costs a hash, so callers bound how often it is asked. */
  isPassword(loginUserId: string, password: string): Promise<boolean>;
  /** Ends every session of one login: after a password reset or when a person is switched off. */
  endSessions(loginUserId: string): Promise<void>;
  /** The sessions of one login that have not ended, newest first; never where they came from. */
  listSessions(loginUserId: string): Promise<LoginSession[]>;
}

/** A browser that is signed in. */
export interface LoginSession {
  id: string;
  /** What the browser said of itself when it signed in. */
  userAgent: string;
  createdAtMs: number;
  /** Moves once a day at most. */
  activeAtMs: number;
}

/** How passwords are hashed and compared. */
export interface PasswordHasher {
  hash(password: string): Promise<string>;
  verify(input: { hash: string; password: string }): Promise<boolean>;
}

/** The options that also describe the tables; `database.test.ts` compares those with our migration. */
export function accountOptions(
  db: Queries,
  engine: Engine,
  secret: string,
  isHttps: boolean,
  hasher?: PasswordHasher,
) {
  return {
    database: { db, type: engine },
    secret,
    // Only our own form actions call it, and they check the origin; no route of its own is served.
    baseURL: 'http://localhost',
    emailAndPassword: {
      enabled: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      disableSignUp: false,
      ...(hasher ? { password: hasher } : {}),
    },
    user: { modelName: 'login_user' },
    session: { modelName: 'login_session', expiresIn: SESSION_SECONDS },
    account: { modelName: 'login_account' },
    verification: { modelName: 'login_verification' },
    advanced: { cookiePrefix: 'herringbone', useSecureCookies: isHttps },
    logger: { level: 'error' },
    telemetry: { enabled: false },
  } as const;
}

async function makeAuth(...facts: Parameters<typeof accountOptions>) {
  const options = accountOptions(...facts);
  const adapter = withHashedSessions(await getAdapter(options));
  return betterAuth({ ...options, database: () => adapter });
}

/** `hasher` replaces scrypt with 32 MB and a tenth of a second a password: for tests, which hash by the hundred. */
export async function createAccounts(
  db: Queries,
  engine: Engine,
  secret: string,
  hasher?: PasswordHasher,
): Promise<Accounts> {
  // Over https the cookie is Secure; on a LAN without TLS such a cookie would never come back.
  const [overHttps, overHttp] = await Promise.all([
    makeAuth(db, engine, secret, true, hasher),
    makeAuth(db, engine, secret, false, hasher),
  ]);
  const hashes = new HashQueue();
  const auth = (isHttps: boolean) => (isHttps ? overHttps : overHttp);

  async function setPassword(loginUserId: string, password: string): Promise<void> {
    const { internalAdapter, password: hasher } = await overHttp.$context;
    const hash = await hashes.run('known', () => hasher.hash(password));
    await internalAdapter.updatePassword(loginUserId, hash);
  }

  return {
    setPassword,
    async ensureAccount({ loginUserId, email, name, password }) {
      if (loginUserId) {
        await setPassword(loginUserId, password);
        return loginUserId;
      }
      const { internalAdapter } = await overHttp.$context;
      const existing = await internalAdapter.findUserByEmail(email.toLowerCase());
      if (!existing) {
        const created = await hashes.run('known', () =>
          overHttp.api.signUpEmail({ body: { email, name, password } }),
        );
        return created.user.id;
      }
      await setPassword(existing.user.id, password);
      return existing.user.id;
    },
    async signIn({ email, password, headers, isHttps, who }) {
      const response = await hashes.run(who, () =>
        auth(isHttps).api.signInEmail({ body: { email, password }, headers, asResponse: true }),
      );
      return response.ok ? response.headers.getSetCookie() : undefined;
    },
    async refuse(password, who) {
      const { password: hasher } = await overHttp.$context;
      await hashes.run(who, () => hasher.hash(password));
      return undefined;
    },
    async signOut(headers, isHttps) {
      const response = await auth(isHttps).api.signOut({ headers, asResponse: true });
      return response.headers.getSetCookie();
    },
    async sessionOf(headers, isHttps, isGlance = false) {
      const { headers: replied, response } = await auth(isHttps).api.getSession({
        headers,
        query: { disableRefresh: isGlance },
        returnHeaders: true,
      });
      if (!response) return undefined;
      return {
        loginUserId: response.user.id,
        sessionId: response.session.id,
        cookies: replied.getSetCookie(),
        expiresAtMs: response.session.expiresAt.getTime(),
      };
    },
    async isPassword(loginUserId, password) {
      const { internalAdapter, password: hasher } = await overHttp.$context;
      const logins = await internalAdapter.findAccounts(loginUserId);
      const hash = logins.find((login) => login.providerId === 'credential')?.password;
      return typeof hash === 'string' && (await hashes.run('known', () => hasher.verify({ hash, password })));
    },
    async endSessions(loginUserId) {
      const { internalAdapter } = await overHttp.$context;
      await internalAdapter.deleteUserSessions(loginUserId);
    },
    async listSessions(loginUserId) {
      const { internalAdapter } = await overHttp.$context;
      const sessions = await internalAdapter.listSessions(loginUserId, { onlyActiveSessions: true });
      return sessions
        .map(({ id, userAgent, createdAt, updatedAt }) => ({
          id,
          userAgent: userAgent ?? '',
          createdAtMs: createdAt.getTime(),
          activeAtMs: updatedAt.getTime(),
        }))
        .sort((left, right) => right.activeAtMs - left.activeAtMs || right.createdAtMs - left.createdAtMs);
    },
  };
}
