import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MOST_STORIES } from '#lib/shifts/stories/story.ts';
import {
  MOST_ADDED_PEOPLE,
  MOST_STORY_ENTRIES,
  STORY_TEXT_MAX,
  STORY_TITLE_MAX,
} from '#lib/shifts/stories/story-forms.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

describe.each(ENGINES)('stories on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let mentor: PersonActor;
  let ola: PersonActor;
  let jan: PersonActor;
  let roundId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lis', ['lead']);
    mentor = await scene.person('Marta Maj', ['mentor']);
    ola = await scene.person('Ola Sowa');
    jan = await scene.person('Jan Kos');
    const { shifts } = scene.app;
    roundId = await shifts.planRound(mentor, {
      ...{ title: 'Winter round', goal: '', startsOn: '2026-11-09', endsOn: '2026-11-10' },
      ...{ startsAt: '08:00', endsAt: '16:00', places: '10', mentorIds: [mentor.id] },
    });
    const { tours } = await shifts.getRound(mentor, roundId);
    for (const guest of [ola, jan]) await shifts.signUp(guest, { tourId: tours[0]?.id, scopes: ['chat'] });
    scene.clock.nowMs = Date.UTC(2026, 10, 10, 9);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const write = async (author: PersonActor, text: string, isPublished = true) => {
    const { shifts } = scene.app;
    const saved = await shifts.saveDiary(author, { roundId, day: '2026-11-10', version: '0', text });
    if (isPublished) await shifts.publishDiary(author, { roundId, ...saved });
    return saved.entryId;
  };
  const OLAS = 'Nobody finds the page on which the invoices are. Marta Maj showed me where.';
  const JANS = 'The longest call was about a password that had been reset twice already.';
  const make = async (...entryIds: string[]) => {
    const { storyId } = await scene.app.shifts.addStory(lead, { roundId, title: 'Two days', entryIds });
    return storyId;
  };
  const get = (reader: PersonActor, storyId: string) =>
    scene.app.shifts.getStory(reader, { roundId, storyId });
  const pickOf = async (storyId: string) => ({
    ...{ roundId, storyId, version: (await get(lead, storyId)).version },
  });
  const peopleOf = async (storyId: string) =>
    (await get(lead, storyId)).people?.map(({ name, reason, answer }) => [name, reason, answer]);
  const ask = async (storyId: string) => scene.app.shifts.askStory(lead, await pickOf(storyId));
  const answer = async (person: PersonActor, storyId: string, said: 'yes' | 'no') =>
    scene.app.shifts.answerStory(person, { ...(await pickOf(storyId)), answer: said });
  const change = async (storyId: string, changed: Record<string, unknown>) => {
    const desk = await scene.app.shifts.getStoryDesk(lead, { roundId, storyId });
    await scene.app.shifts.changeStory(lead, {
      ...(await pickOf(storyId)),
      ...{ title: desk.title, text: desk.text, addedIds: desk.addedIds },
      entryIds: desk.entries.map(({ id }) => id),
      ...changed,
    });
  };
  const publish = async (storyId: string) => scene.app.shifts.publishStory(lead, await pickOf(storyId));
  const noticesOf = async (personId: string) =>
    (
      await scene.app.database.db
        .selectFrom('notice')
        .select(['kind', 'done_at_ms'])
        .where('person_id', '=', personId)
        .where('kind', 'like', 'story.%')
        .orderBy('at_ms')
        .execute()
    ).map(({ kind, done_at_ms }) => (done_at_ms === null ? kind : `${kind}, done`));

  test.skipIf(isAbsent)('[SH108] leads alone make and change stories; whoever is asked answers', async () => {
    const { shifts } = scene.app;
    const storyId = await make(await write(ola, OLAS));
    const pick = await pickOf(storyId);
    const words = { title: 'Two days', text: 'Other', entryIds: [], addedIds: [] };
    const commands = [
      (actor: PersonActor) => shifts.getStoryStart(actor, roundId),
      (actor: PersonActor) => shifts.getStoryDesk(actor, pick),
      (actor: PersonActor) => shifts.addStory(actor, { roundId, title: 'x', entryIds: ['x'] }),
      (actor: PersonActor) => shifts.changeStory(actor, { ...pick, ...words }),
      (actor: PersonActor) => shifts.askStory(actor, pick),
      (actor: PersonActor) => shifts.publishStory(actor, pick),
      (actor: PersonActor) => shifts.unpublishStory(actor, pick),
      (actor: PersonActor) => shifts.removeStory(actor, pick),
    ];
    for (const command of commands)
      await expect(command(mentor)).rejects.toMatchObject({ code: 'forbidden' });
    // Nobody was asked yet: for whom it concerns it is not there.
    await expect(get(ola, storyId)).rejects.toMatchObject({ code: 'not-found' });
    await expect(shifts.answerStory(ola, { ...pick, answer: 'yes' })).rejects.toMatchObject({
      code: 'not-found',
    });
    await expect(shifts.listStories(NOBODY, roundId)).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  test.skipIf(isAbsent)(
    '[SH108] a draft is made of published entries; authors and who is named have to agree',
    async () => {
      const { shifts } = scene.app;
      const first = await write(ola, `${OLAS} Write to anna@example.com.`);
      const second = await write(jan, JANS);
      const hidden = await write(mentor, 'Private', false).catch(() => 'none');
      expect((await shifts.getStoryStart(lead, roundId)).entries.map(({ id }) => id).toSorted()).toEqual(
        [first, second].toSorted(),
      );
      await expect(make(first, hidden)).rejects.toMatchObject({
        issues: [{ path: 'entryIds', message: 'stories.entryGone' }],
      });
      await expect(make()).rejects.toMatchObject({ issues: [{ message: 'stories.noEntry' }] });
      const storyId = await make(first, second);
      const { text, state } = await get(lead, storyId);
      expect(text).toContain('## Jan Kos, Nov 10, 2026');
      expect(text.indexOf('Jan Kos')).toBeLessThan(text.indexOf('Ola Sowa'));
      expect(text).not.toContain('anna@example.com');
      expect(state).toBe('draft');
      expect(await peopleOf(storyId)).toEqual([
        ['Jan Kos', 'author', null],
        ['Marta Maj', 'named', null],
        ['Ola Sowa', 'author', null],
      ]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH108] an entry stays as long as its words stand, and one that is copied in comes with its author',
    async () => {
      const storyId = await make(await write(ola, OLAS));
      await write(jan, JANS);
      await change(storyId, { entryIds: [], text: `It was said: ${OLAS}` });
      expect(await peopleOf(storyId)).toEqual([
        ['Marta Maj', 'named', null],
        ['Ola Sowa', 'author', null],
      ]);
      await change(storyId, { entryIds: [], text: `One call. ${JANS}`, addedIds: [mentor.id] });
      expect(await peopleOf(storyId)).toEqual([
        ['Jan Kos', 'author', null],
        ['Marta Maj', 'added', null],
      ]);
      await expect(change(storyId, { addedIds: ['nobody'] })).rejects.toMatchObject({
        issues: [{ path: 'addedIds', message: 'stories.personGone' }],
      });
    },
  );

  test.skipIf(isAbsent)(
    '[SH109] [SH110] it is published when everybody agreed, and read by everybody',
    async () => {
      const { shifts } = scene.app;
      const storyId = await make(await write(ola, OLAS));
      await expect(publish(storyId)).rejects.toMatchObject({ reason: 'stories.notAgreed' });
      await ask(storyId);
      expect(await noticesOf(ola.id)).toEqual(['story.asked']);
      expect(await get(ola, storyId)).toMatchObject({
        mine: { reason: 'author', answer: null },
        people: null,
      });
      await expect(get(jan, storyId)).rejects.toMatchObject({ code: 'not-found' });
      await answer(ola, storyId, 'yes');
      expect(await noticesOf(ola.id)).toEqual(['story.asked, done']);
      await expect(publish(storyId)).rejects.toMatchObject({ reason: 'stories.notAgreed' });
      expect(await noticesOf(lead.id)).toEqual([]);
      await answer(mentor, storyId, 'yes');
      expect(await noticesOf(lead.id)).toEqual(['story.agreed']);
      expect((await shifts.getRoundReport(jan, roundId)).stories).toEqual([]);
      await publish(storyId);
      expect(await get(jan, storyId)).toMatchObject({ state: 'published', mine: null, people: null });
      expect((await shifts.getRoundReport(jan, roundId)).stories).toMatchObject([{ title: 'Two days' }]);
      expect(await shifts.listStories(jan, roundId)).toMatchObject([{ id: storyId, state: 'published' }]);
      await expect(publish(storyId)).rejects.toMatchObject({ reason: 'stories.isPublished' });
    },
  );

  const published = async () => {
    const storyId = await make(await write(ola, OLAS));
    await ask(storyId);
    await answer(ola, storyId, 'yes');
    await answer(mentor, storyId, 'yes');
    await publish(storyId);
    return storyId;
  };

  test.skipIf(isAbsent)('[SH110] whoever takes consent back ends its publication at once', async () => {
    const storyId = await published();
    const seen = await get(ola, storyId);
    // Also on a page that is older than the story: nothing stands in the way of a no.
    await scene.app.shifts.answerStory(ola, { roundId, storyId, version: seen.version - 1, answer: 'no' });
    await expect(get(jan, storyId)).rejects.toMatchObject({ code: 'not-found' });
    expect(await get(ola, storyId)).toMatchObject({ state: 'asked', mine: { answer: 'no' } });
    expect(await noticesOf(lead.id)).toEqual(['story.withdrawn']);
    await expect(publish(storyId)).rejects.toMatchObject({ reason: 'stories.notAgreed' });
    await answer(ola, storyId, 'yes');
    await publish(storyId);
    expect(await get(jan, storyId)).toMatchObject({ state: 'published' });
  });

  test.skipIf(isAbsent)('[SH109] who declines gives no reason, and the lead is told', async () => {
    const storyId = await make(await write(ola, OLAS));
    await ask(storyId);
    await answer(ola, storyId, 'no');
    expect(await noticesOf(lead.id)).toEqual(['story.declined']);
    await answer(mentor, storyId, 'yes');
    expect(await peopleOf(storyId)).toEqual([
      ['Marta Maj', 'named', 'yes'],
      ['Ola Sowa', 'author', 'no'],
    ]);
    // Asked anew, only who has not agreed is asked.
    await ask(storyId);
    expect(await peopleOf(storyId)).toEqual([
      ['Marta Maj', 'named', 'yes'],
      ['Ola Sowa', 'author', null],
    ]);
    expect(await noticesOf(mentor.id)).toEqual([]);
  });

  test.skipIf(isAbsent)(
    '[SH111] other words forget what was answered, and are read by nobody yet',
    async () => {
      const storyId = await published();
      const old = await pickOf(storyId);
      await change(storyId, { text: `${OLAS}\n\nThat was all.` });
      await expect(get(jan, storyId)).rejects.toMatchObject({ code: 'not-found' });
      await expect(get(ola, storyId)).rejects.toMatchObject({ code: 'not-found' });
      expect(await peopleOf(storyId)).toEqual([
        ['Marta Maj', 'named', null],
        ['Ola Sowa', 'author', null],
      ]);
      await ask(storyId);
      // A yes is to the words that were read.
      await expect(scene.app.shifts.answerStory(ola, { ...old, answer: 'yes' })).rejects.toMatchObject({
        code: 'stale',
      });
      await expect(scene.app.shifts.publishStory(lead, old)).rejects.toMatchObject({
        code: 'stale',
        current: { title: 'Two days' },
      });
    },
  );

  test.skipIf(isAbsent)('[SH111] the same words stay agreed; who is added is asked first', async () => {
    const storyId = await published();
    await change(storyId, {});
    expect(await get(jan, storyId)).toMatchObject({ state: 'published' });
    await change(storyId, { addedIds: [jan.id] });
    await expect(get(jan, storyId)).rejects.toMatchObject({ code: 'not-found' });
    await ask(storyId);
    expect(await noticesOf(jan.id)).toEqual(['story.asked']);
    expect(await peopleOf(storyId)).toEqual([
      ['Jan Kos', 'added', null],
      ['Marta Maj', 'named', 'yes'],
      ['Ola Sowa', 'author', 'yes'],
    ]);
  });

  test.skipIf(isAbsent)(
    '[SH110] who gets a name that stands in it has to agree before it is published',
    async () => {
      const storyId = await make(await write(jan, 'Zofia Zima rang back within the hour, and said so.'));
      await ask(storyId);
      await answer(jan, storyId, 'yes');
      await scene.person('Zofia Zima');
      await expect(publish(storyId)).rejects.toMatchObject({ reason: 'stories.notAgreed' });
    },
  );

  test.skipIf(isAbsent)('[SH112] whoever has left cannot be asked; what they agreed to stays', async () => {
    const admin = await scene.person('Ada', ['admin']);
    const storyId = await make(await write(ola, OLAS));
    scene.clock.nowMs = Date.UTC(2026, 10, 20, 9);
    await scene.app.people.switchOff(admin, { personId: mentor.id, version: 1, successorId: '' });
    await expect(ask(storyId)).rejects.toMatchObject({ reason: 'stories.someLeft' });
    await change(storyId, { text: 'Nobody finds the page on which the invoices are.' });
    await ask(storyId);
    await answer(ola, storyId, 'yes');
    await publish(storyId);
    await scene.app.people.switchOff(admin, { personId: ola.id, version: 1, successorId: '' });
    expect(await get(jan, storyId)).toMatchObject({ state: 'published' });
  });

  test.skipIf(isAbsent)(
    '[SH108] a story is unpublished, removed, and brought back in one press',
    async () => {
      const { shifts, undo } = scene.app;
      const storyId = await published();
      await expect(shifts.removeStory(lead, await pickOf(storyId))).rejects.toMatchObject({
        reason: 'stories.isPublished',
      });
      await shifts.unpublishStory(lead, await pickOf(storyId));
      await expect(shifts.unpublishStory(lead, await pickOf(storyId))).rejects.toMatchObject({
        reason: 'stories.notPublished',
      });
      expect(await get(ola, storyId)).toMatchObject({ state: 'agreed' });
      const { undoId } = await shifts.removeStory(lead, await pickOf(storyId));
      await expect(get(lead, storyId)).rejects.toMatchObject({ code: 'not-found' });
      await undo.takeBack(lead, undoId ?? '');
      expect(await get(lead, storyId)).toMatchObject({ state: 'draft', title: 'Two days' });
      // Whoever agreed to these words need not do so again.
      await ask(storyId);
      await publish(storyId);
    },
  );

  test.skipIf(isAbsent)('[SH110] only what is published is found', async () => {
    const storyId = await published();
    const find = async (reader: PersonActor) =>
      (await scene.app.search.findMatches(reader, { q: 'invoices', kind: 'story', page: 1 })).hits.map(
        ({ id }) => id,
      );
    expect(await find(jan)).toEqual([storyId]);
    await scene.app.shifts.unpublishStory(lead, await pickOf(storyId));
    expect(await find(lead)).toEqual([]);
  });

  test.skipIf(isAbsent)('[SH108] a story and a round hold so much and no more', async () => {
    const { shifts } = scene.app;
    const entryId = await write(ola, OLAS);
    const storyId = await make(entryId);
    for (const [text, title, isFine] of [
      ['x'.repeat(STORY_TEXT_MAX), 't'.repeat(STORY_TITLE_MAX), true],
      ['x'.repeat(STORY_TEXT_MAX + 1), 'Title', false],
      ['Text', 't'.repeat(STORY_TITLE_MAX + 1), false],
    ] as const) {
      const changed = change(storyId, { text, title });
      await (isFine
        ? changed
        : expect(changed).rejects.toMatchObject({ issues: [{ message: 'form.tooLong' }] }));
    }
    const strangers = (n: number) => Array.from({ length: n }, (_, i) => `nobody-${i}`);
    const refused = (message: string) => ({ issues: [{ message }] });
    await change(storyId, { entryIds: strangers(MOST_STORY_ENTRIES) });
    await expect(change(storyId, { entryIds: strangers(MOST_STORY_ENTRIES + 1) })).rejects.toMatchObject(
      refused('stories.tooMany'),
    );
    await expect(change(storyId, { addedIds: strangers(MOST_ADDED_PEOPLE) })).rejects.toMatchObject(
      refused('stories.personGone'),
    );
    await expect(change(storyId, { addedIds: strangers(MOST_ADDED_PEOPLE + 1) })).rejects.toMatchObject(
      refused('stories.tooMany'),
    );
    for (let n = 1; n < MOST_STORIES; n += 1) await make(entryId);
    await expect(make(entryId)).rejects.toMatchObject({ reason: 'stories.full' });
    expect(await shifts.listStories(lead, roundId)).toHaveLength(MOST_STORIES);
  });
});
