import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';
import { moveTo } from '../../tests/workshop-steps.ts';

const FORM = { problem: 'Customers wait too long', goal: 'Know why', template: '5m', language: 'pl' };

describe.each(ENGINES)('what was seen before on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let now: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    now = await open('Now');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const open = async (title: string, leader = lead): Promise<string> => {
    scene.clock.nowMs += 1000;
    return scene.app.workshop.createWorkshop(leader, { ...FORM, title });
  };
  const write = async (workshopId: string, ...texts: string[]): Promise<string[]> => {
    const ids: string[] = [];
    await scene.app.sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
      const editor = createEditor(openFishbone(doc), 'test');
      const bone = readFishbone(editor.board).fishbone.bones[0]?.id;
      if (bone)
        for (const text of texts) ids.push(addCause(editor, { parent: bone, after: 'end' }, text, null));
    });
    return ids;
  };
  /** A workshop of the past, with causes. */
  const hold = async (title: string, leader: PersonActor, ...texts: string[]) => {
    const id = await open(title, leader);
    await moveTo(scene.app, leader, id, 'whys');
    const causes = await write(id, ...texts);
    await moveTo(scene.app, leader, id, 'closed');
    return { id, causes };
  };
  const ask = (text: string, actor: PersonActor = lead) =>
    scene.app.workshop.findSeenBefore(actor, { workshopId: now, text });

  test.skipIf(isAbsent)('[WS85] a cause of another workshop is found, with what became of it', async () => {
    const { id, causes } = await hold('Last year', lead, 'Za mało szkoleń', 'Stare telefony');
    await moveTo(scene.app, lead, id, 'whys');
    await scene.app.workshop.setCauseStatus(lead, {
      workshopId: id,
      causeId: causes[0],
      status: 'ruled-out',
      reason: 'Everybody was trained',
    });
    await moveTo(scene.app, lead, id, 'closed');
    expect(await ask('brak szkolenia')).toEqual([
      {
        id,
        title: 'Last year',
        createdAtMs: scene.clock.nowMs,
        stage: 'closed',
        causes: [{ id: causes[0], text: 'Za mało szkoleń', status: 'ruled-out' }],
      },
    ]);
    expect(await ask('Kolejki')).toEqual([]);
    expect(await ask('  ')).toEqual([]);
  });

  test.skipIf(isAbsent)('[WS86] nobody learns of a workshop that they may not read', async () => {
    const other = await scene.person('Other lead', ['lead']);
    const { id } = await hold('Not for all', other, 'Za mało szkoleń');
    expect(await ask('Za mało szkoleń')).toEqual([]);
    await expect(ask('Za mało szkoleń', await scene.person('Stranger'))).rejects.toMatchObject({
      code: 'forbidden',
    });
    await expect(
      scene.app.workshop.findSeenBefore(NOBODY, { workshopId: now, text: 'Za mało szkoleń' }),
    ).rejects.toMatchObject({ code: 'not-signed-in' });
    await scene.app.workshop.invitePeople(other, { workshopId: id, personIds: [lead.id] });
    expect(await ask('Za mało szkoleń')).toHaveLength(1);
    // What is prepared is nobody's business yet, and neither is what no step has ended with.
    await moveTo(scene.app, other, id, 'prepare');
    expect(await ask('Za mało szkoleń')).toEqual([]);
  });

  test.skipIf(isAbsent)('[WS86] a guest learns of no other workshop', async () => {
    const { id } = await hold('Last year', lead, 'Za mało szkoleń');
    await moveTo(scene.app, lead, id, 'whys');
    const { joinCode } = (await scene.app.workshop.getWorkshop(lead, id)).workshop;
    const { token } = await scene.app.workshop.joinAsGuest(
      { code: joinCode, name: 'Gosia', department: 'IT' },
      { locale: 'pl', address: '127.0.0.1' },
    );
    const headers = new Headers({ cookie: `herringbone.guest=${token}` });
    const { actor } = await scene.app.identify(headers, false);
    await hold('Another', lead, 'Za mało szkoleń');
    const input = { workshopId: id, text: 'Za mało szkoleń' };
    expect(await scene.app.workshop.findSeenBefore(actor, input)).toEqual([]);
  });

  test.skipIf(isAbsent)('[WS85] the minutes list the causes that others named too', async () => {
    await hold('First', lead, 'Długi czas oczekiwania na infolinii');
    await hold('Second', lead, 'Czas oczekiwania na infolinii jest długi', 'Awarie');
    await moveTo(scene.app, lead, now, 'whys');
    const [waits] = await write(now, 'Długi czas oczekiwania', 'Urlopy');
    const seen = await scene.app.workshop.listSeenBefore(lead, now);
    expect(
      seen.map(({ causeId, workshops }) => [causeId, workshops.map(({ title }) => title).sort()]),
    ).toEqual([[waits, ['First', 'Second']]]);
  });
});
