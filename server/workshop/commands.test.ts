import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { readControl } from '#lib/workshop/room/control-doc.ts';
import type { Stage } from '#lib/workshop/step.ts';
import { makeTestApp, NOBODY, SYSTEM, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { moveTo } from '../../tests/workshop-steps.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'pl',
};
const VISIT = { locale: 'pl', address: '10.0.0.1' } as const;

describe.each(ENGINES)('workshops on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const open = (id: string, stage: Stage): Promise<void> => moveTo(scene.app, lead, id, stage);

  test.skipIf(isAbsent)(
    '[WS1] [WS8] a new workshop has its head, its categories in its language, and its programme',
    async () => {
      const id = await scene.app.workshop.createWorkshop(lead, FORM);
      const { workshop, access } = await scene.app.workshop.getWorkshop(lead, id);
      expect([workshop.stage, access, workshop.programme.length]).toEqual(['prepare', 'write', 9]);
      const board = await scene.app.sync.readDocument(`workshop/${id}/board`, (doc) =>
        readFishbone(openFishbone(doc)),
      );
      expect(board.fishbone.head).toBe('Customers wait too long');
      expect(board.fishbone.bones.map((bone) => bone.name)).toEqual([
        'Człowiek',
        'Zarządzanie',
        'Metody',
        'Materiał',
        'Maszyny',
      ]);
      const control = await scene.app.sync.readDocument(`workshop/${id}/control`, readControl);
      expect(control).toMatchObject({
        stage: 'prepare',
        title: 'Long waits',
        problem: 'Customers wait too long',
        facilitatorId: lead.id,
      });
    },
  );

  test.skipIf(isAbsent)(
    '[IK85] a new workshop has the bones that its lead made of the template',
    async () => {
      const own = { boneNames: ['Ludzie', ' ', 'Zmiany'], boneQuestions: ['Kto?', '', 'Co się zmieniło?'] };
      const id = await scene.app.workshop.createWorkshop(lead, { ...FORM, ...own });
      const { fishbone } = await scene.app.sync.readDocument(`workshop/${id}/board`, (doc) =>
        readFishbone(openFishbone(doc)),
      );
      expect(fishbone.bones.map(({ name, question }) => [name, question])).toEqual([
        ['Ludzie', 'Kto?'],
        ['Zmiany', 'Co się zmieniło?'],
      ]);
      await expect(
        scene.app.workshop.createWorkshop(lead, { ...FORM, boneNames: ['x'.repeat(81)] }),
      ).rejects.toMatchObject({ code: 'invalid' });
    },
  );

  test.skipIf(isAbsent)('every command refuses who may not use it', async () => {
    const { workshop } = scene.app;
    const id = await workshop.createWorkshop(lead, FORM);
    const other = await scene.person('Other lead', ['lead']);
    const employee = await scene.person('Employee');
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [employee, 'forbidden'],
    ] as const) {
      await expect(workshop.createWorkshop(actor, FORM)).rejects.toMatchObject({ code });
      await expect(workshop.getWorkshop(actor, id)).rejects.toMatchObject({ code });
      await expect(workshop.invitePeople(actor, {})).rejects.toMatchObject({ code });
      await expect(workshop.fillSeat(actor, {})).rejects.toMatchObject({ code });
      await expect(workshop.renewJoinCode(actor, id)).rejects.toMatchObject({ code });
      await expect(workshop.removeGuest(actor, { workshopId: id, guestId: '' })).rejects.toMatchObject({
        code,
      });
      await expect(workshop.listCauses(actor, id)).rejects.toMatchObject({ code });
    }
    await expect(workshop.listWorkshops(NOBODY)).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(workshop.renewJoinCode(other, id)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)('[WS4] [WS5] who may do what with the board, in each step', async () => {
    const { workshop } = scene.app;
    const id = await workshop.createWorkshop(lead, FORM);
    const sales = await scene.app.people.addDepartment(SYSTEM, { name: 'Sales' });
    const invited = await scene.person('Ola', [], sales);
    const stranger = await scene.person('Stranger', ['analyst', 'director', 'admin']);
    await workshop.invitePeople(lead, { workshopId: id, departmentIds: [sales] });
    const { joinCode } = (await workshop.getWorkshop(lead, id)).workshop;
    const { token } = await workshop.joinAsGuest({ code: joinCode, name: 'Gosia', department: 'IT' }, VISIT);
    const guest = (await workshop.guestOf(token)) ?? NOBODY;
    const rights = async (document: string) =>
      Promise.all(
        [lead, invited, guest, stranger, NOBODY].map((actor) => workshop.documentAccess(actor, document)),
      );
    expect(await rights(`workshop/${id}/board`)).toEqual(['write', 'none', 'none', 'none', 'none']);
    await open(id, 'evidence');
    expect(await rights(`workshop/${id}/board`)).toEqual(['write', 'read', 'read', 'none', 'none']);
    await open(id, 'whys');
    expect(await rights(`workshop/${id}/board`)).toEqual(['write', 'write', 'write', 'none', 'none']);
    expect(await rights(`workshop/${id}/control`)).toEqual(['read', 'read', 'read', 'none', 'none']);
    expect(await rights(`workshop/${id}/backstage`)).toEqual(['write', 'none', 'none', 'none', 'none']);
    const draft = `workshop/${id}/draft/${invited.id}`;
    expect(await rights(draft)).toEqual(['none', 'read', 'none', 'none', 'none']);
    await open(id, 'write');
    expect(await rights(draft)).toEqual(['none', 'write', 'none', 'none', 'none']);
    await open(id, 'closed');
    expect(await rights(`workshop/${id}/board`)).toEqual(['read', 'read', 'read', 'none', 'none']);
    expect(await rights('workshop/unknown/board')).toEqual(['none', 'none', 'none', 'none', 'none']);
  });

  test.skipIf(isAbsent)('[WS7] a guest is bound to one workshop and gone when removed', async () => {
    const { workshop } = scene.app;
    const id = await workshop.createWorkshop(lead, FORM);
    const other = await workshop.createWorkshop(lead, { ...FORM, title: 'Another' });
    await open(id, 'whys');
    const { joinCode } = (await workshop.getWorkshop(lead, id)).workshop;
    const { token } = await workshop.joinAsGuest({ code: joinCode, name: 'Gosia', department: 'IT' }, VISIT);
    const guest = await workshop.guestOf(token);
    if (!guest) throw new Error('the guest is not known');
    expect(guest).toMatchObject({ name: 'Gosia', departmentName: 'IT', workshopId: id, locale: 'pl' });
    expect((await workshop.getWorkshop(guest, id)).access).toBe('write');
    await expect(workshop.getWorkshop(guest, other)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(scene.app.issues.listIssues(guest)).rejects.toMatchObject({ code: 'forbidden' });
    await workshop.removeGuest(lead, { workshopId: id, guestId: guest.id });
    expect(await workshop.guestOf(token)).toBeUndefined();
  });

  test.skipIf(isAbsent)(
    '[WS6] a renewed code replaces the old one; a closed workshop takes nobody in',
    async () => {
      const { workshop } = scene.app;
      const id = await workshop.createWorkshop(lead, FORM);
      const code = async () => (await workshop.getWorkshop(lead, id)).workshop.joinCode;
      const old = await code();
      await workshop.renewJoinCode(lead, id);
      await expect(workshop.findByCode(old, '10.0.0.1')).rejects.toMatchObject({ code: 'not-found' });
      await open(id, 'closed');
      await expect(workshop.findByCode(await code(), '10.0.0.1')).rejects.toMatchObject({ code: 'gone' });
    },
  );

  test.skipIf(isAbsent)(
    '[FM16] a code that was renewed comes back, unless it was renewed again',
    async () => {
      const { workshop, undo } = scene.app;
      const id = await workshop.createWorkshop(lead, FORM);
      const code = async () => (await workshop.getWorkshop(lead, id)).workshop.joinCode;
      const old = await code();
      const first = await workshop.renewJoinCode(lead, id);
      const second = await workshop.renewJoinCode(lead, id);
      await expect(undo.takeBack(lead, first.undoId ?? '')).rejects.toMatchObject({
        reason: 'join.renewedSince',
      });
      await undo.takeBack(lead, second.undoId ?? '');
      await undo.takeBack(lead, first.undoId ?? '');
      expect(await code()).toBe(old);
    },
  );

  test.skipIf(isAbsent)('[WS6] guessing codes runs dry', async () => {
    const guess = () => scene.app.workshop.findByCode('AAAA-AAAA', '10.0.0.9');
    for (let tries = 0; tries < 100; tries++)
      await expect(guess()).rejects.toMatchObject({ code: 'not-found' });
    await expect(guess()).rejects.toMatchObject({ code: 'too-many-requests' });
  });

  test.skipIf(isAbsent)('[WS9] a department is invited once, however often', async () => {
    const sales = await scene.app.people.addDepartment(SYSTEM, { name: 'Sales' });
    await scene.person('Ola', [], sales);
    await scene.person('Piotr', [], sales);
    await scene.person('Elsewhere');
    const id = await scene.app.workshop.createWorkshop(lead, FORM);
    for (let times = 0; times < 2; times++) {
      await scene.app.workshop.invitePeople(lead, { workshopId: id, departmentIds: [sales] });
    }
    const { members } = await scene.app.workshop.getWorkshop(lead, id);
    expect(members.map((member) => member.name)).toEqual(['Ola', 'Piotr']);
  });
});
