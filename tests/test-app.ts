import { newId } from '#lib/base/ids.ts';
import type { Role } from '#lib/people/permissions.ts';
import type { Actor } from '#lib/people/person.ts';
import { createApp, type App } from '#server/app.ts';
import type { Clock } from '#server/clock.ts';
import type { Engine } from '#server/database/engine.ts';
import { borrowTestDatabase, stopWaitingForDisk } from './test-database.ts';
import { CHEAP_HASHER } from './cheap-hasher.ts';

export type PersonActor = Extract<Actor, { kind: 'person' }>;

/** A whole App on a database of its own, with a clock that the test moves. */
export interface TestApp {
  app: App;
  clock: { nowMs: number };
  /** Adds a person with these roles and returns them as an actor. */
  person(name: string, roles?: readonly Role[], departmentId?: string): Promise<PersonActor>;
  /** Gives a person an account with `TEST_PASSWORD` and signs them in: the actor as a request would have it. */
  signIn(person: PersonActor): Promise<PersonActor>;
  close(): Promise<void>;
}

export const TEST_PASSWORD = 'fish bones and causes';

/** Monday, 2 November 2026, 8:00 UTC. */
const START_MS = Date.UTC(2026, 10, 2, 8);

export async function makeTestApp(
  engine: Engine = 'sqlite',
  mail: { smtpUrl?: string; publicUrl?: string } = {},
): Promise<TestApp> {
  const database = await borrowTestDatabase(engine);
  const clock = { nowMs: START_MS };
  const now: Clock = () => clock.nowMs;
  const quiet = (): void => undefined;
  const app = await createApp({
    config: {
      host: '127.0.0.1',
      port: 0,
      dataDir: database.dataDir,
      databaseUrl: database.databaseUrl,
      smtpUrl: mail.smtpUrl,
      mailFrom: 'test@example.org',
      publicUrl: mail.publicUrl,
      timeZone: 'Europe/Warsaw',
      trustedProxies: [],
      logLevel: 'silent',
    },
    log: { info: quiet, warn: quiet, error: quiet },
    clock: now,
    hasher: CHEAP_HASHER,
  });
  await stopWaitingForDisk(app.database);
  return {
    app,
    clock,
    async person(name, roles = [], departmentId = '') {
      const email = `${newId()}@example.org`;
      const id = await app.people.addPerson(SYSTEM, { name, email, departmentId, roles: [...roles] });
      return {
        kind: 'person',
        id,
        name,
        email,
        roles,
        departmentId: null,
        departmentName: null,
        locale: 'en',
        theme: 'system',
        hasLetterKeys: true,
        timeZone: null,
        sessionId: null,
      };
    },
    async signIn({ id, email }) {
      const token = await app.access.invite(SYSTEM, id);
      await app.access.acceptInvitation({ token, password: TEST_PASSWORD });
      const visit = { headers: new Headers(), isHttps: false, address: '127.0.0.1' };
      const [cookie = ''] = await app.access.signIn({ email, password: TEST_PASSWORD }, visit);
      const { actor } = await app.identify(new Headers({ cookie: cookie.split(';')[0] ?? '' }), false);
      if (actor.kind !== 'person') throw new Error(`${email} could not sign in.`);
      return actor;
    },
    async close() {
      await app.close();
      await database.remove();
    },
  };
}

export const SYSTEM: Actor = { kind: 'system', name: 'test' };
export const NOBODY: Actor = { kind: 'nobody' };
