// Above 300 lines: one rule after another on both engines.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { entriesOf } from '#lib/workshop/entries/entry.ts';
import { readControl, type Control } from '#lib/workshop/room/control-doc.ts';
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

describe.each(ENGINES)('what a room writes down on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let people: PersonActor[];
  let workshopId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    people = await Promise.all(['Ada', 'Bartek', 'Celina'].map((name) => scene.person(name)));
    workshopId = await scene.app.workshop.createWorkshop(lead, FORM);
    await scene.app.workshop.invitePeople(lead, { workshopId, personIds: people.map(({ id }) => id) });
    await moveTo(scene.app, lead, workshopId, 'welcome');
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const control = async (): Promise<Control> => {
    const read = await scene.app.sync.readDocument(`workshop/${workshopId}/control`, readControl);
    if (!read) throw new Error('The room has no control document.');
    return read;
  };
  const add = (actor: PersonActor, fields: Record<string, string>) =>
    scene.app.workshop.addEntry(actor, { workshopId, ...fields });

  test.skipIf(isAbsent)(
    '[WS74] the shared definition is collected without names, approved in secret, counted and kept',
    async () => {
      const [ada, bartek, celina] = people as [PersonActor, PersonActor, PersonActor];
      const { workshop } = scene.app;
      const kind = 'definition';
      const first = await add(ada, { kind, text: 'They come back' });
      const second = await add(bartek, { kind, text: 'They tell others. Call 601 234 567.' });
      expect(JSON.stringify((await control()).entries)).not.toMatch(/Ada|Bartek|601 234 567/);
      expect(await workshop.listMyEntries(ada, workshopId)).toEqual({ proposed: [first], approved: [] });

      await workshop.setDefining(lead, { workshopId, defining: 'approve' });
      await expect(add(celina, { kind, text: 'Too late' })).rejects.toMatchObject({ code: 'read-only' });
      for (const actor of [ada, bartek, celina])
        await workshop.approveDefinition(actor, { workshopId, entryId: second, isOn: true });
      await workshop.approveDefinition(ada, { workshopId, entryId: first, isOn: true });
      await workshop.approveDefinition(ada, { workshopId, entryId: first, isOn: false });
      const open = await control();
      expect([
        open.approvers,
        entriesOf(open.entries, 'definition').map(({ approvals }) => approvals),
      ]).toEqual([3, [null, null]]);

      await workshop.setDefining(lead, { workshopId, defining: 'counted' });
      await expect(
        workshop.approveDefinition(ada, { workshopId, entryId: first, isOn: true }),
      ).rejects.toMatchObject({ code: 'read-only' });
      await workshop.keepDefinition(lead, { workshopId, entryId: first, isOn: true });
      await workshop.keepDefinition(lead, { workshopId, entryId: second, isOn: true });
      expect(
        entriesOf((await control()).entries, 'definition').map((entry) => [entry.approvals, entry.isSettled]),
      ).toEqual([
        [0, false],
        [3, true],
      ]);
      await expect(
        workshop.keepDefinition(ada, { workshopId, entryId: first, isOn: true }),
      ).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  test.skipIf(isAbsent)(
    '[WS75] a parked point waits, is done, and carries over to the next workshop',
    async () => {
      const [ada, bartek] = people as [PersonActor, PersonActor];
      const { workshop } = scene.app;
      const entryId = await add(ada, { kind: 'parking', text: 'Opening hours' });
      await add(bartek, { kind: 'parking', text: 'Prices' });
      await expect(workshop.removeEntry(bartek, { workshopId, entryId })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await workshop.settleEntry(lead, { workshopId, entryId, isOn: true });
      expect(entriesOf((await control()).entries, 'parking').map(({ isSettled }) => isSettled)).toEqual([
        true,
        false,
      ]);

      const nextId = await workshop.createWorkshop(lead, { ...FORM, title: 'Next' });
      const [open, ...others] = await workshop.listCarryable(lead, nextId);
      expect([open?.text, open?.workshopTitle, others.length]).toEqual(['Prices', 'Long waits', 0]);
      await workshop.carryOver(lead, { workshopId: nextId, entryId: open?.id });
      const next = await scene.app.sync.readDocument(`workshop/${nextId}/control`, readControl);
      expect(next?.entries).toMatchObject([{ text: 'Prices', carriedFrom: 'Long waits' }]);
      expect(entriesOf((await control()).entries, 'parking').map(({ text }) => text)).toEqual([
        'Opening hours',
      ]);
      const stranger = await scene.person('Other lead', ['lead']);
      await expect(workshop.listCarryable(stranger, nextId)).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  test.skipIf(isAbsent)(
    '[WS5] [WS75] who helps in one workshop neither reads nor takes what is parked in another of its maker',
    async () => {
      const [ada, helper] = people as [PersonActor, PersonActor];
      const { workshop } = scene.app;
      const entryId = await add(ada, { kind: 'parking', text: 'Opening hours' });
      const nextId = await workshop.createWorkshop(lead, { ...FORM, title: 'Next' });
      await workshop.invitePeople(lead, { workshopId: nextId, personIds: [helper.id] });
      await workshop.appointCofacilitator(lead, { workshopId: nextId, personId: helper.id });
      // The helper takes part in the earlier one, too, and that is not enough to take a point away.
      const carry = { workshopId: nextId, entryId };
      expect(await workshop.listCarryable(helper, nextId)).toEqual([]);
      await expect(workshop.carryOver(helper, carry)).rejects.toMatchObject({ code: 'not-found' });
      expect(entriesOf((await control()).entries, 'parking').map(({ text }) => text)).toEqual([
        'Opening hours',
      ]);

      await workshop.appointCofacilitator(lead, { workshopId, personId: helper.id });
      expect(await workshop.listCarryable(helper, nextId)).toMatchObject([{ id: entryId }]);
      await workshop.carryOver(helper, carry);
      expect((await control()).entries).toEqual([]);
    },
  );

  test.skipIf(isAbsent)('[WS76] tasks get an owner and a day; anybody takes one in the wrap-up', async () => {
    const [ada] = people as [PersonActor];
    await moveTo(scene.app, lead, workshopId, 'wrapup');
    const entryId = await add(lead, { kind: 'task', text: 'Ask IT', causeId: 'c1', dueOn: '2026-12-01' });
    await scene.app.workshop.changeEntry(ada, {
      workshopId,
      entryId,
      text: 'Ask IT',
      owner: 'Ada',
      dueOn: '2026-12-01',
    });
    expect((await control()).entries).toMatchObject([
      { kind: 'task', owner: 'Ada', dueOn: '2026-12-01', causeId: 'c1', by: { name: 'Lena Lead' } },
    ]);
    await expect(add(lead, { kind: 'task', text: 'x', dueOn: 'soon' })).rejects.toMatchObject({
      code: 'invalid',
    });
    await moveTo(scene.app, lead, workshopId, 'closed');
    await expect(add(lead, { kind: 'task', text: 'Late' })).rejects.toMatchObject({ code: 'read-only' });
  });

  test.skipIf(isAbsent)(
    '[CM10] a task is a commitment, in the room and beside the workshop alike',
    async () => {
      const [ada, bartek] = people as [PersonActor, PersonActor];
      const { commitments } = scene.app;
      await moveTo(scene.app, lead, workshopId, 'wrapup');
      const task = { kind: 'task', text: 'Ask IT', causeId: 'c1', dueOn: '2026-12-01' };
      const entryId = await add(ada, { ...task, owner: ' bartek ' });
      await add(ada, { ...task, text: 'Ask them', owner: 'Jan from IT' });
      await add(lead, { ...task, text: 'Anybody', owner: '', dueOn: '' });
      const on = { kind: 'workshop', id: workshopId } as const;
      expect(await commitments.listCommitments(lead, on)).toMatchObject([
        { id: entryId, cause: { id: 'c1' }, owner: { kind: 'person', id: bartek.id }, makerName: 'Ada' },
        { owner: { kind: 'outside', name: 'Jan from IT' } },
        { owner: null, dueOn: null },
      ]);
      // What the room corrects today was agreed today; from tomorrow on it is a move.
      const change = { workshopId, entryId, text: 'Ask IT', owner: 'Bartek' };
      await scene.app.workshop.changeEntry(lead, { ...change, dueOn: '2026-12-03' });
      const [first] = await commitments.listCommitments(lead, on);
      expect([first?.firstDueOn, first?.moves]).toEqual(['2026-12-03', []]);
      scene.clock.nowMs += 24 * 60 * 60_000;
      await scene.app.workshop.changeEntry(lead, { ...change, dueOn: '2026-12-08' });
      await expect(scene.app.workshop.changeEntry(lead, { ...change, dueOn: '' })).rejects.toMatchObject({
        reason: 'commitments.dayStays',
      });
      expect((await commitments.listCommitments(lead, on))[0]).toMatchObject({
        dueOn: '2026-12-08',
        firstDueOn: '2026-12-03',
        moves: [{ from: '2026-12-03', byName: 'Lena Lead' }],
      });
      await expect(scene.app.workshop.removeEntry(lead, { workshopId, entryId })).rejects.toMatchObject({
        reason: 'commitments.hasHistory',
      });

      // Once the meeting is over the same row is kept beside the workshop; its minutes and its room know.
      await moveTo(scene.app, lead, workshopId, 'closed');
      const { version } = await commitments.getCommitment(bartek, entryId);
      await commitments.keepCommitment(bartek, { commitmentId: entryId, version });
      await scene.app.jobs.settled();
      expect(entriesOf((await control()).entries, 'task')[0]).toMatchObject({
        state: 'kept',
        isSettled: true,
        moves: 1,
        owner: 'Bartek',
      });
      expect((await scene.app.workshop.getMinutes(lead, workshopId)).tasks[0]).toMatchObject({
        state: 'kept',
      });
    },
  );

  test.skipIf(isAbsent)('[FM16] what was taken away comes back as it was, while the room works', async () => {
    const [ada, bartek] = people as [PersonActor, PersonActor];
    const { workshop, undo } = scene.app;
    await moveTo(scene.app, lead, workshopId, 'wrapup');
    const entryId = await add(ada, { kind: 'task', text: 'Call back', owner: 'Ada' });
    await add(bartek, { kind: 'parking', text: 'Prices' });
    const before = (await control()).entries;
    const { undoId } = await workshop.removeEntry(lead, { workshopId, entryId });
    expect((await control()).entries).toHaveLength(1);
    await expect(undo.takeBack(ada, undoId ?? '')).rejects.toMatchObject({ code: 'forbidden' });
    await undo.takeBack(lead, undoId ?? '');
    expect((await control()).entries).toEqual(before);
    const again = await workshop.removeEntry(ada, { workshopId, entryId });
    await moveTo(scene.app, lead, workshopId, 'closed');
    await expect(undo.takeBack(ada, again.undoId ?? '')).rejects.toMatchObject({ code: 'read-only' });
    expect((await control()).entries).toHaveLength(1);
  });

  test.skipIf(isAbsent)('[FM16] [WS74] a proposal comes back with who approves of it', async () => {
    const [ada, bartek] = people as [PersonActor, PersonActor];
    const { workshop, undo } = scene.app;
    const entryId = await add(ada, { kind: 'definition', text: 'Nobody waits' });
    await workshop.setDefining(lead, { workshopId, defining: 'approve' });
    await workshop.approveDefinition(bartek, { workshopId, entryId, isOn: true });
    const { undoId } = await workshop.removeEntry(lead, { workshopId, entryId });
    await undo.takeBack(lead, undoId ?? '');
    expect((await workshop.listMyEntries(bartek, workshopId)).approved).toEqual([entryId]);
  });

  test.skipIf(isAbsent)('[WS77] one offers to explain a cause once, and takes it back', async () => {
    const [ada] = people as [PersonActor];
    await moveTo(scene.app, lead, workshopId, 'group');
    await add(ada, { kind: 'claim', causeId: 'c1' });
    await add(ada, { kind: 'claim', causeId: 'c1' });
    const { entries } = await control();
    expect(entries).toMatchObject([{ kind: 'claim', causeId: 'c1', by: { name: 'Ada' } }]);
    await scene.app.workshop.removeEntry(ada, { workshopId, entryId: entries[0]?.id });
    expect((await control()).entries).toEqual([]);
    await expect(add(ada, { kind: 'claim' })).rejects.toMatchObject({ code: 'invalid' });
  });

  test.skipIf(isAbsent)(
    '[WS78] a check of the mood shows counts from three answers on, and forgets who',
    async () => {
      const { workshop } = scene.app;
      const [ada, bartek, celina] = people as [PersonActor, PersonActor, PersonActor];
      await expect(workshop.answerPulse(ada, { workshopId, value: '3' })).rejects.toMatchObject({
        code: 'read-only',
      });
      await workshop.openPulse(lead, { workshopId, question: 'How are you?' });
      await workshop.answerPulse(ada, { workshopId, value: '2' });
      await workshop.answerPulse(ada, { workshopId, value: '4' });
      await workshop.answerPulse(bartek, { workshopId, value: '4' });
      expect((await control()).pulse).toEqual({
        question: 'How are you?',
        isOpen: true,
        answered: 2,
        counts: null,
      });
      expect(await workshop.getMyPulse(ada, workshopId)).toBe(4);
      await workshop.closePulse(lead, { workshopId });
      expect((await control()).pulse).toMatchObject({ answered: 2, counts: null });

      await workshop.openPulse(lead, { workshopId, question: '' });
      for (const actor of [ada, bartek, celina])
        await workshop.answerPulse(actor, { workshopId, value: '5' });
      await workshop.closePulse(lead, { workshopId });
      expect((await control()).pulse).toMatchObject({ answered: 3, counts: [0, 0, 0, 0, 3] });
      expect(await workshop.getMyPulse(ada, workshopId)).toBeUndefined();
      await workshop.closePulse(lead, { workshopId });
      expect((await control()).pulse).toBeNull();
    },
  );

  test.skipIf(isAbsent)(
    '[WS79] a question to warm up has everybody who is here in an order by lot',
    async () => {
      const [ada, bartek] = people as [PersonActor, PersonActor];
      await scene.app.workshop.enterRoom(ada, workshopId);
      await scene.app.workshop.enterRoom(bartek, workshopId);
      await scene.app.workshop.setIcebreaker(lead, { workshopId, question: 'Best service ever?' });
      const { icebreaker } = await control();
      expect(icebreaker?.order.toSorted()).toEqual(['Ada', 'Bartek', 'Lena Lead']);
      await scene.app.workshop.setIcebreaker(lead, { workshopId, question: '' });
      expect((await control()).icebreaker).toBeNull();
    },
  );

  test.skipIf(isAbsent)('an observer and a stranger write nothing down', async () => {
    const [ada] = people as [PersonActor];
    await scene.app.workshop.enterRoom(ada, workshopId);
    await scene.app.workshop.changePlace(ada, { workshopId, wish: 'watch' });
    const stranger = await scene.person('Stranger');
    for (const actor of [ada, stranger])
      await expect(add(actor, { kind: 'parking', text: 'x' })).rejects.toMatchObject({ code: 'forbidden' });
    await expect(add(lead, { kind: 'parking', text: ' ' })).rejects.toMatchObject({ code: 'invalid' });
  });

  test.skipIf(isAbsent)(
    '[WS104] what comes after its step has closed waits in a tray until it is decided',
    async () => {
      const { workshop, sync } = scene.app;
      const [ada] = people as [PersonActor];
      const board = () =>
        sync.readDocument(`workshop/${workshopId}/board`, (doc) => readFishbone(openFishbone(doc)).fishbone);
      const [bone] = (await board()).bones;
      await moveTo(scene.app, lead, workshopId, 'vote');
      const late = (text: string, under = bone?.id ?? '') => ({
        kind: 'add',
        causeId: 'x',
        text,
        under,
      });
      const changes = JSON.stringify([late('Too few people'), late('Lost branch', 'gone'), late('Nonsense')]);
      await workshop.handInLate(ada, { workshopId, changes });
      const { review } = await control();
      expect(review.map((item) => ['text' in item ? item.text : '', item.by?.name])).toEqual([
        ['Too few people', 'Ada'],
        ['Lost branch', 'Ada'],
        ['Nonsense', 'Ada'],
      ]);
      const decide = (index: number, verdict: string, actor = lead) =>
        workshop.reviewLate(actor, { workshopId, itemId: review[index]?.id, verdict });
      await expect(decide(0, 'accept')).rejects.toMatchObject({ code: 'read-only' });
      await expect(decide(0, 'accept', ada)).rejects.toMatchObject({ code: 'forbidden' });
      await moveTo(scene.app, lead, workshopId, 'whys');
      await decide(0, 'accept');
      await decide(1, 'accept');
      await decide(2, 'dismiss');
      await expect(decide(2, 'accept')).rejects.toMatchObject({ code: 'not-found' });
      expect((await board()).bones[0]?.children.map(({ text, authorId }) => [text, authorId])).toEqual([
        ['Too few people', ada.id],
        ['Lost branch', ada.id],
      ]);
      expect((await control()).review).toEqual([]);
      await expect(workshop.handInLate(ada, { workshopId, changes: '[]' })).rejects.toMatchObject({
        code: 'invalid',
      });
      await expect(workshop.handInLate(ada, { workshopId, changes: 'no' })).rejects.toMatchObject({
        code: 'invalid',
      });
    },
  );
});
