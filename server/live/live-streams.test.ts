import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { GUEST_COOKIE } from '#lib/people/guest-cookie.ts';
import type { Role } from '#lib/people/permissions.ts';
import { makeTestApp, SYSTEM, TEST_PASSWORD, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { LEASE_MS } from '../access/lease.ts';
import { createHttpServer } from '../http.ts';
import {
  MAX_STREAMS_PER_ADDRESS,
  MAX_STREAMS_PER_PERSON,
  STREAM_SWEEP_EVERY_MS,
  TICK_EVERY_MS,
} from './limits.ts';
import { StreamReader } from './testing/stream-reader.ts';

describe.each(ENGINES)('event streams on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let server: Server;
  let address: string;
  let readers: StreamReader[];

  beforeEach(async () => {
    if (isAbsent) return;
    readers = [];
    scene = await makeTestApp(engine);
    server = createHttpServer(scene.app, (_request, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // a listening TCP server has this form
    address = `http://127.0.0.1:${port}`;
  });
  afterEach(async () => {
    if (isAbsent) return;
    for (const reader of readers) reader.close();
    await scene.close();
    server.closeAllConnections();
    server.close();
  });

  /** A person with an account, and the cookie of a session of theirs. */
  async function signedIn(name: string, roles: readonly Role[] = []) {
    const person = await scene.person(name, roles);
    const token = await scene.app.access.invite(SYSTEM, person.id);
    await scene.app.access.acceptInvitation({ token, password: TEST_PASSWORD });
    const visit = { headers: new Headers(), isHttps: false, address: '127.0.0.1' };
    const [cookie = ''] = await scene.app.access.signIn(
      { email: person.email, password: TEST_PASSWORD },
      visit,
    );
    return { person, cookie: cookie.split(';')[0] ?? '' };
  }

  function ask(
    { person, cookie }: { person: PersonActor; cookie: string },
    headers: Record<string, string> = {},
  ): StreamReader {
    const reader = new StreamReader(`${address}/events?for=${person.id}`, { cookie, ...headers });
    readers.push(reader);
    return reader;
  }

  const open = (who: { person: PersonActor; cookie: string }): Promise<StreamReader> => {
    const reader = ask(who);
    return reader.until(() => reader.messages.length > 0);
  };

  /** Lets time pass as the server sees it. */
  async function pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += STREAM_SWEEP_EVERY_MS) {
      scene.clock.nowMs += Math.min(STREAM_SWEEP_EVERY_MS, ms - passed);
      await scene.app.live.sweep();
    }
  }

  const changed = (person: PersonActor, roles: readonly Role[], isActive = true) => ({
    personId: person.id,
    version: 2, // the account was the first change
    name: person.name,
    departmentId: '',
    roles: [...roles],
    isActive,
  });

  test.skipIf(isAbsent)(
    '[LV1] [LV6] a stream says where it begins, then what happens, unpacked',
    async () => {
      const lead = await signedIn('Lena', ['lead']);
      const reader = await open(lead);
      const start = scene.app.bus.asOf;
      const id = await scene.app.issues.addIssue(lead.person, {
        title: 'Long waits',
        description: '',
        insightId: '',
      });
      await reader.until(() => reader.messages.length > 1);
      expect(reader.messages).toEqual([
        { type: 'hello', ...start },
        {
          type: 'event',
          epoch: start.epoch,
          position: start.position + 1,
          event: { kind: 'issue', id, action: 'add' },
          press: undefined,
        },
      ]);
      const headers = reader.response?.headers;
      expect([headers?.['content-type'], headers?.['cache-control'], headers?.['x-accel-buffering']]).toEqual(
        ['text/event-stream; charset=utf-8', 'no-store, no-transform', 'no'],
      );
    },
  );

  test.skipIf(isAbsent)(
    '[LV8] an event names the press that caused it until that is answered, and no other does',
    async () => {
      const lead = await signedIn('Lena', ['lead']);
      const reader = await open(lead);
      const form = { title: 'Long waits', description: '', insightId: '' };
      const press = { actor: lead.person, command: '/issues', input: form, path: '/issues', isSecret: false };
      let later: (() => Promise<unknown>) | undefined;
      await scene.app.once({ ...press, key: 'k1' }, async ({ issues }) => {
        later = () => issues.addIssue(lead.person, form);
        return issues.addIssue(lead.person, form);
      });
      await later?.(); // what the press set going, after its answer
      await scene.app.issues.addIssue(lead.person, form);
      await reader.until(() => reader.events.length === 3);
      expect(reader.messages.map((message) => (message.type === 'event' ? message.press : ''))).toEqual([
        '',
        'k1',
        undefined,
        undefined,
      ]);
    },
  );

  test.skipIf(isAbsent)(
    '[LV3] nobody, a guest and somebody else than the page was opened for get no stream',
    async () => {
      const [lead, other] = [await signedIn('Lena', ['lead']), await signedIn('Otto')];
      const statusOf = async (reader: StreamReader): Promise<number | undefined> =>
        (await reader.until(() => reader.status !== undefined)).status;
      const form = { title: 'T', problem: 'P', goal: 'Know why', template: '5m', language: 'en' };
      const workshopId = await scene.app.workshop.createWorkshop(lead.person, form);
      const { workshop } = await scene.app.workshop.getWorkshop(lead.person, workshopId);
      const guest = await scene.app.workshop.joinAsGuest(
        { code: workshop.joinCode, name: 'Gita', department: 'IT' },
        { locale: 'en', address: '1.1.1.1' },
      );
      expect([
        await statusOf(ask({ ...lead, cookie: '' })),
        await statusOf(ask({ ...lead, cookie: `${GUEST_COOKIE}=${guest.token}` })),
        await statusOf(ask({ ...lead, cookie: other.cookie })),
        await statusOf(ask(lead, { 'sec-fetch-site': 'cross-site' })),
        await statusOf(ask(lead, { 'sec-fetch-site': 'same-origin' })),
      ]).toEqual([401, 403, 403, 403, 200]);
    },
  );

  test.skipIf(isAbsent)(
    '[LV4] signing out, a reset and being switched off end the stream at once',
    async () => {
      const people = [await signedIn('Ann'), await signedIn('Bea'), await signedIn('Cai')] as const;
      const streams = [await open(people[0]), await open(people[1]), await open(people[2])] as const;
      const stays = await open(await signedIn('Dan'));
      await scene.app.signOut(new Headers({ cookie: people[0].cookie }), false);
      await scene.app.resetPassword(people[1].person.email, 'another horse battery');
      await scene.app.people.changePerson(SYSTEM, changed(people[2].person, [], false));
      for (const stream of streams) await stream.until(() => stream.isClosed);
      expect([...streams, stays].map(({ endedBecause }) => endedBecause)).toEqual([
        'signed-out',
        'signed-out',
        'signed-out',
        undefined,
      ]);
    },
  );

  test.skipIf(isAbsent)(
    '[LV4] a role that is taken ends the stream, so that the page asks with the rights left',
    async () => {
      const admin = await signedIn('Ada', ['admin']);
      const stream = await open(admin);
      await scene.person('Otto', ['admin']);
      await scene.app.people.changePerson(SYSTEM, changed(admin.person, []));
      await stream.until(() => stream.isClosed);
      const again = await open(admin);
      await scene.person('Nina');
      await scene.app.issues.addIssue(await scene.person('Lena', ['lead']), {
        title: 'T',
        description: '',
        insightId: '',
      });
      await again.until(() => again.events.length > 0);
      expect([stream.endedBecause, again.events.map(({ kind }) => kind)]).toEqual([
        'rights-changed',
        ['issue'],
      ]);
    },
  );

  test.skipIf(isAbsent)(
    '[LV4] a session that is gone without any event ends its stream within 60 s',
    async () => {
      const ann = await signedIn('Ann');
      const stream = await open(ann);
      await scene.app.database.db.deleteFrom('login_session').execute();
      await pass(LEASE_MS);
      await stream.until(() => stream.isClosed);
      expect(stream.endedBecause).toBe('signed-out');
    },
  );

  test.skipIf(isAbsent)('[LV5] streams are counted by person and by address', async () => {
    const [ann, bea] = [await signedIn('Ann'), await signedIn('Bea')];
    for (let n = 0; n < MAX_STREAMS_PER_PERSON; n++) await open(ann);
    const beyond = ask(ann);
    await beyond.until(() => beyond.status !== undefined);
    const other = await open(bea);
    expect([beyond.status, other.status]).toEqual([429, 200]);
    readers[0]?.close();
    await readers[0]?.until(() => readers[0]?.isClosed === true);
    await expect.poll(async () => (await open(ann)).status).toBe(200);
    expect(MAX_STREAMS_PER_ADDRESS).toBeGreaterThan(MAX_STREAMS_PER_PERSON);
  });

  test.skipIf(isAbsent)(
    '[LV5] a reader who takes nothing up is cut off, and holds nobody else up',
    async () => {
      const [slow, swift] = [await open(await signedIn('Sol')), await open(await signedIn('Swen'))];
      slow.response?.pause();
      const count = 300;
      for (let n = 0; n < count; n++) {
        // As long as no id is: what the system itself buffers is full sooner.
        scene.app.bus.tell({ kind: 'issue', id: 'x'.repeat(60_000), action: 'rate' });
        await swift.until(() => swift.events.length === n + 1);
      }
      slow.response?.resume();
      await slow.until(() => slow.isClosed);
      expect([swift.isClosed, swift.events.length, slow.events.length < count]).toEqual([false, count, true]);
    },
  );

  test.skipIf(isAbsent)('[LV6] a silent stream says every few seconds how far it is', async () => {
    const stream = await open(await signedIn('Ann'));
    await pass(TICK_EVERY_MS);
    await stream.until(() => stream.messages.length > 1);
    expect(stream.messages.map(({ type }) => type)).toEqual(['hello', 'tick']);
  });

  test.skipIf(isAbsent)('[LV6] at shutdown everybody is told to come back', async () => {
    const stream = await open(await signedIn('Ann'));
    scene.app.live.close();
    await stream.until(() => stream.isClosed);
    expect(stream.endedBecause).toBe('restarting');
  });
});
