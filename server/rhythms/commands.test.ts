import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ASKS_SHOWN, MOST_RHYTHMS } from '#lib/rhythms/rhythm.ts';
import { MOST_TOLD_AFTER, MOST_UNITS } from '#lib/rhythms/timing.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

describe.each(ENGINES)('rhythms on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let admin: PersonActor;
  let lead: PersonActor;
  let ada: PersonActor;
  let bartek: PersonActor;
  let issueId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    admin = await scene.person('Adam Admin', ['admin']);
    lead = await scene.person('Lena Lead', ['lead']);
    ada = await scene.person('Ada');
    bartek = await scene.person('Bartek');
    issueId = await scene.app.issues.addIssue(lead, { title: 'Long waits', description: '' });
    goTo('2026-11-02'); // a Monday
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const goTo = (day: string) => (scene.clock.nowMs = Date.parse(`${day}T08:00:00Z`));
  const on = () => ({ kind: 'issue', id: issueId }) as const;
  const WEEKLY = { unit: 'week', every: '1', startsOn: '2026-11-09', question: 'How many wait?' };
  const make = async (fields: Record<string, string> = {}, actor = lead) =>
    (
      await scene.app.rhythms.makeRhythm(actor, {
        ...{ kind: 'issue', subjectId: issueId, askedId: ada.id, ...WEEKLY },
        ...fields,
      })
    ).rhythmId;
  const only = async (actor = lead) => {
    const { list } = await scene.app.rhythms.listRhythms(actor, on());
    const [rhythm] = list;
    if (!rhythm || list.length > 1) throw new Error(`There are ${list.length} rhythms.`);
    return rhythm;
  };
  const newest = async () => {
    const [ask] = (await only()).asks;
    if (!ask) throw new Error('Nothing was asked.');
    return ask;
  };
  const ask = async (day: string) => {
    goTo(day);
    return scene.app.rhythms.askRhythms();
  };
  const answer = async (text: string, actor = ada) =>
    scene.app.rhythms.answerAsk(actor, {
      askId: (await newest()).id,
      ...(text === '' ? { isNothingNew: 'true' } : { text }),
    });
  const noticesOf = async ({ id }: PersonActor) => {
    const rows = await scene.app.database.db
      .selectFrom('notice')
      .select(['kind', 'done_at_ms'])
      .where('person_id', '=', id)
      .where('kind', 'like', 'rhythm.%')
      .orderBy('at_ms')
      .orderBy('id')
      .execute();
    return rows.map(({ kind, done_at_ms }) => (done_at_ms === null ? kind : `${kind} done`));
  };

  test.skipIf(isAbsent)('[RH1] [RH7] leads make one, and whoever sees the thing sees it', async () => {
    const { rhythms } = scene.app;
    await make();
    expect(await only(bartek)).toMatchObject({
      ...{ question: 'How many wait?', asked: { name: 'Ada' }, nextOn: '2026-11-09', asks: [] },
      ...{ deputyAfter: 2, leadAfter: 4, mayKeep: false, mayAnswer: false },
    });
    expect(await only(ada)).toMatchObject({ mayKeep: false, mayAnswer: true });
    expect(await only(lead)).toMatchObject({ mayKeep: true, mayAnswer: true });
    expect((await rhythms.listRhythms(bartek, on())).mayMake).toBe(false);
    await expect(make({}, bartek)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(rhythms.listRhythms(NOBODY, on())).rejects.toMatchObject({ code: 'not-signed-in' });
    const refused = (fields: Record<string, string>) => expect(make(fields)).rejects;
    await refused({ askedId: '' }).toMatchObject({ issues: [{ message: 'rhythms.nobodyAnswers' }] });
    await refused({ askedId: 'none' }).toMatchObject({ issues: [{ message: 'rhythms.askedGone' }] });
    await refused({ every: '0' }).toMatchObject({ issues: [{ path: 'every' }] });
    await refused({ every: String(MOST_UNITS + 1) }).toMatchObject({ issues: [{ path: 'every' }] });
    await refused({ deputyAfter: '5', leadAfter: '4' }).toMatchObject({ issues: [{ path: 'leadAfter' }] });
    await refused({ leadAfter: String(MOST_TOLD_AFTER + 1) }).toMatchObject({
      issues: [{ path: 'leadAfter' }],
    });
    await make({ every: String(MOST_UNITS), leadAfter: String(MOST_TOLD_AFTER) });
  });

  test.skipIf(isAbsent)(
    '[RH1] [RH3] who does not see the thing, or sees it no more, is not asked',
    async () => {
      const { workshop, rhythms, database } = scene.app;
      const form = {
        title: 'Waits',
        problem: 'Long waits',
        goal: 'Know why',
        template: '5m',
        language: 'en',
      };
      const workshopId = await workshop.createWorkshop(lead, form);
      const on = { kind: 'workshop', subjectId: workshopId };
      await expect(make(on)).rejects.toMatchObject({
        issues: [{ path: 'askedId', message: 'rhythms.cannotSee' }],
      });
      await workshop.invitePeople(lead, { workshopId, personIds: [ada.id] });
      await make(on);
      await database.db.deleteFrom('workshop_member').where('person_id', '=', ada.id).execute();
      await ask('2026-11-09');
      expect((await rhythms.getMyAsks(lead)).asked).toMatchObject([{ askedName: 'Lena Lead' }]);
    },
  );

  test.skipIf(isAbsent)('[RH1] so many fit on one thing and no more', async () => {
    for (let n = 0; n < MOST_RHYTHMS; n++) await make();
    await expect(make()).rejects.toMatchObject({ reason: 'rhythms.full' });
  });

  test.skipIf(isAbsent)('[RH3] [RH4] it asks once a turn, and what nobody answered is missed', async () => {
    const { rhythms } = scene.app;
    await make();
    expect(await ask('2026-11-08')).toEqual({ asked: 0, reminded: 0 });
    expect(await ask('2026-11-09')).toEqual({ asked: 1, reminded: 0 });
    expect(await ask('2026-11-09')).toEqual({ asked: 0, reminded: 0 });
    expect(await noticesOf(ada)).toEqual(['rhythm.ask']);
    expect((await rhythms.getMyAsks(ada)).asked).toMatchObject([
      { dueOn: '2026-11-09', rhythm: { question: 'How many wait?', subject: { title: 'Long waits' } } },
    ]);
    await answer('Twelve');
    expect(await noticesOf(ada)).toEqual(['rhythm.ask done']);
    expect(await noticesOf(lead)).toEqual(['rhythm.answered']);
    expect((await rhythms.getMyAsks(ada)).asked).toEqual([]);
    await ask('2026-11-16');
    const first = await newest();
    await ask('2026-11-23');
    expect((await only()).asks.map(({ dueOn, state }) => [dueOn, state])).toEqual([
      ['2026-11-23', 'open'],
      ['2026-11-16', 'missed'],
      ['2026-11-09', 'answered'],
    ]);
    await expect(rhythms.answerAsk(ada, { askId: first.id, text: 'Late' })).rejects.toMatchObject({
      reason: 'rhythms.askOver',
    });
    // Nothing ran for three weeks: it asks once.
    expect(await ask('2026-12-16')).toMatchObject({ asked: 1 });
    expect((await newest()).dueOn).toBe('2026-12-16');
  });

  test.skipIf(isAbsent)(
    '[RH4] nothing new is an answer, a late one is late, and it is changed until the next',
    async () => {
      await make();
      await ask('2026-11-09');
      await answer('');
      expect((await newest()).answer).toEqual({
        ...{ text: '', isNothingNew: true, byName: 'Ada', day: '2026-11-09' },
      });
      goTo('2026-11-10');
      await answer('Twelve after all');
      expect((await newest()).answer).toMatchObject({ text: 'Twelve after all', day: '2026-11-10' });
      await expect(answer('Mine', bartek)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(
        scene.app.rhythms.answerAsk(ada, { askId: (await newest()).id, text: ' ' }),
      ).rejects.toMatchObject({ issues: [{ path: 'text' }] });
    },
  );

  test.skipIf(isAbsent)('[RH2] a season and a day off are respected', async () => {
    await scene.app.organisation.saveSeason(admin, {
      ...{ name: 'Year end', kind: 'freeze', startsOn: '2026-11-16', endsOn: '2026-11-20' },
    });
    await make({ startsOn: '2026-11-11' }); // a holiday, and Wednesdays after it
    expect(await ask('2026-11-11')).toMatchObject({ asked: 0 });
    expect((await only()).nextOn).toBe('2026-11-12');
    expect(await ask('2026-11-12')).toMatchObject({ asked: 1 });
    expect(await only()).toMatchObject({ nextOn: null, pausedBy: 'Year end' });
    await answer('');
    expect(await ask('2026-11-18')).toMatchObject({ asked: 0 });
    expect(await ask('2026-11-25')).toMatchObject({ asked: 1 });
    expect((await only()).asks.map(({ state }) => state)).toEqual(['open', 'answered']);
  });

  test.skipIf(isAbsent)('[RH5] a silence is told to who is asked, and to the leads, each once', async () => {
    await make({ deputyAfter: '2', leadAfter: '3' });
    await ask('2026-11-12');
    for (const day of ['2026-11-12', '2026-11-13', '2026-11-13', '2026-11-16']) await ask(day);
    expect(await noticesOf(ada)).toEqual(['rhythm.ask done', 'rhythm.late done', 'rhythm.ask']);
    expect(await noticesOf(lead)).toEqual([]);
    for (const day of ['2026-11-18', '2026-11-19', '2026-11-19']) await ask(day);
    expect(await noticesOf(ada)).toEqual([
      'rhythm.ask done',
      'rhythm.late done',
      'rhythm.ask',
      'rhythm.late',
    ]);
    expect(await noticesOf(lead)).toEqual(['rhythm.unanswered']);
    await answer('Twelve', lead);
    expect(await noticesOf(lead)).toEqual(['rhythm.unanswered done']);
  });

  test.skipIf(isAbsent)(
    '[RH8] of two changes the second is refused; an end and an answer are taken back',
    async () => {
      const { rhythms, undo } = scene.app;
      const rhythmId = await make();
      const change = { rhythmId, version: 1, askedId: ada.id, ...WEEKLY };
      await rhythms.changeRhythm(lead, { ...change, question: 'How many?' });
      await expect(rhythms.changeRhythm(lead, change)).rejects.toMatchObject({ code: 'stale' });
      await expect(rhythms.endRhythm(ada, { rhythmId, version: 2 })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await ask('2026-11-09');
      await answer('Ten');
      const again = await answer('Twelve');
      await undo.takeBack(ada, again.undoId ?? '');
      expect((await newest()).answer?.text).toBe('Ten');
      const { undoId } = await rhythms.endRhythm(lead, { rhythmId, version: 2 });
      expect((await rhythms.listRhythms(lead, on())).list).toEqual([]);
      await undo.takeBack(lead, undoId ?? '');
      expect((await only()).version).toBe(4);
      await rhythms.endRhythm(lead, { rhythmId, version: 4 });
      expect(await ask('2026-11-16')).toEqual({ asked: 0, reminded: 0 });
    },
  );

  test.skipIf(isAbsent)('[RH8] what was taken back asks again', async () => {
    const rhythmId = await make();
    const { undoId } = await scene.app.rhythms.endRhythm(lead, { rhythmId, version: 1 });
    await scene.app.undo.takeBack(lead, undoId ?? '');
    expect(await ask('2026-11-16')).toMatchObject({ asked: 1 });
  });

  test.skipIf(isAbsent)('[RH3] a changed rhythm does not ask again on a day on which it asked', async () => {
    const rhythmId = await make();
    await ask('2026-11-09');
    await scene.app.rhythms.changeRhythm(lead, {
      ...{ rhythmId, version: 1, askedId: bartek.id, ...WEEKLY, startsOn: '2026-11-09' },
    });
    expect(await ask('2026-11-09')).toMatchObject({ asked: 0 });
    expect((await only()).nextOn).toBe('2026-11-16');
  });

  test.skipIf(isAbsent)('[RH10] of who is switched off, it asks the successor', async () => {
    await make();
    await ask('2026-11-09');
    const person = (await scene.app.people.listPeople(admin)).find(({ id }) => id === ada.id);
    const off = { personId: ada.id, version: person?.version, name: 'Ada', roles: [], isActive: false };
    await scene.app.people.changePerson(admin, { ...off, successorId: bartek.id });
    expect((await only()).asked).toMatchObject({ id: bartek.id });
    expect((await scene.app.rhythms.getMyAsks(bartek)).asked).toHaveLength(1);
  });

  test.skipIf(isAbsent)('[RH6] the last asks are shown, and no more', async () => {
    await make();
    goTo('2026-11-09');
    for (let week = 0; week < ASKS_SHOWN + 1; week++) {
      await scene.app.rhythms.askRhythms();
      scene.clock.nowMs += 7 * 24 * 60 * 60_000;
    }
    expect((await only()).asks).toHaveLength(ASKS_SHOWN);
  });
});
