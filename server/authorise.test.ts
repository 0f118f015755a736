import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, SYSTEM, type TestApp } from '../tests/test-app.ts';
import { ENGINES } from '../tests/test-database.ts';
import { moveTo } from '../tests/workshop-steps.ts';
import { RawClient } from './sync/testing/raw-client.ts';

const EMAIL = 'ada@example.org';
const PASSWORD = 'correct horse battery';
const visit = { headers: new Headers(), isHttps: false, address: '127.0.0.1' };

/** Sockets of the whole product, with the cookies of a page. */
describe.each(ENGINES)('$title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let server: Server;
  let board: string;
  let cookie: string;
  let clients: RawClient[];

  beforeEach(async () => {
    if (isAbsent) return;
    clients = [];
    scene = await makeTestApp(engine);
    const { app } = scene;
    await app.access.setUp({
      token: await app.access.renewSetUpToken(),
      organisation: 'Acme',
      name: 'Ada',
      email: EMAIL,
      password: PASSWORD,
      locale: 'en',
    });
    const [ada] = await app.people.listPeople(SYSTEM);
    if (!ada) throw new Error('nobody was set up');
    const lead = { kind: 'person', ...ada, sessionId: null } as const;
    const form = {
      title: 'Long waits',
      problem: 'Customers wait',
      goal: 'Know why',
      template: '5m',
      language: 'en',
    };
    const id = await app.workshop.createWorkshop(lead, form);
    await moveTo(app, lead, id, 'whys');
    server = createServer();
    server.on('upgrade', (request, socket, head) => app.sync.handleUpgrade(request, socket, head));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo; // a listening TCP server has this form
    board = `ws://127.0.0.1:${port}/sync/workshop/${id}/board?ack=1`;
    const cookies = await app.access.signIn({ email: EMAIL, password: PASSWORD }, visit);
    cookie = cookies.map((line) => line.split(';')[0]).join('; ');
  });
  afterEach(async () => {
    if (isAbsent) return;
    await Promise.all(clients.map((client) => client.close()));
    await scene.close();
    server.closeAllConnections();
    server.close();
  });

  function open(): Promise<RawClient> {
    const origin = new URL(board.replace('ws', 'http')).origin;
    const client = new RawClient(board, { headers: { cookie, origin } });
    clients.push(client);
    return client.join();
  }

  test.skipIf(isAbsent)(
    '[SY32] a new password by an invitation closes the sockets of the old one',
    async () => {
      const { access, people } = scene.app;
      const client = await open();
      const [ada] = await people.listPeople(SYSTEM);
      const token = await access.invite(SYSTEM, ada?.id ?? '');
      await access.acceptInvitation({ token, password: 'another horse battery' });
      await client.until(() => client.closed !== undefined);
      expect(client.closed?.code).toBe(4401);
    },
  );

  test.skipIf(isAbsent)('[SY32] a reset at the server closes them too', async () => {
    const client = await open();
    await scene.app.resetPassword(EMAIL, 'another horse battery');
    await client.until(() => client.closed !== undefined);
    expect(client.closed?.code).toBe(4401);
  });

  test.skipIf(isAbsent)(
    '[SY5] [SY32] a socket knows when its session ends, and does not make it longer',
    async () => {
      const { app } = scene;
      // Of all sessions: setting up began one of its own.
      const ends = async (): Promise<ReadonlySet<number>> => {
        const rows = await app.database.db.selectFrom('login_session').select('expiresAt').execute();
        return new Set(rows.map((row) => new Date(row.expiresAt).getTime()));
      };
      // Old enough that a page would renew it.
      const soon = new Date(Date.now() + 24 * 3_600_000);
      await app.database.db
        .updateTable('login_session')
        .set({ expiresAt: (engine === 'sqlite' ? soon.toISOString() : soon) as never }) // as each engine keeps it
        .execute();
      const headers = new Headers({ cookie });
      const glance = await app.identify(headers, false, true);
      expect([glance.actor.kind, glance.expiresAtMs]).toEqual(['person', soon.getTime()]);
      await open();
      expect(await ends()).toEqual(new Set([soon.getTime()]));
      await app.identify(headers, false);
      expect(await ends()).not.toEqual(new Set([soon.getTime()]));
    },
  );
});
