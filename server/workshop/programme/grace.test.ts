import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#lib/base/ids.ts';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { causeText, openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { walkCauses } from '#lib/ishikawa/fishbone.ts';
import { GUEST_COOKIE } from '#lib/people/guest-cookie.ts';
import { readControl } from '#lib/workshop/room/control-doc.ts';
import { GRACE_MS } from '#lib/workshop/programme/grace.ts';
import { addIdea, writeIdea } from '#lib/workshop/write/draft-doc.ts';
import { RawClient } from '#server/sync/testing/raw-client.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';
import { listSeals } from '../seals/seal-store.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};
const VISIT = { locale: 'en', address: '10.0.0.1' } as const;

/** A step or a lock while a guest types: over real sockets, on both databases. */
describe.each(ENGINES)('[WS106] a sentence under a step that closes, on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let workshopId: string;
  let server: Server;
  let port: number;
  let guest: { id: string; token: string };
  let clients: RawClient[];

  beforeEach(async () => {
    if (isAbsent) return;
    clients = [];
    scene = await makeTestApp(engine);
    const { app } = scene;
    lead = await scene.person('Lena Lead', ['lead']);
    workshopId = await app.workshop.createWorkshop(lead, FORM);
    server = createServer();
    server.on('upgrade', (request, socket, head) => app.sync.handleUpgrade(request, socket, head));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port; // a listening TCP server has this form
    const { joinCode } = (await app.workshop.getWorkshop(lead, workshopId)).workshop;
    const joined = await app.workshop.joinAsGuest({ code: joinCode, name: 'Gosia', department: 'IT' }, VISIT);
    const actor = await app.workshop.guestOf(joined.token);
    guest = { id: actor && 'id' in actor ? actor.id : '', token: joined.token };
  });
  afterEach(async () => {
    if (isAbsent) return;
    await Promise.all(clients.map((client) => client.close()));
    await scene.close();
    server.closeAllConnections();
    server.close();
  });

  const row = async () => (await scene.app.workshop.getWorkshop(lead, workshopId)).workshop;
  const go = (stage: Parameters<typeof moveTo>[3]) => moveTo(scene.app, lead, workshopId, stage);
  const hold = (held: 'isLocked' | 'isPaused', isOn: boolean) =>
    scene.app.workshop.holdRoom(lead, { workshopId, hold: held, isOn });
  const control = () => scene.app.sync.readDocument(`workshop/${workshopId}/control`, readControl);
  const seals = async () => (await listSeals(scene.app.database.db, workshopId)).seals;
  const texts = (): Promise<string[]> =>
    scene.app.sync.readDocument(`workshop/${workshopId}/board`, (doc) =>
      [...walkCauses(readFishbone(openFishbone(doc)).fishbone)].map(({ node }) => node.text),
    );

  async function open(document: string): Promise<RawClient> {
    const headers = { cookie: `${GUEST_COOKIE}=${guest.token}`, origin: `http://127.0.0.1:${port}` };
    const url = `ws://127.0.0.1:${port}/sync/workshop/${workshopId}/${document}?ack=1`;
    const client = new RawClient(url, { headers });
    clients.push(client);
    return client.join();
  }

  /** The guest has written half of a cause in a field that is still open. */
  async function writeHalf(): Promise<{ client: RawClient; finish: (letters: string) => Promise<void> }> {
    const client = await open('board');
    let causeId = '';
    client.edit((doc) => {
      const board = openFishbone(doc);
      const [bone] = readFishbone(board).fishbone.bones;
      if (!bone) throw new Error('the board has bones');
      causeId = addCause(
        createEditor(board, 'test'),
        { parent: bone.id, after: 'end' },
        'Half a sen',
        guest.id,
      );
    });
    client.sendAwareness(client.doc.clientID, 1, { isTyping: true });
    await client.until(() => client.isSaved);
    const finish = async (letters: string): Promise<void> => {
      client.edit((doc) => {
        const text = causeText(openFishbone(doc), causeId as never); // the id that was just made
        text?.insert(text.length, letters);
      });
      await client.settled();
    };
    return { client, finish };
  }
  const closeField = async (client: RawClient, clock = 2): Promise<void> => {
    client.sendAwareness(client.doc.clientID, clock, { isTyping: false });
    await client.settled();
  };
  const heard = async (client: RawClient, right: 'mayFinish' | 'mayWrite' | 'neither'): Promise<void> =>
    client.until(() => {
      const last = client.heardOf('welcome').at(-1);
      return right === 'neither' ? !last?.mayFinish && !last?.mayWrite : last?.[right] === true;
    });

  test.skipIf(isAbsent)(
    '[WS106] [WS107] the words go on, and the seal follows when the field is closed',
    async () => {
      await go('whys');
      const { client, finish } = await writeHalf();
      await go('vote');
      await heard(client, 'mayFinish');
      expect([(await row()).stage, (await seals()).length]).toEqual(['vote', 0]);
      expect((await control())?.grace).toMatchObject({ kind: 'step', phase: 'typing' });
      await finish('tence');
      await client.until(() => client.isSaved);
      await closeField(client);
      await heard(client, 'neither');
      await expect
        .poll(async () => (await seals()).map(({ content }) => content.step.kind))
        .toEqual(['whys']);
      expect((await seals())[0]?.content.board).toContain('Half a sentence');
      await expect.poll(async () => (await control())?.grace).toBeNull();
      await finish(', too late');
      expect(await texts()).toEqual(['Half a sentence']);
    },
  );

  test.skipIf(isAbsent)('[WS107] when nobody has a field open, the step is sealed at once', async () => {
    await go('whys');
    const { client } = await writeHalf();
    await closeField(client);
    await go('vote');
    expect([(await seals()).length, (await row()).room.grace]).toEqual([1, null]);
    await heard(client, 'neither');
  });

  test.skipIf(isAbsent)('[WS107] after ten seconds it is over, whatever a page claims', async () => {
    await go('whys');
    const { client, finish } = await writeHalf();
    await go('vote');
    await heard(client, 'mayFinish');
    scene.clock.nowMs += GRACE_MS;
    await scene.app.sync.recheck(() => true);
    await heard(client, 'neither');
    await finish('tence');
    expect([await texts(), await client.isSaved]).toEqual([['Half a sen'], false]);
    // A visit of anybody ends what a process that is gone left open.
    await scene.app.workshop.enterRoom(lead, workshopId);
    expect([(await seals()).length, (await row()).room.grace]).toEqual([1, null]);
  });

  test.skipIf(isAbsent)(
    '[WS107] another step ends the wait at once; a press that comes too late does not',
    async () => {
      await go('whys');
      const { client, finish } = await writeHalf();
      const from = (await row()).position;
      await go('vote');
      await heard(client, 'mayFinish');
      const stale = scene.app.workshop.moveRoom(lead, { workshopId, from, to: 'closed' });
      await expect(stale).rejects.toMatchObject({ code: 'stale' });
      await finish('tence');
      await client.until(() => client.isSaved);
      await go('rate');
      expect((await seals()).map(({ content }) => content.step.kind)).toEqual(['whys', 'vote']);
      expect((await seals())[0]?.content.board).toContain('Half a sentence');
    },
  );

  test.skipIf(isAbsent)('[WS107] a restart, and whoever finishes second, seal and reveal once', async () => {
    await go('whys');
    await writeHalf();
    await go('vote');
    await Promise.all([
      scene.app.workshop.finishOldGraces(),
      scene.app.workshop.finishOldGraces(),
      scene.app.workshop.enterRoom(lead, workshopId),
    ]);
    expect([(await seals()).length, (await row()).room.grace]).toEqual([1, null]);
  });

  test.skipIf(isAbsent)('[WS106] nothing new is made meanwhile, and who steers writes on', async () => {
    await go('whys');
    const { client } = await writeHalf();
    await go('wrapup');
    await heard(client, 'mayFinish');
    client.edit((doc) => {
      const board = openFishbone(doc);
      const [bone] = readFishbone(board).fishbone.bones;
      if (bone) addCause(createEditor(board, 'test'), { parent: bone.id, after: 'end' }, 'New', guest.id);
    });
    await heard(client, 'neither');
    expect(await texts()).toEqual(['Half a sen']);
    expect(await scene.app.workshop.documentAccess(lead, `workshop/${workshopId}/board`)).toBe('write');
  });

  test.skipIf(isAbsent)('[WS106] a lock gives the same time; a pause and a removal give none', async () => {
    await go('whys');
    const { client, finish } = await writeHalf();
    await hold('isLocked', true);
    await heard(client, 'mayFinish');
    await finish('tence');
    await client.until(() => client.isSaved);
    await closeField(client);
    await heard(client, 'neither');
    expect([await texts(), (await seals()).length]).toEqual([['Half a sentence'], 0]);
    await hold('isLocked', false);
    await heard(client, 'mayWrite');
    client.sendAwareness(client.doc.clientID, 3, { isTyping: true });
    await client.settled();
    await hold('isPaused', true);
    await heard(client, 'neither');
    expect((await row()).room.grace).toBeNull();
    await scene.app.workshop.removeGuest(lead, { workshopId, guestId: guest.id });
    await client.until(() => client.closed !== undefined);
  });

  test.skipIf(isAbsent)('[WS106] a pause within the ten seconds ends them', async () => {
    await go('whys');
    const { client } = await writeHalf();
    await go('vote');
    await heard(client, 'mayFinish');
    await hold('isPaused', true);
    await heard(client, 'neither');
    expect((await seals()).length).toBe(1);
  });

  test.skipIf(isAbsent)(
    '[WS106] [WS21] a silent draft is finished, and the reveal takes the finished text',
    async () => {
      await go('write');
      const draft = await open(`draft/${guest.id}`);
      const id = newId();
      draft.edit((doc) => addIdea(doc, { id, bone: 'none', text: 'Half a sen', order: 1 }));
      draft.sendAwareness(draft.doc.clientID, 1, { isTyping: true });
      await draft.until(() => draft.isSaved);
      await go('vote');
      await heard(draft, 'mayFinish');
      expect(await texts()).toEqual([]);
      const stepId = (await row()).position;
      const dots = scene.app.workshop.castDots(lead, { workshopId, stepId, causeId: 'x', dots: 1 });
      await expect(dots).rejects.toMatchObject({ code: 'not-found' });
      draft.edit((doc) => writeIdea(doc, id, 'Half a sentence'));
      await draft.until(() => draft.isSaved);
      await closeField(draft);
      await expect.poll(texts).toEqual(['Half a sentence']);
      await heard(draft, 'neither');
      await expect.poll(async () => (await row()).room.grace).toBeNull();
      expect((await seals()).map(({ content }) => content.step.kind)).toEqual(['write']);
    },
  );
});
