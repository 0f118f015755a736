import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { readControl } from '#lib/workshop/room/control-doc.ts';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { mergeCauses } from '#lib/ishikawa/doc/reshape-causes.ts';
import type { CauseId } from '#lib/ishikawa/cause.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { moveTo } from '../../../tests/workshop-steps.ts';

const FORM = {
  title: 'Long waits',
  problem: 'Customers wait too long',
  goal: 'Know why',
  template: '5m',
  language: 'en',
};

describe.each(ENGINES)('votes and ratings on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ola: PersonActor;
  let jan: PersonActor;
  let workshopId: string;
  let causes: string[];

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    ola = { ...(await scene.person('Ola')), departmentName: 'Sales' };
    jan = { ...(await scene.person('Jan')), departmentName: 'IT' };
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
    await scene.app.workshop.invitePeople(lead, { workshopId, personIds: [ola.id, jan.id] });
    await scene.app.sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
      const board = openFishbone(doc);
      const [bone] = readFishbone(board).fishbone.bones;
      if (!bone) throw new Error('no bone');
      const editor = createEditor(board, 'test');
      causes = ['One', 'Two', 'Three'].map((text) =>
        addCause(editor, { parent: bone.id, after: 'end' }, text, null),
      );
    });
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const control = () => scene.app.sync.readDocument(`workshop/${workshopId}/control`, readControl);
  const stepId = async (kind: string) =>
    (await scene.app.workshop.getWorkshop(lead, workshopId)).workshop.programme.find(
      (step) => step.kind === kind,
    )?.id ?? '';
  const cast = async (actor: PersonActor, cause: number, dots: number) =>
    scene.app.workshop.castDots(actor, {
      workshopId,
      stepId: await stepId('vote'),
      causeId: causes[cause],
      dots: String(dots),
    });

  test.skipIf(isAbsent)('[WS34] dots and ratings follow a merge, and the results say so', async () => {
    const { workshop } = scene.app;
    const merge = (kept: number, gone: number) =>
      scene.app.sync.editDocument(`workshop/${workshopId}/board`, (doc) => {
        const editor = createEditor(openFishbone(doc), 'test');
        mergeCauses(editor, causes[kept] as CauseId, causes[gone] as CauseId);
      });
    await moveTo(scene.app, lead, workshopId, 'vote');
    await cast(ola, 0, 1);
    await cast(ola, 1, 2);
    await cast(jan, 0, 1);
    await moveTo(scene.app, lead, workshopId, 'whys');
    const before = await control();
    expect(before?.votes?.causes.map(({ dots, text }) => [text, dots])).toEqual([
      ['One', 2],
      ['Two', 2],
    ]);
    await merge(0, 1);
    // What was sealed stays, with the name that the cause had.
    expect((await control())?.votes?.causes).toEqual(before?.votes?.causes);
    await moveTo(scene.app, lead, workshopId, 'vote');
    expect(await workshop.getMyBallot(ola, workshopId)).toMatchObject({
      dots: { [causes[0] ?? '']: 3 },
      unspent: 0,
    });
    // She takes them back, though two of them were cast on the cause that is gone.
    await cast(ola, 0, 1);
    await moveTo(scene.app, lead, workshopId, 'rate');
    expect((await control())?.votes).toMatchObject({ voters: 2, causes: [{ causeId: causes[0], dots: 2 }] });
    const rate = async (cause: number, importance: number) =>
      workshop.rateCause(jan, {
        workshopId,
        stepId: await stepId('rate'),
        causeId: causes[cause],
        importance,
        urgency: 1,
      });
    await rate(2, 5);
    await rate(0, 1);
    await rate(2, 4);
    await merge(0, 2);
    expect((await workshop.getMyBallot(jan, workshopId))?.ratings).toEqual({
      [causes[0] ?? '']: { importance: 4, urgency: 1 },
    });
    await moveTo(scene.app, lead, workshopId, 'wrapup');
    expect((await control())?.ratings?.causes).toMatchObject([{ causeId: causes[0], n: 1 }]);
  });

  test.skipIf(isAbsent)('every command refuses who may not use it', async () => {
    const { workshop } = scene.app;
    await moveTo(scene.app, lead, workshopId, 'vote');
    const place = { workshopId, stepId: await stepId('vote'), causeId: causes[0] };
    const stranger = await scene.person('Stranger', ['lead', 'admin']);
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [stranger, 'forbidden'],
    ] as const) {
      await expect(workshop.castDots(actor, { ...place, dots: 1 })).rejects.toMatchObject({ code });
      await expect(workshop.rateCause(actor, { ...place, importance: 1, urgency: 1 })).rejects.toMatchObject({
        code,
      });
      await expect(workshop.listProxyBallots(actor, workshopId)).rejects.toMatchObject({ code });
    }
    await expect(workshop.getMyBallot(stranger, workshopId)).rejects.toMatchObject({ code: 'forbidden' });
    for (const actor of [stranger, ola]) {
      await expect(
        workshop.enterProxyBallot(actor, { ...place, name: 'A', department: 'B', causeIds: [], dots: [] }),
      ).rejects.toMatchObject({ code: 'forbidden' });
      await expect(workshop.removeProxyBallot(actor, { ...place, voterId: 'x' })).rejects.toMatchObject({
        code: 'forbidden',
      });
    }
  });

  test.skipIf(isAbsent)('[WS30] the budget holds, also when two tabs press at once', async () => {
    await moveTo(scene.app, lead, workshopId, 'vote');
    const presses = await Promise.allSettled([cast(ola, 0, 2), cast(ola, 1, 2), cast(ola, 2, 2)]);
    expect(presses.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const mine = await scene.app.workshop.getMyBallot(ola, workshopId);
    expect(Object.values(mine?.dots ?? {})).toEqual([2]);
    expect(mine?.rules).toEqual({ budget: 3, capPerCause: 3 });
    await expect(cast(ola, 0, 4)).rejects.toMatchObject({ reason: 'ballots.vote.over-cap' });
  });

  test.skipIf(isAbsent)('[WS31] until the vote is left nobody sees more than how many voted', async () => {
    await moveTo(scene.app, lead, workshopId, 'vote');
    await cast(ola, 0, 2);
    await cast(jan, 0, 1);
    await cast(jan, 1, 2);
    expect(await control()).toMatchObject({ turnout: 2, votes: null });
    expect((await scene.app.workshop.getMyBallot(lead, workshopId))?.dots).toEqual({});
    await moveTo(scene.app, lead, workshopId, 'rate');
    expect((await control())?.votes).toMatchObject({
      voters: 2,
      onPaper: 0,
      causes: [
        { causeId: causes[0], dots: 3, voters: 2 },
        { causeId: causes[1], dots: 2, voters: 1 },
      ],
    });
    await expect(cast(ola, 0, 0)).rejects.toMatchObject({ code: 'read-only' });
  });

  test.skipIf(isAbsent)(
    '[WS31] a vote that is opened again keeps its ballots and hides its result',
    async () => {
      await moveTo(scene.app, lead, workshopId, 'vote');
      await cast(ola, 0, 3);
      await moveTo(scene.app, lead, workshopId, 'rate');
      await moveTo(scene.app, lead, workshopId, 'vote');
      expect(await control()).toMatchObject({ votes: null, turnout: 1 });
      await cast(ola, 0, 1);
      await moveTo(scene.app, lead, workshopId, 'wrapup');
      expect((await control())?.votes?.causes).toEqual([
        { causeId: causes[0], text: 'One', dots: 1, voters: 1 },
      ]);
    },
  );

  test.skipIf(isAbsent)('[WS32] a paper ballot counts, is marked, and can be taken back', async () => {
    const { workshop } = scene.app;
    await moveTo(scene.app, lead, workshopId, 'vote');
    const paper = {
      workshopId,
      stepId: await stepId('vote'),
      name: 'Pani Zofia',
      department: 'Archive',
      causeIds: [causes[0], causes[1]],
      dots: ['1', '2'],
    };
    await expect(workshop.enterProxyBallot(lead, { ...paper, dots: ['3', '2'] })).rejects.toMatchObject({
      reason: 'ballots.vote.over-budget',
    });
    await workshop.enterProxyBallot(lead, paper);
    const printed = { ...paper, number: 7, name: 'Ballot 7' };
    await workshop.enterProxyBallot(lead, printed);
    await expect(workshop.enterProxyBallot(lead, printed)).rejects.toMatchObject({
      code: 'conflict',
      reason: 'ballots.paper.taken',
    });
    const { undoId } = await workshop.removeProxyBallot(lead, { ...paper, voterId: 'paper-7' });
    // [FM16]
    await workshop.enterProxyBallot(lead, printed);
    const { takeBack } = scene.app.undo;
    await expect(takeBack(lead, undoId ?? '')).rejects.toMatchObject({
      reason: 'ballots.paper.taken',
      values: { number: 7 },
    });
    const wrong = await workshop.removeProxyBallot(lead, { ...paper, voterId: 'paper-7' });
    const without = await workshop.listProxyBallots(lead, workshopId);
    await takeBack(lead, wrong.undoId ?? '');
    const back = await workshop.listProxyBallots(lead, workshopId);
    expect([without.length, back.length]).toEqual([1, 2]);
    expect(back).toContainEqual({ voterId: 'paper-7', name: 'Ballot 7', department: 'Archive' });
    await workshop.removeProxyBallot(lead, { ...paper, voterId: 'paper-7' });
    await workshop.enterProxyBallot(lead, { ...paper, name: 'Twice by mistake' });
    const listed = await workshop.listProxyBallots(lead, workshopId);
    const mistake = listed.find(({ name }) => name.startsWith('Twice'));
    await workshop.removeProxyBallot(lead, { ...paper, voterId: mistake?.voterId });
    await moveTo(scene.app, lead, workshopId, 'rate');
    expect((await control())?.votes).toMatchObject({ voters: 1, onPaper: 1 });
  });

  test.skipIf(isAbsent)('[WS33] ratings come out as means with spread, raw and by department', async () => {
    const { workshop } = scene.app;
    await moveTo(scene.app, lead, workshopId, 'rate');
    const rate = async (actor: PersonActor, importance: number, urgency: number) =>
      workshop.rateCause(actor, {
        workshopId,
        stepId: await stepId('rate'),
        causeId: causes[0],
        importance: String(importance),
        urgency: String(urgency),
      });
    await rate(ola, 1, 1);
    await rate(ola, 5, 3);
    await rate(jan, 3, 5);
    await expect(rate(jan, 6, 1)).rejects.toMatchObject({ code: 'invalid' });
    expect((await control())?.ratings).toBeNull();
    await moveTo(scene.app, lead, workshopId, 'wrapup');
    expect((await control())?.ratings).toMatchObject({
      raters: 2,
      causes: [{ causeId: causes[0], n: 2, importance: { mean: 4, spread: 1 }, urgency: { mean: 4 } }],
    });
  });

  test.skipIf(isAbsent)('[WS13] a paused room takes no votes but those of who steers', async () => {
    await moveTo(scene.app, lead, workshopId, 'vote');
    await scene.app.workshop.holdRoom(lead, { workshopId, hold: 'isPaused', isOn: true });
    await expect(cast(ola, 0, 1)).rejects.toMatchObject({ code: 'read-only' });
    await cast(lead, 0, 1);
  });
});
