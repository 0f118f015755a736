import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { TEAM_TAG_FROM } from '#lib/shifts/diary/diary.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { migrate } from '../../database/migrate.ts';

describe.each(ENGINES)('diaries on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let mentor: PersonActor;
  let ola: PersonActor;
  let roundId: string;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena', ['lead']);
    mentor = await scene.person('Marek', ['mentor']);
    ola = await scene.person('Ola');
    roundId = await plan('Winter round');
    await signUp(ola);
    scene.clock.nowMs = Date.UTC(2026, 10, 10, 9);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const plan = async (title: string, startsOn = '2026-11-09', endsOn = '2026-11-10') =>
    scene.app.shifts.planRound(mentor, {
      ...{ title, goal: '', startsOn, endsOn, startsAt: '08:00', endsAt: '16:00', places: '10' },
      mentorIds: [mentor.id],
    });
  const signUp = async (person: PersonActor, id = roundId) => {
    const { tours } = await scene.app.shifts.getRound(mentor, id);
    await scene.app.shifts.signUp(person, { tourId: tours[0]?.id, scopes: ['chat'] });
  };
  const save = async (person: PersonActor, change: Record<string, unknown> = {}) =>
    scene.app.shifts.saveDiary(person, {
      ...{ roundId, day: '2026-11-10', version: '0', text: 'Nobody finds the invoice page.', ...change },
    });
  const read = async (reader: PersonActor) => scene.app.shifts.getRoundDiary(reader, roundId);
  const texts = async (reader: PersonActor) => (await read(reader)).published.map(({ text }) => text);

  test.skipIf(isAbsent)('[SH40] every command refuses who is not signed up', async () => {
    const { shifts } = scene.app;
    const jan = await scene.person('Jan');
    const pick = { roundId, entryId: 'x', version: '1' };
    const day = { roundId, day: '2026-11-10', version: '0', text: 'Seen' };
    const commands = [
      (actor: PersonActor) => shifts.saveDiary(actor, day),
      (actor: PersonActor) => shifts.publishDiary(actor, pick),
      (actor: PersonActor) => shifts.unpublishDiary(actor, pick),
      (actor: PersonActor) => shifts.removeDiary(actor, pick),
      (actor: PersonActor) => shifts.takeAway(actor, { roundId, text: 'Ask twice' }),
    ];
    for (const command of commands)
      await expect(command(jan)).rejects.toMatchObject({ reason: 'shifts.notSignedUp' });
    await expect(shifts.getRoundDiary(NOBODY, roundId)).rejects.toMatchObject({ code: 'not-signed-in' });
  });

  test.skipIf(isAbsent)(
    '[SH40] [SH41] a day has one private entry, whatever arrives twice or late',
    async () => {
      expect(await save(ola, { text: '  ' })).toMatchObject({ version: 0 });
      const first = await save(ola);
      expect(first.version).toBe(1);
      expect(await save(ola)).toEqual(first);
      const second = await save(ola, { version: '1', text: 'Everybody asks for it.' });
      expect(second).toEqual({ entryId: first.entryId, version: 2 });
      expect((await read(ola)).mine.map(({ text, day }) => [day, text])).toEqual([
        ['2026-11-10', 'Everybody asks for it.'],
      ]);
      await expect(save(ola, { day: '2026-11-11' })).rejects.toMatchObject({
        issues: [{ message: 'diary.notYet' }],
      });
    },
  );

  test.skipIf(isAbsent)('[SH45] an older version is refused with the newer text', async () => {
    await save(ola);
    await save(ola, { version: '1', text: 'From the phone' });
    await expect(save(ola, { version: '1', text: 'From the desk' })).rejects.toMatchObject({
      code: 'stale',
      current: { text: 'From the phone', version: 2 },
    });
    await expect(save(ola, { text: 'From a third place' })).rejects.toMatchObject({ code: 'stale' });
    // What only goes on from what is stored loses nothing.
    expect(await save(ola, { version: '1', text: 'From the phone, later' })).toMatchObject({ version: 3 });
  });

  test.skipIf(isAbsent)(
    '[SH6] [SH42] an entry is private until it is published, and private again at a press',
    async () => {
      const { shifts } = scene.app;
      const piotr = await scene.person('Piotr');
      const { entryId, version } = await save(ola);
      expect([await texts(lead), await texts(mentor), await texts(piotr)]).toEqual([[], [], []]);
      await shifts.publishDiary(ola, { roundId, entryId, version });
      const seen = ['Nobody finds the invoice page.'];
      expect([await texts(lead), await texts(mentor), await texts(piotr)]).toEqual([seen, seen, []]);
      // It is not written on: what is written now is another entry of the day.
      await save(ola, { text: 'Later that day' });
      expect((await read(ola)).mine).toHaveLength(2);
      await expect(
        shifts.unpublishDiary(ola, { roundId, entryId, version: version + 1 }),
      ).rejects.toMatchObject({ reason: 'diary.twoOfADay' });
      const [open] = (await read(ola)).mine.filter(({ publishedAtMs }) => publishedAtMs === null);
      const { undoId } = await shifts.removeDiary(ola, {
        ...{ roundId, entryId: open?.id, version: open?.version },
      });
      await shifts.unpublishDiary(ola, { roundId, entryId, version: version + 1 });
      expect(await texts(lead)).toEqual([]);
      await expect(scene.app.undo.takeBack(ola, undoId ?? '')).rejects.toMatchObject({
        reason: 'diary.twoOfADay',
      });
      await expect(
        shifts.removeDiary(piotr, { roundId, entryId, version: version + 2 }),
      ).rejects.toMatchObject({ code: 'forbidden' });
    },
  );

  test.skipIf(isAbsent)('[SH42] what was removed comes back by one press', async () => {
    const { entryId, version } = await save(ola);
    const { undoId } = await scene.app.shifts.removeDiary(ola, { roundId, entryId, version });
    expect((await read(ola)).mine).toEqual([]);
    await scene.app.undo.takeBack(ola, undoId ?? '');
    expect((await read(ola)).mine).toMatchObject([{ id: entryId, text: 'Nobody finds the invoice page.' }]);
  });

  test.skipIf(isAbsent)('[SH43] personal data of customers are masked before they are kept', async () => {
    await save(ola, { text: 'Jan wrote from jan@client.example, +48 601 234 567' });
    const { text } = (await read(ola)).mine[0] ?? { text: '' };
    expect(text).toBe('Jan wrote from [e-mail], [phone]');
  });

  test.skipIf(isAbsent)(
    '[SH44] the mark about the team is counted from five authors on, and shown to nobody',
    async () => {
      const { shifts } = scene.app;
      for (let n = 1; n <= TEAM_TAG_FROM; n++) {
        expect((await read(lead)).aboutTeam).toBeNull();
        const person = await scene.person(`Author ${n}`);
        scene.clock.nowMs = Date.UTC(2026, 10, 2, 8);
        await signUp(person);
        scene.clock.nowMs = Date.UTC(2026, 10, 10, 9);
        const { entryId, version } = await save(person, { isAboutTeam: 'on' });
        expect((await read(person)).mine[0]?.isAboutTeam).toBe(true);
        await shifts.publishDiary(person, { roundId, entryId, version });
      }
      const seen = await read(lead);
      expect(seen.aboutTeam).toBe(TEAM_TAG_FROM);
      expect(new Set(seen.published.map(({ isAboutTeam }) => isAboutTeam))).toEqual(new Set([null]));
      expect((await read(ola)).aboutTeam).toBeNull();
    },
  );

  test.skipIf(isAbsent)('[SH46] [SH47] earlier rounds stand there, and one thing is promised', async () => {
    await save(ola);
    scene.clock.nowMs = Date.UTC(2026, 10, 10, 9);
    const later = await plan('Spring round', '2027-03-08', '2027-03-09');
    await signUp(ola, later);
    const diary = await scene.app.shifts.getRoundDiary(ola, later);
    expect(diary.before).toMatchObject([
      { roundTitle: 'Winter round', entries: [{ text: 'Nobody finds the invoice page.' }] },
    ]);
    const promise = { roundId: later, text: 'Say what comes next', dueOn: '2027-04-01' };
    await scene.app.shifts.takeAway(ola, promise);
    await expect(scene.app.shifts.takeAway(ola, promise)).rejects.toMatchObject({
      reason: 'diary.oneTakeaway',
    });
    const { takeaway } = await scene.app.shifts.getRoundDiary(ola, later);
    expect(takeaway).toMatchObject({ text: 'Say what comes next', dueOn: '2027-04-01' });
    expect(await scene.app.commitments.listCommitments(lead, { kind: 'round', id: later })).toMatchObject([
      { text: 'Say what comes next' },
    ]);
  });

  test.skipIf(isAbsent)(
    '[SH42] what was written before stays read, on the day on which it was written',
    async () => {
      const { db } = scene.app.database;
      await db.schema.dropIndex('diary_entry_person').execute();
      await db.schema.dropTable('shift_takeaway').execute();
      for (const column of ['day', 'published_at_ms', 'is_about_team', 'version'])
        await db.schema.alterTable('diary_entry').dropColumn(column).execute();
      const writtenAtMs = Date.UTC(2026, 10, 9, 13);
      await sql`insert into diary_entry (id, round_id, person_id, text, written_at_ms)
      values ('old', ${roundId}, ${ola.id}, 'From before', ${writtenAtMs})`.execute(db);
      await sql`delete from kysely_migration where name = '0090-diaries'`.execute(db);
      await migrate(db, engine);
      expect((await read(lead)).published).toMatchObject([
        { text: 'From before', day: '2026-11-09', publishedAtMs: writtenAtMs, version: 1 },
      ]);
    },
  );
});
