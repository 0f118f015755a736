import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readControl } from '#lib/workshop/room/control-doc.ts';
import { MAX_EDITORS } from '#lib/workshop/join/room-places.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'pl',
};

describe.each(ENGINES)('the door of a workshop on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let id: string;
  let code: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    id = await scene.app.workshop.createWorkshop(lead, FORM);
    code = (await scene.app.workshop.getWorkshop(lead, id)).workshop.joinCode;
    await moveTo(scene.app, lead, id, 'whys');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const join = (name: string, wish = 'take-part') =>
    scene.app.workshop.joinAsGuest(
      { code, name, department: 'Hall', wish },
      { locale: 'pl', address: '10.0.0.1' },
    );
  const boardOf = async (token: string) => {
    const { actor } = await scene.app.identify(new Headers({ cookie: `herringbone.guest=${token}` }), false);
    return scene.app.workshop.documentAccess(actor, `workshop/${id}/board`);
  };
  const door = (state: string, actor: PersonActor = lead) =>
    scene.app.workshop.setDoor(actor, { workshopId: id, door: state });

  test.skipIf(isAbsent)('[WS71] a guest in the lobby is nobody until they are let in', async () => {
    await door('lobby');
    const { token, isWaiting } = await join('Wojtek');
    expect([isWaiting, await boardOf(token)]).toEqual([true, 'none']);
    expect(await scene.app.workshop.standAtDoor(token)).toMatchObject({
      standing: 'waiting',
      name: 'Wojtek',
    });
    const control = await scene.app.sync.readDocument(`workshop/${id}/control`, readControl);
    expect([control?.door, control?.waiting]).toEqual(['lobby', 1]);
    expect(JSON.stringify(control)).not.toContain('Wojtek');
    expect((await scene.app.workshop.getWorkshop(lead, id)).guests).toEqual([]);

    const [waiting] = await scene.app.workshop.listWaiting(lead, id);
    expect(await scene.app.workshop.admitGuests(lead, { workshopId: id, guestId: waiting?.id })).toBe(1);
    expect([await boardOf(token), (await scene.app.workshop.standAtDoor(token)).standing]).toEqual([
      'write',
      'in',
    ]);
  });

  test.skipIf(isAbsent)('[WS71] whoever is turned away is out, and may ask again', async () => {
    await door('lobby');
    const { token } = await join('Wojtek');
    const [waiting] = await scene.app.workshop.listWaiting(lead, id);
    await scene.app.workshop.removeGuest(lead, { workshopId: id, guestId: waiting?.id ?? '' });
    expect((await scene.app.workshop.standAtDoor(token)).standing).toBe('out');
    expect((await join('Wojtek')).isWaiting).toBe(true);
  });

  test.skipIf(isAbsent)(
    '[WS71] a locked door takes nobody new, keeps who is in, and lets the invited come',
    async () => {
      const { token } = await join('Early');
      const colleague = await scene.person('Colleague');
      const invited = await scene.person('Invited');
      await scene.app.workshop.invitePeople(lead, { workshopId: id, personIds: [invited.id] });
      await door('locked');
      await expect(join('Late')).rejects.toMatchObject({ code: 'conflict', reason: 'join.doorIs.locked' });
      await expect(scene.app.workshop.joinAsPerson(colleague, code, '10.0.0.1')).rejects.toMatchObject({
        reason: 'join.doorIs.locked',
      });
      expect(await scene.app.workshop.joinAsPerson(invited, code, '10.0.0.1')).toBe(id);
      expect(await boardOf(token)).toBe('write');
    },
  );

  test.skipIf(isAbsent)('[WS71] only who steers sees the lobby and the door', async () => {
    const stranger = await scene.person('Other lead', ['lead']);
    await expect(door('locked', stranger)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(scene.app.workshop.listWaiting(stranger, id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(scene.app.workshop.admitGuests(stranger, { workshopId: id })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test.skipIf(isAbsent)(
    '[WS70] when all places are taken, whoever comes watches, even if all come at once',
    async () => {
      for (let n = 2; n < MAX_EDITORS; n++) await join(`Guest ${n}`);
      const last = await Promise.all(['A', 'B', 'C', 'D'].map((name) => join(name)));
      const access = await Promise.all(last.map(({ token }) => boardOf(token)));
      expect(access.toSorted()).toEqual(['read', 'read', 'read', 'write']);

      const invited = await scene.person('Invited');
      await scene.app.workshop.invitePeople(lead, { workshopId: id, personIds: [invited.id] });
      expect(await scene.app.workshop.enterRoom(invited, id)).toBe('observer');
      await expect(
        scene.app.workshop.changePlace(invited, { workshopId: id, wish: 'take-part' }),
      ).rejects.toMatchObject({ code: 'conflict', reason: 'join.noPlace' });
    },
  );

  test.skipIf(isAbsent)('[WS72] one changes sides: what an observer may do changes at once', async () => {
    const invited = await scene.person('Invited');
    await scene.app.workshop.invitePeople(lead, { workshopId: id, personIds: [invited.id] });
    expect(await scene.app.workshop.enterRoom(invited, id)).toBe('invited');
    expect(await scene.app.workshop.changePlace(invited, { workshopId: id, wish: 'watch' })).toBe('observer');
    expect(await scene.app.workshop.documentAccess(invited, `workshop/${id}/board`)).toBe('read');
    await expect(
      scene.app.workshop.setSignal(invited, { workshopId: id, kind: 'hand', isOn: true }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    expect(await scene.app.workshop.changePlace(invited, { workshopId: id, wish: 'take-part' })).toBe(
      'invited',
    );
    expect(await scene.app.workshop.documentAccess(invited, `workshop/${id}/board`)).toBe('write');
    await expect(
      scene.app.workshop.changePlace(lead, { workshopId: id, wish: 'watch' }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)('a right code costs no try: a hall may come in through one address', async () => {
    for (let n = 0; n < 150; n++) await scene.app.workshop.findByCode(code, '10.0.0.9');
    await expect(scene.app.workshop.findByCode(code, '10.0.0.9')).resolves.toMatchObject({ id });
  });
});
