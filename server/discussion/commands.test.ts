// Above 300 lines: one rule after another on both engines.
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { SubjectRef } from '#lib/base/subject.ts';
import {
  MESSAGES_A_PIECE,
  MOST_EDITS,
  MOST_MENTIONS,
  MOST_MESSAGES,
  MOST_OPEN_QUESTIONS,
  type Message,
} from '#lib/discussion/message.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

describe.each(ENGINES)('discussion on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let ada: PersonActor;
  let bartek: PersonActor;
  let on: SubjectRef;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    ada = await scene.person('Ada Wit');
    bartek = await scene.person('Bartek');
    on = {
      kind: 'issue',
      id: await scene.app.issues.addIssue(lead, { title: 'Long waits', description: '' }),
    };
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const say = async (actor: PersonActor, text: string, fields: object = {}) => {
    scene.clock.nowMs += 1000;
    const input = { kind: on.kind, subjectId: on.id, text, ...fields };
    return (await scene.app.discussion.writeMessage(actor, input)).messageId;
  };
  const read = (actor: PersonActor, ref = on) => scene.app.discussion.getDiscussion(actor, ref);
  const see = async (actor: PersonActor, id: string): Promise<Message> => {
    const found = (await read(actor)).messages.find((message) => message.id === id);
    if (!found) throw new Error('There is no such message.');
    return found;
  };
  const wordsOf = ({ words }: Message): string =>
    (words?.pieces ?? [])
      .map((piece) =>
        piece.kind === 'text' ? piece.text : piece.kind === 'link' ? piece.href : `<${piece.name}>`,
      )
      .join('');
  /** Kinds of notices that wait. */
  const waitingOf = async ({ id }: PersonActor) =>
    (
      await scene.app.database.db
        .selectFrom('notice')
        .select('kind')
        .where('person_id', '=', id)
        .where('done_at_ms', 'is', null)
        .orderBy('at_ms')
        .orderBy('id')
        .execute()
    ).map(({ kind }) => kind);

  test.skipIf(isAbsent)('[DI1] [DI2] who sees a thing reads and writes, and nobody else', async () => {
    const { discussion } = scene.app;
    const id = await say(ada, 'First\nline. Mail to anna.kowalska@example.com');
    expect(await see(bartek, id)).toMatchObject({ byName: 'Ada Wit', isMine: false, may: [] });
    expect(wordsOf(await see(bartek, id))).toMatch(/^First\nline\. Mail to (?!anna)/);
    expect((await see(ada, id)).may).toEqual(['change', 'remove']);
    expect((await see(lead, id)).may).toEqual(['remove']);
    expect(await read(bartek)).toMatchObject({ count: 1, older: 0, isWatching: false, waiting: [] });
    const input = { kind: 'issue', subjectId: on.id, text: 'x' };
    const guest = { kind: 'guest', id: 'g', name: 'G', workshopId: 'w' } as never; // whatever a guest is
    await expect(discussion.writeMessage(NOBODY, input)).rejects.toMatchObject({ code: 'not-signed-in' });
    await expect(discussion.writeMessage(guest, input)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(discussion.getDiscussion(guest, on)).rejects.toMatchObject({ code: 'forbidden' });
    for (const ref of [
      { kind: 'issue', id: 'none' },
      { kind: 'person', id: ada.id },
    ] as const) {
      const refused = { code: 'not-found' };
      await expect(discussion.getDiscussion(lead, ref)).rejects.toMatchObject(refused);
      await expect(
        discussion.writeMessage(lead, { kind: ref.kind, subjectId: ref.id, text: 'x' }),
      ).rejects.toMatchObject(refused);
    }
  });

  test.skipIf(isAbsent)(
    '[DI2] of a workshop only those who are in it hear, write and are called',
    async () => {
      const { app } = scene;
      const workshopId = await app.workshop.createWorkshop(lead, {
        ...{ title: 'Waits', problem: 'Long waits', goal: '', template: '5m', language: 'en' },
      });
      await app.workshop.invitePeople(lead, { workshopId, personIds: [ada.id] });
      on = { kind: 'workshop', id: workshopId };
      const id = await say(lead, '@Ada Wit and @Bartek');
      expect(wordsOf(await see(ada, id))).toBe('<Ada Wit> and @Bartek');
      expect((await read(lead)).people.map(({ label }) => label)).toEqual(['Ada Wit']);
      await expect(read(bartek)).rejects.toMatchObject({ code: 'not-found' });
      await expect(say(bartek, 'x')).rejects.toMatchObject({ code: 'not-found' });
      await expect(say(lead, 'x', { isQuestion: 'true', askedId: bartek.id })).rejects.toMatchObject({
        issues: [{ path: 'askedId', message: 'discussion.cannotSee' }],
      });
      const pick = { messageId: id, version: 1, text: 'y' };
      await expect(app.discussion.changeMessage(bartek, pick)).rejects.toMatchObject({ code: 'not-found' });
      await expect(app.discussion.removeMessage(bartek, pick)).rejects.toMatchObject({ code: 'not-found' });
      expect(await waitingOf(bartek)).toEqual([]);
    },
  );

  test.skipIf(isAbsent)('[DI1] a discussion ends at its most messages', async () => {
    const rows = Array.from({ length: MOST_MESSAGES - 1 }, (_, index) => ({
      ...{
        id: `m${index}`,
        subject_kind: on.kind,
        subject_id: on.id,
        text: 'x',
        by_id: ada.id,
        at_ms: index,
      },
      ...{ edited_at_ms: null, removed_at_ms: null, removed_by: null, question_state: null, asked_id: null },
      ...{ answers_id: null, quote_kind: null, quote_id: null },
    }));
    for (let at = 0; at < rows.length; at += 500)
      await scene.app.database.db
        .insertInto('message')
        .values(rows.slice(at, at + 500))
        .execute();
    await say(ada, 'the last one');
    await expect(say(ada, 'x')).rejects.toMatchObject({ reason: 'discussion.full' });
  });

  test.skipIf(isAbsent)(
    '[DI3] [DI11] who is called is told, under their present name, and once',
    async () => {
      const id = await say(lead, 'Look, @Ada Wit and @Ada Wit, @Lena Lead');
      expect(await waitingOf(ada)).toEqual(['discussion.mentioned']);
      expect(await waitingOf(lead)).toEqual([]);
      await scene.app.database.db
        .updateTable('person')
        .set({ name: 'Ada Nowa' })
        .where('id', '=', ada.id)
        .execute();
      expect(wordsOf(await see(bartek, id))).toBe('Look, <Ada Nowa> and <Ada Nowa>, <Lena Lead>');
      expect((await see(lead, id)).words?.written).toBe('Look, @Ada Nowa and @Ada Nowa, @Lena Lead');
      const many = await Promise.all(
        Array.from({ length: MOST_MENTIONS + 1 }, (_, index) => scene.person(`Person${index} X`)),
      );
      const call = (people: readonly PersonActor[]) => people.map(({ name }) => `@${name}`).join(' ');
      await say(lead, call(many.slice(1)));
      await expect(say(lead, call(many))).rejects.toMatchObject({
        issues: [{ message: 'discussion.tooManyCalls' }],
      });
    },
  );

  test.skipIf(isAbsent)('[DI4] a quoted message is shown as it is now, or as removed', async () => {
    const { discussion } = scene.app;
    const id = await say(ada, 'Nine minutes');
    const quoting = await say(bartek, 'So long?', { quoteKind: 'message', quoteId: id });
    const quoteOf = async () => (await see(lead, quoting)).words?.quote;
    expect(await quoteOf()).toEqual({ state: 'message', id, byName: 'Ada Wit', text: 'Nine minutes' });
    await discussion.changeMessage(ada, { messageId: id, version: 1, text: 'Ten minutes' });
    expect(await quoteOf()).toMatchObject({ text: 'Ten minutes' });
    await discussion.removeMessage(ada, { messageId: id });
    expect(await quoteOf()).toEqual({ state: 'removed' });
    const refused = { reason: 'discussion.quoteGone' };
    await expect(say(lead, 'x', { quoteKind: 'message', quoteId: id })).rejects.toMatchObject(refused);
    await expect(say(lead, 'x', { quoteKind: 'insight', quoteId: 'none' })).rejects.toMatchObject(refused);
    const here = await say(ada, 'Here');
    on = { kind: 'issue', id: await scene.app.issues.addIssue(lead, { title: 'Other', description: '' }) };
    await expect(say(lead, 'x', { quoteKind: 'message', quoteId: here })).rejects.toMatchObject(refused);
  });

  test.skipIf(isAbsent)(
    '[DI6] what stood before stays beside the message, and a stale change is refused',
    async () => {
      const { discussion } = scene.app;
      const id = await say(ada, 'Nine minutes, @Bartek');
      const change = (actor: PersonActor, version: number, text: string) =>
        discussion.changeMessage(actor, { messageId: id, version, text });
      await change(ada, 1, 'Ten minutes, @Lena Lead');
      const seen = await see(bartek, id);
      expect(wordsOf(seen)).toBe('Ten minutes, <Lena Lead>');
      expect(seen.words?.earlier).toMatchObject([
        { pieces: [{ text: 'Nine minutes, ' }, { kind: 'person', name: 'Bartek' }] },
      ]);
      expect(seen.words?.editedAtMs).toBe(scene.clock.nowMs);
      expect([await waitingOf(bartek), await waitingOf(lead)]).toEqual([
        [],
        ['discussion.news', 'discussion.mentioned'],
      ]);
      await expect(change(ada, 1, 'Eleven')).rejects.toMatchObject({ code: 'stale' });
      await expect(change(lead, 2, 'Eleven')).rejects.toMatchObject({ code: 'forbidden' });
      await change(ada, 2, 'Ten minutes, @Lena Lead'); // nothing else
      for (let version = 2; version <= MOST_EDITS; version++)
        await change(ada, version, `Version ${version}`);
      await expect(change(ada, MOST_EDITS + 1, 'Once more')).rejects.toMatchObject({
        reason: 'discussion.changedOften',
      });
      const history = await scene.app.access.getHistory(lead, { kind: 'issue', id: on.id });
      expect(history.map(({ action }) => action)).toContain('discussion.change');
    },
  );

  test.skipIf(isAbsent)('[DI7] of a removed message the place stays and no word', async () => {
    const { discussion, database } = scene.app;
    const id = await say(ada, 'SECRET one, @Bartek');
    await discussion.changeMessage(ada, { messageId: id, version: 1, text: 'SECRET two, @Bartek' });
    await expect(discussion.removeMessage(bartek, { messageId: id })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await discussion.removeMessage(lead, { messageId: id });
    expect(await see(bartek, id)).toMatchObject({
      words: null,
      removed: { byName: 'Lena Lead', atMs: scene.clock.nowMs },
      may: [],
    });
    expect((await read(bartek)).count).toBe(0);
    expect(await waitingOf(bartek)).toEqual([]);
    const { db } = database;
    for (const table of await db.introspection.getTables()) {
      const rows = await db
        .selectFrom(table.name as 'message')
        .selectAll()
        .execute(); // each of them
      expect([table.name, JSON.stringify(rows).includes('SECRET')]).toEqual([table.name, false]);
    }
    const gone = { code: 'gone' };
    await expect(discussion.removeMessage(ada, { messageId: id })).rejects.toMatchObject(gone);
    await expect(
      discussion.changeMessage(ada, { messageId: id, version: 3, text: 'x' }),
    ).rejects.toMatchObject(gone);
  });

  test.skipIf(isAbsent)(
    '[DI8] [DI9] one press asks who brought the issue in, and waits for the answer',
    async () => {
      const { discussion } = scene.app;
      expect((await read(ada)).asks).toMatchObject({ id: lead.id });
      expect((await read(lead)).asks).toBeNull();
      const question = await say(ada, 'Since when?', { isQuestion: 'true' });
      expect(await waitingOf(lead)).toEqual(['discussion.asked']);
      expect((await see(bartek, question)).question).toEqual({
        state: 'waiting',
        askedName: 'Lena Lead',
        isToMe: false,
      });
      const mine = await discussion.getMyQuestions(lead);
      expect(mine.asked).toMatchObject([
        { id: question, text: 'Since when?', byName: 'Ada Wit', title: 'Long waits' },
      ]);
      expect(mine.asked[0]?.href).toMatch(new RegExp(`^/issues/\\d+\\?panel=talk&at=${question}$`));
      expect((await discussion.getMyQuestions(ada)).awaited).toHaveLength(1);
      expect((await read(bartek)).waiting).toEqual([{ id: question, askedName: 'Lena Lead', isToMe: false }]);
      const answer = { questionId: question, text: 'Since May' };
      await expect(discussion.answerQuestion(bartek, answer)).rejects.toMatchObject({ code: 'forbidden' });
      scene.clock.nowMs += 1000;
      const { messageId } = await discussion.answerQuestion(lead, answer);
      expect(await see(bartek, messageId)).toMatchObject({ answersId: question });
      expect((await see(bartek, question)).question?.state).toBe('answered');
      expect([await waitingOf(lead), await waitingOf(ada)]).toEqual([[], ['discussion.answered']]);
      await expect(discussion.answerQuestion(lead, answer)).rejects.toMatchObject({
        reason: 'discussion.notWaiting',
      });
      // Without its answer it waits again, and who was asked is told anew.
      await discussion.removeMessage(lead, { messageId });
      expect((await see(ada, question)).question?.state).toBe('waiting');
      expect(await waitingOf(lead)).toEqual(['discussion.asked']);
      await discussion.removeMessage(ada, { messageId: question });
      expect([await waitingOf(lead), (await discussion.getMyQuestions(lead)).asked]).toEqual([[], []]);
      await expect(say(lead, 'Anybody?', { isQuestion: 'true' })).rejects.toMatchObject({
        issues: [{ message: 'discussion.nobodyToAsk' }],
      });
      await expect(say(lead, 'I?', { isQuestion: 'true', askedId: lead.id })).rejects.toMatchObject({
        issues: [{ message: 'discussion.notOneself' }],
      });
    },
  );

  test.skipIf(isAbsent)(
    '[DI8] a question about an issue in a project reaches its owner, a muted one as well',
    async () => {
      await scene.app.projects.proposeProject(lead, {
        ...{ title: 'Shorter', aim: 'Nobody waits', ownerId: ada.id, deputyId: bartek.id, budget: '100' },
        ...{ currency: 'PLN', startsOn: '2027-11-03', endsOn: '2027-12-03', issueId: on.id },
      });
      expect((await read(lead)).asks).toMatchObject({ id: ada.id });
      await scene.app.database.db
        .insertInto('notice_mute')
        .values({ person_id: ada.id, subject_kind: on.kind, subject_id: on.id, muted_at_ms: 1 })
        .execute();
      await say(bartek, 'News');
      await say(bartek, '@Ada Wit');
      expect(await waitingOf(ada)).toEqual([]);
      await say(lead, 'How far?', { isQuestion: 'true' });
      expect(await waitingOf(ada)).toEqual(['discussion.asked']);
    },
  );

  test.skipIf(isAbsent)(
    '[DI8] of a project the owner is asked, and while they are away the deputy',
    async () => {
      const projectId = await scene.app.projects.proposeProject(lead, {
        ...{ title: 'Shorter', aim: 'Nobody waits', ownerId: ada.id, deputyId: bartek.id, budget: '100' },
        ...{ currency: 'PLN', startsOn: '2027-11-03', endsOn: '2027-12-03' },
      });
      on = { kind: 'project', id: projectId };
      const asked = async (actor: PersonActor) => (await read(actor)).asks?.label;
      expect([await asked(lead), await asked(ada)]).toEqual(['Ada Wit', 'Bartek']);
      const days = { startsOn: '2026-11-02', endsOn: '2026-11-03' };
      await scene.app.leave.saveLeave(ada, { kind: 'holiday', ...days });
      expect(await asked(lead)).toBe('Bartek');
    },
  );

  test.skipIf(isAbsent)('[DI8] only so many questions of one person wait for another', async () => {
    const ask = () => say(bartek, 'Again?', { isQuestion: 'true', askedId: ada.id });
    for (let index = 0; index < MOST_OPEN_QUESTIONS; index++) await ask();
    await expect(ask()).rejects.toMatchObject({ reason: 'discussion.askedOften' });
    await say(bartek, 'And you?', { isQuestion: 'true', askedId: lead.id });
  });

  test.skipIf(isAbsent)('[DI10] [DI11] who watches has one notice as long as it waits', async () => {
    const { discussion, notify } = scene.app;
    const watch = (actor: PersonActor, isOn: boolean) =>
      discussion.setWatch(actor, { kind: on.kind, subjectId: on.id, isOn: String(isOn) });
    await watch(bartek, true);
    await say(ada, 'One');
    await say(ada, 'Two');
    expect([await waitingOf(bartek), await waitingOf(ada)]).toEqual([['discussion.news'], []]);
    expect(await waitingOf(lead)).toEqual(['discussion.news']); // who brought the issue in watches it
    // Who writes is done with what waited of the discussion.
    await say(bartek, 'Three');
    expect([await waitingOf(bartek), await waitingOf(ada)]).toEqual([[], ['discussion.news']]);
    await watch(lead, false);
    await watch(bartek, false);
    await say(ada, 'Four, @Bartek');
    expect(await waitingOf(bartek)).toEqual(['discussion.mentioned']);
    await say(bartek, 'Five');
    await say(ada, 'Six');
    expect(await waitingOf(bartek)).toEqual([]); // what was chosen holds
    expect(await read(bartek)).toMatchObject({ isWatching: false, isMuted: false });
    // A muted thing is heard of again by watching it.
    const { notices } = await notify.getInbox(lead, 'waiting');
    await notify.muteSubject(lead, { noticeId: notices[0]?.id });
    expect(await read(lead)).toMatchObject({ isWatching: false, isMuted: true });
    await say(ada, '@Lena Lead');
    expect(await waitingOf(lead)).toEqual([]);
    await watch(lead, true);
    expect(await read(lead)).toMatchObject({ isWatching: true, isMuted: false });
    await say(ada, 'Seven');
    expect(await waitingOf(lead)).toEqual(['discussion.news']);
    const found = await notify.getInbox(lead, 'waiting');
    expect(found.notices[0]?.href).toMatch(/^\/issues\/\d+\?panel=talk&at=/);
  });

  test.skipIf(isAbsent)('[DI13] older messages come by pieces, or back to one that is named', async () => {
    const { discussion } = scene.app;
    const ids: string[] = [];
    for (let index = 0; index < MESSAGES_A_PIECE + 5; index++) ids.push(await say(ada, `Message ${index}`));
    const newest = await discussion.getDiscussion(bartek, on);
    expect([newest.messages.length, newest.older, newest.count]).toEqual([MESSAGES_A_PIECE, 5, ids.length]);
    expect(newest.messages.at(-1)?.id).toBe(ids.at(-1));
    const all = await discussion.getDiscussion(bartek, on, { limit: 1000 });
    expect(all.messages.map(({ id }) => String(id))).toEqual(ids);
    const back = await discussion.getDiscussion(bartek, on, { at: ids[2] ?? '' });
    expect([back.messages[0]?.id, back.older]).toEqual([ids[2], 2]);
    for (const limit of [Number.NaN, -5, 1e12])
      expect(
        (await discussion.getDiscussion(bartek, on, { limit, at: 'none' })).messages.length,
      ).toBeGreaterThan(0);
  });

  test.skipIf(isAbsent)('[DI14] questions go to the successor of who leaves, words stay', async () => {
    const admin = await scene.person('Adam Admin', ['admin']);
    const question = await say(lead, 'How far?', { isQuestion: 'true', askedId: ada.id });
    const words = await say(ada, 'Nearly');
    await scene.app.people.switchOff(admin, { personId: ada.id, version: 1, successorId: bartek.id });
    expect((await see(lead, question)).question).toMatchObject({ askedName: 'Bartek' });
    expect(await waitingOf(bartek)).toContain('discussion.asked');
    expect((await see(lead, words)).byName).toBe('Ada Wit');
    expect((await scene.app.discussion.getMyQuestions(bartek)).asked).toHaveLength(1);
    expect(
      await scene.app.database.db
        .selectFrom('watch')
        .select('person_id')
        .where('person_id', '=', ada.id)
        .execute(),
    ).toEqual([]);
  });
});
