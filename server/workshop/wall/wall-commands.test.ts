import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_WALLS, WALL_LASTS_MS } from '#lib/workshop/wall/wall.ts';
import { readWall, type WallContent } from '#lib/workshop/wall/wall-doc.ts';
import { authoriseSocket } from '#server/authorise.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'pl',
};

describe.each(ENGINES)('the wall of a workshop on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let workshopId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    ola = await scene.person('Ola');
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
    await scene.app.workshop.invitePeople(lead, { workshopId, personIds: [ola.id] });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const open = async (): Promise<string> => (await scene.app.workshop.openWall(lead, { workshopId })).code;
  const stateOf = async (code: string): Promise<string> => (await scene.app.workshop.findWall(code)).state;
  const content = (): Promise<WallContent | undefined> =>
    scene.app.sync.readDocument(`workshop/${workshopId}/wall`, readWall);
  /** What a socket with this code may do, as the room server asks it. */
  const rights = async (code: string, document: string) => {
    const url = `/sync/${document}?ack=1&wall=${encodeURIComponent(code)}`;
    const context = { db: scene.app.database.db, clock: () => scene.clock.nowMs };
    const request = { url, headers: {} };
    const identify = () => Promise.reject(new Error('A wall is nobody: nobody is asked who they are.'));
    // As much of a context and of a request as is read here.
    return authoriseSocket(context as never, identify, request as never, document);
  };

  test.skipIf(isAbsent)('refuses who does not steer, and a closed workshop', async () => {
    const { workshop } = scene.app;
    for (const command of [workshop.openWall, workshop.showOnWall, workshop.endWalls]) {
      await expect(command(NOBODY, { workshopId })).rejects.toMatchObject({ code: 'not-signed-in' });
      await expect(command(ola, { workshopId })).rejects.toMatchObject({ code: 'forbidden' });
    }
    await moveTo(scene.app, lead, workshopId, 'closed');
    await expect(open()).rejects.toMatchObject({ code: 'read-only' });
  });

  test.skipIf(isAbsent)(
    '[WS120] the code is long, is stored as a hash alone, and opens this one workshop',
    async () => {
      const code = await open();
      expect(code).toMatch(/^[\w-]{27}$/);
      const rows = await scene.app.database.db.selectFrom('workshop_wall').selectAll().execute();
      expect(JSON.stringify(rows)).not.toContain(code);
      expect(await scene.app.workshop.findWall(code)).toMatchObject({
        state: 'open',
        workshopId,
        language: 'pl',
      });
      for (const wrong of [`${code}x`, code.slice(1), '', '../etc', code.toLowerCase()])
        expect([wrong, await stateOf(wrong)]).toEqual([wrong, 'ended']);
    },
  );

  test.skipIf(isAbsent)(
    '[WS120] reads the wall, and the board when a guest may; nothing else, and never writes',
    async () => {
      const code = await open();
      const other = await scene.app.workshop.createWorkshop(lead, FORM);
      const access = async (document: string) => (await rights(code, document)).access;
      const documents = (id: string) =>
        ['wall', 'board', 'control', 'backstage', `draft/${ola.id}`].map((kind) =>
          access(`workshop/${id}/${kind}`),
        );
      expect(await Promise.all(documents(workshopId))).toEqual(['read', 'none', 'none', 'none', 'none']);
      await moveTo(scene.app, lead, workshopId, 'whys');
      expect(await Promise.all(documents(workshopId))).toEqual(['read', 'read', 'none', 'none', 'none']);
      expect(await Promise.all(documents(other))).toEqual(['none', 'none', 'none', 'none', 'none']);
      expect(await access('workshop/unknown/wall')).toBe('none');
      // Seen by nobody on the board; heard on its own document, where screens are counted.
      expect((await rights(code, `workshop/${workshopId}/board`)).isUnseen).toBe(true);
      expect((await rights(code, `workshop/${workshopId}/wall`)).isUnseen).toBe(false);
      expect((await rights('A'.repeat(27), `workshop/${workshopId}/wall`)).access).toBe('none');
    },
  );

  test.skipIf(isAbsent)('[WS121] ends by one press for all, and with the workshop, for good', async () => {
    const [first, second] = [await open(), await open()];
    await scene.app.workshop.endWalls(lead, { workshopId });
    expect([await stateOf(first), await stateOf(second)]).toEqual(['ended', 'ended']);
    expect((await rights(first, `workshop/${workshopId}/wall`)).access).toBe('none');
    const third = await open();
    await moveTo(scene.app, lead, workshopId, 'closed');
    expect([await stateOf(third), (await content())?.stage]).toEqual(['over', 'closed']);
    // Opened again, the workshop has other walls.
    await moveTo(scene.app, lead, workshopId, 'whys');
    expect(await stateOf(third)).toBe('ended');
  });

  test.skipIf(isAbsent)('[WS121] ends by itself after twelve hours', async () => {
    const code = await open();
    scene.clock.nowMs += WALL_LASTS_MS - 1;
    expect(await stateOf(code)).toBe('open');
    expect((await rights(code, `workshop/${workshopId}/wall`)).expiresAtMs).toBe(scene.clock.nowMs + 1);
    scene.clock.nowMs += 1;
    expect([await stateOf(code), (await rights(code, `workshop/${workshopId}/wall`)).access]).toEqual([
      'ended',
      'none',
    ]);
  });

  test.skipIf(isAbsent)('[WS121] of more addresses than can be watched over the oldest ends', async () => {
    const codes: string[] = [];
    for (let i = 0; i < MOST_WALLS; i++) {
      scene.clock.nowMs += 1;
      codes.push(await open());
    }
    expect(await stateOf(codes[0] ?? '')).toBe('open');
    scene.clock.nowMs += 1;
    codes.push(await open());
    const states = await Promise.all(codes.map(stateOf));
    expect(states).toEqual(['ended', ...Array.from({ length: MOST_WALLS }, () => 'open')]);
  });

  test.skipIf(isAbsent)(
    '[WS122] says who has arrived by department, whoever comes by whichever door',
    async () => {
      const { workshop } = scene.app;
      await open();
      const { joinCode } = (await workshop.getWorkshop(lead, workshopId)).workshop;
      const join = (name: string, department: string, wish = 'take-part') =>
        workshop.joinAsGuest(
          { code: joinCode, name, department, wish },
          { locale: 'pl', address: '10.0.0.1' },
        );
      for (let i = 0; i < 62; i++) await join(`Guest ${i}`, i % 2 === 0 ? 'Sales' : 'IT');
      await join('Watcher', 'Board', 'watch');
      await moveTo(scene.app, lead, workshopId, 'welcome');
      await workshop.enterRoom(ola, workshopId);
      const wall = await content();
      // Of 62 the last three found no place and watch, and so does Ola; the lead is the sixtieth who takes part.
      expect(wall?.arrivals).toEqual([
        { department: 'Sales', here: 30, awaited: 0 },
        { department: 'IT', here: 29, awaited: 0 },
        { department: '', here: 1, awaited: 0 },
      ]);
      expect([wall?.joinCode, wall?.takingPart]).toEqual([joinCode, 60]);
      expect(JSON.stringify(wall)).not.toMatch(/Guest|Watcher|Ola|Lena/);
      await workshop.renewJoinCode(lead, workshopId);
      const renewed = (await workshop.getWorkshop(lead, workshopId)).workshop.joinCode;
      expect((await content())?.joinCode).toBe(renewed);
    },
  );

  test.skipIf(isAbsent)(
    '[WS123] [WS124] a ballot, a raised hand, and who is ready reach the wall as numbers',
    async () => {
      const { workshop } = scene.app;
      await open();
      await moveTo(scene.app, lead, workshopId, 'whys');
      await workshop.enterRoom(ola, workshopId);
      await workshop.setSignal(ola, { workshopId, kind: 'ready', isOn: 'true' });
      await workshop.setSignal(ola, { workshopId, kind: 'hand', isOn: 'true' });
      await workshop.addEntry(ola, { workshopId, kind: 'parking', text: 'Opening hours' });
      const wall = await content();
      expect(wall).toMatchObject({ ready: 1, parked: [{ text: 'Opening hours' }] });
      const text = JSON.stringify(wall);
      expect(text).not.toContain('Ola');
      expect(text).not.toContain(ola.id);
      expect(
        Object.keys(wall ?? {}).filter((key) =>
          ['hands', 'review', 'evidence', 'facilitatorId', 'pulse', 'waiting'].includes(key),
        ),
      ).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[WS125] a slide that is shown, and the light, hold until the next step',
    async () => {
      const { workshop } = scene.app;
      await open();
      await moveTo(scene.app, lead, workshopId, 'whys');
      await workshop.showOnWall(lead, { workshopId, slide: 'join' });
      await workshop.showOnWall(lead, { workshopId, theme: 'dark' });
      expect((await content())?.wall).toEqual({ slide: 'join', theme: 'dark' });
      await moveTo(scene.app, lead, workshopId, 'vote');
      expect((await content())?.wall).toEqual({ slide: null, theme: 'dark' });
      await expect(workshop.showOnWall(lead, { workshopId, theme: 'red' })).rejects.toMatchObject({
        code: 'invalid',
      });
      await expect(workshop.showOnWall(lead, { workshopId, slide: 'x'.repeat(81) })).rejects.toMatchObject({
        code: 'invalid',
      });
    },
  );

  test.skipIf(isAbsent)(
    '[WS126] those who steer may look at the wall, and nobody else in the room',
    async () => {
      await open();
      await moveTo(scene.app, lead, workshopId, 'whys');
      const document = `workshop/${workshopId}/wall`;
      const { documentAccess } = scene.app.workshop;
      expect([await documentAccess(lead, document), await documentAccess(ola, document)]).toEqual([
        'read',
        'none',
      ]);
    },
  );

  test.skipIf(isAbsent)('a workshop without a wall writes no document for one', async () => {
    await moveTo(scene.app, lead, workshopId, 'whys');
    expect(await content()).toBeUndefined();
  });
});
