// Above 300 lines: one rule after another on both engines, and what an adversary would look at.
import { sql } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { COMMENTS_FROM_VOTES, COUNTS_FROM_VOTES } from '#lib/base/urn.ts';
import { LONGEST_URN_COMMENT } from '#lib/base/agreement/agreement-forms.ts';
import { LONGEST_PULSE_QUESTION } from '#lib/rhythms/team-pulse-forms.ts';
import {
  APART_DAYS,
  MOST_OPEN_DAYS,
  MOST_PULSE_PEOPLE,
  MOST_PULSE_QUESTIONS,
  MOST_PULSES,
  PULSE_ASKS_SHOWN,
} from '#lib/rhythms/team-pulse.ts';
import { dayAfter } from '#lib/base/days.ts';
import type { Queries } from '#server/database/engine.ts';
import { hashInput } from '#server/requests/hash-input.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

/** Monday, the day on which the clock of a test begins, and the last one of an ask of five working days. */
const MONDAY = '2026-11-02';
const FRIDAY = '2026-11-06';
const AFTER = '2026-11-07';
const QUESTIONS = ['I know what is expected of me', 'I can do my work'];

describe.each(ENGINES)('pulses on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let people: PersonActor[];

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena Lead', ['lead']);
    people = [];
    for (let i = 0; i < COMMENTS_FROM_VOTES + 2; i++) people.push(await scene.person(`Member ${i}`));
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const member = (index: number): PersonActor => people[index] as PersonActor; // there are more than any test asks for
  const idsOf = (from: number, until: number) => people.slice(from, until).map(({ id }) => id);
  const make = async (asked: number | readonly string[], fields: Record<string, unknown> = {}) =>
    (
      await scene.app.rhythms.makeTeamPulse(lead, {
        title: 'How we are',
        questions: QUESTIONS.join('\n'),
        askedIds: typeof asked === 'number' ? idsOf(0, asked) : asked,
        ...{ unit: 'week', every: '2', startsOn: MONDAY, openDays: '5' },
        ...fields,
      })
    ).pulseId;
  const run = () => scene.app.rhythms.askTeamPulses();
  const goTo = (day: string) => (scene.clock.nowMs = Date.parse(`${day}T08:00:00Z`));
  const see = (actor: PersonActor, id: string) => scene.app.rhythms.getTeamPulse(actor, id);
  const askOf = async (id: string) => {
    const { open } = await see(lead, id);
    if (!open) throw new Error('nothing is open');
    return open.id;
  };
  const answer = async (actor: PersonActor, id: string, values: readonly number[] = [4, 2], comment = '') =>
    scene.app.rhythms.answerTeamPulse(actor, {
      askId: await askOf(id),
      ...Object.fromEntries(values.map((value, index) => [`ballot${index}`, String(value)])),
      ballotComment: comment,
    });
  const opened = async (asked: number, fields: Record<string, unknown> = {}) => {
    const id = await make(asked, fields);
    expect(await run()).toMatchObject({ opened: 1 });
    return id;
  };
  const closeNow = async (day = AFTER) => {
    goTo(day);
    expect((await run()).closed).toBeGreaterThan(0);
  };
  const kindsOf = async ({ id: personId }: PersonActor) =>
    (
      await scene.app.database.db
        .selectFrom('notice')
        .select('kind')
        .where('person_id', '=', personId)
        .orderBy('at_ms')
        .orderBy('id')
        .execute()
    ).map(({ kind }) => kind);

  test.skipIf(isAbsent)('[RH11] a pulse says whom it asks what and when, within its limits', async () => {
    const issue = (path: string, message: string) => ({ issues: [{ path, message }] });
    const few = make(COUNTS_FROM_VOTES - 1);
    await expect(few).rejects.toMatchObject(issue('askedIds', 'rhythms.pulse.tooFewAsked'));
    const lines = (n: number) => Array.from({ length: n }, (_, i) => `Question ${i}`).join('\n');
    const questions = (text: string) => make(COUNTS_FROM_VOTES, { questions: text });
    await expect(questions('')).rejects.toMatchObject(issue('questions', 'form.required'));
    await expect(questions(lines(MOST_PULSE_QUESTIONS + 1))).rejects.toMatchObject(
      issue('questions', 'rhythms.pulse.tooManyQuestions'),
    );
    await expect(questions('Twice\nTwice')).rejects.toMatchObject(
      issue('questions', 'rhythms.pulse.questionTwice'),
    );
    await expect(questions('x'.repeat(LONGEST_PULSE_QUESTION + 1))).rejects.toMatchObject(
      issue('questions', 'rhythms.pulse.longQuestion'),
    );
    const many = Array.from({ length: MOST_PULSE_PEOPLE + 1 }, (_, at) => `p-${at}`);
    await expect(make(many)).rejects.toMatchObject(issue('askedIds', 'rhythms.pulse.tooManyAsked'));
    await expect(make(many.slice(1))).rejects.toMatchObject(issue('askedIds', 'rhythms.askedGone'));
    for (const openDays of ['0', String(MOST_OPEN_DAYS + 1)])
      await expect(make(COUNTS_FROM_VOTES, { openDays })).rejects.toMatchObject({
        issues: [{ path: 'openDays' }],
      });
    const id = await make(COUNTS_FROM_VOTES, {
      openDays: String(MOST_OPEN_DAYS),
      questions: `${lines(MOST_PULSE_QUESTIONS - 1)}\n${'x'.repeat(LONGEST_PULSE_QUESTION)}`,
    });
    expect(await see(lead, id)).toMatchObject({
      title: 'How we are',
      askedNames: people.slice(0, COUNTS_FROM_VOTES).map(({ name }) => name),
      nextOn: MONDAY,
      open: null,
      closed: [],
    });
    expect((await see(lead, id)).questions).toHaveLength(MOST_PULSE_QUESTIONS);
  });

  test.skipIf(isAbsent)('[RH11] so many go on at a time', async () => {
    for (let i = 0; i < MOST_PULSES; i++) await make(COUNTS_FROM_VOTES);
    await expect(make(COUNTS_FROM_VOTES)).rejects.toMatchObject({ reason: 'rhythms.pulse.full' });
    const [first] = await scene.app.rhythms.listTeamPulses(lead);
    const { undoId } = await scene.app.rhythms.endTeamPulse(lead, { pulseId: first?.id, version: 1 });
    await make(COUNTS_FROM_VOTES);
    await expect(scene.app.undo.takeBack(lead, undoId ?? '')).rejects.toMatchObject({
      reason: 'rhythms.pulse.full',
    });
  });

  test.skipIf(isAbsent)(
    '[RH17] leads make and end; leads and whom it asks see it, others nothing',
    async () => {
      const id = await opened(COUNTS_FROM_VOTES);
      const stranger = member(COUNTS_FROM_VOTES);
      const { rhythms, subjects } = scene.app;
      const input = { title: 'x', questions: 'y', askedIds: idsOf(0, 5), unit: 'week', startsOn: MONDAY };
      await expect(rhythms.makeTeamPulse(member(0), input)).rejects.toMatchObject({ code: 'forbidden' });
      await expect(rhythms.endTeamPulse(member(0), { pulseId: id, version: 1 })).rejects.toMatchObject({
        code: 'forbidden',
      });
      await expect(see(stranger, id)).rejects.toMatchObject({ code: 'not-found' });
      await expect(answer(stranger, id)).rejects.toMatchObject({ code: 'not-found' });
      await expect(answer(lead, id)).rejects.toMatchObject({ code: 'forbidden' });
      const unknown = { askId: 'x', ballot0: '1', ballot1: '1' };
      await expect(rhythms.answerTeamPulse(lead, unknown)).rejects.toMatchObject({ code: 'not-found' });
      expect(await rhythms.listTeamPulses(stranger)).toEqual([]);
      expect(await rhythms.listTeamPulses(member(0))).toMatchObject([{ id, open: { isAsked: true } }]);
      expect((await subjects.find(stranger, [{ kind: 'pulse', id }])).size).toBe(0);
      expect(await subjects.listReaders({ kind: 'pulse', id })).toEqual(
        new Set([lead.id, ...idsOf(0, COUNTS_FROM_VOTES)]),
      );
      expect(await rhythms.getMyPulses(stranger)).toEqual([]);
      expect(await rhythms.getMyPulses(member(0))).toMatchObject([{ pulseId: id, endsOn: FRIDAY }]);
    },
  );

  test.skipIf(isAbsent)(
    '[RH12] an ask opens on its day, closes after its last one, and comes again',
    async () => {
      const id = await opened(COUNTS_FROM_VOTES);
      expect(await run()).toEqual({ closed: 0, opened: 0, reminded: 0 });
      expect((await see(member(0), id)).open).toMatchObject({ openedOn: MONDAY, endsOn: FRIDAY });
      expect(await kindsOf(member(0))).toEqual(['pulse.ask']);
      goTo(FRIDAY);
      await answer(member(0), id);
      // Reminded once, on the last day, whoever has not answered.
      expect(await run()).toEqual({ closed: 0, opened: 0, reminded: COUNTS_FROM_VOTES - 1 });
      expect(await run()).toMatchObject({ reminded: 0 });
      expect(await kindsOf(member(0))).toEqual([]);
      expect(await kindsOf(member(1))).toEqual(['pulse.ask', 'pulse.last']);
      goTo(AFTER);
      // Over, also before it was closed.
      await expect(answer(member(1), id)).rejects.toMatchObject({ reason: 'rhythms.pulse.over' });
      expect(await scene.app.rhythms.getMyPulses(member(1))).toEqual([]);
      expect(await run()).toMatchObject({ closed: 1 });
      expect(await run()).toMatchObject({ closed: 0 });
      for (const one of [member(0), member(1), lead]) expect(await kindsOf(one)).toEqual(['pulse.closed']);
      expect(await see(lead, id)).toMatchObject({ open: null, nextOn: '2026-11-16' });
      goTo('2026-11-16');
      expect(await run()).toMatchObject({ opened: 1 });
    },
  );

  test.skipIf(isAbsent)(
    '[RH12] it closes before the next one at the latest; a season is left out',
    async () => {
      const id = await opened(COUNTS_FROM_VOTES, { every: '1', openDays: String(MOST_OPEN_DAYS) });
      expect((await see(lead, id)).open).toMatchObject({ endsOn: '2026-11-08' });
      goTo('2026-11-09');
      expect(await run()).toMatchObject({ closed: 1, opened: 1 });
      await scene.app.database.db
        .insertInto('season')
        .values({
          id: 's',
          kind: 'peak',
          name: 'Bills',
          starts_on: '2026-11-16',
          ends_on: '2026-11-20',
          version: 1,
        })
        .execute();
      goTo('2026-11-16');
      expect(await run()).toMatchObject({ closed: 1, opened: 0 });
    },
  );

  test.skipIf(isAbsent)('[RH12] ended, it asks no more, and what is open closes on its day', async () => {
    const id = await opened(COUNTS_FROM_VOTES);
    const { rhythms, undo } = scene.app;
    await expect(rhythms.endTeamPulse(lead, { pulseId: id, version: 7 })).rejects.toMatchObject({
      code: 'stale',
    });
    const { undoId } = await rhythms.endTeamPulse(lead, { pulseId: id, version: 1 });
    await expect(rhythms.endTeamPulse(lead, { pulseId: id, version: 2 })).rejects.toMatchObject({
      reason: 'rhythms.pulse.ended',
    });
    expect(await see(lead, id)).toMatchObject({ isEnded: true, nextOn: null });
    await answer(member(0), id);
    await undo.takeBack(lead, undoId ?? '');
    expect(await see(lead, id)).toMatchObject({ isEnded: false, version: 3 });
    await rhythms.endTeamPulse(lead, { pulseId: id, version: 3 });
    await closeNow();
    goTo('2026-11-16');
    expect(await run()).toMatchObject({ opened: 0 });
  });

  test.skipIf(isAbsent)('[RH13] each question is answered once, with one of five', async () => {
    const id = await opened(COMMENTS_FROM_VOTES);
    await expect(answer(member(0), id, [4])).rejects.toMatchObject({ issues: [{ path: 'ballot1' }] });
    await expect(answer(member(0), id, [0, 6])).rejects.toMatchObject({
      issues: [{ path: 'ballot0' }, { path: 'ballot1' }],
    });
    await expect(answer(member(0), id, [4, 1.5])).rejects.toMatchObject({ issues: [{ path: 'ballot1' }] });
    const long = 'x'.repeat(LONGEST_URN_COMMENT + 1);
    await expect(answer(member(0), id, [4, 2], long)).rejects.toMatchObject({
      issues: [{ path: 'ballotComment' }],
    });
    await answer(member(0), id, [4, 2], long.slice(1));
    await expect(answer(member(0), id, [1, 1])).rejects.toMatchObject({
      reason: 'rhythms.pulse.answeredBefore',
    });
    expect((await see(member(0), id)).open).toMatchObject({ isAsked: true, hasAnswered: true });
    expect(await scene.app.rhythms.getMyPulses(member(0))).toEqual([]);
  });

  test.skipIf(isAbsent)(
    '[RH13] two who answer at once both count, and one who presses twice once',
    async () => {
      const id = await opened(COUNTS_FROM_VOTES);
      const twice = await Promise.allSettled(
        [...people.slice(0, COUNTS_FROM_VOTES), member(0)].map((person) => answer(person, id, [5, 1])),
      );
      expect(twice.filter(({ status }) => status === 'rejected')).toHaveLength(1);
      await closeNow();
      expect((await see(lead, id)).closed).toMatchObject([
        {
          answered: COUNTS_FROM_VOTES,
          counts: [
            [0, 0, 0, 0, COUNTS_FROM_VOTES],
            [COUNTS_FROM_VOTES, 0, 0, 0, 0],
          ],
        },
      ]);
    },
  );

  test.skipIf(isAbsent)('[RH14] of fewer than five answers nothing is shown, nor kept', async () => {
    const id = await opened(COMMENTS_FROM_VOTES);
    for (let i = 0; i < COUNTS_FROM_VOTES - 1; i++) await answer(member(i), id, [1, 1], `Secret ${i}`);
    await closeNow();
    expect((await see(lead, id)).closed).toMatchObject([
      { answered: COUNTS_FROM_VOTES - 1, asked: COMMENTS_FROM_VOTES, counts: null, comments: null },
    ]);
    expect(await dump(scene.app.database.db)).not.toContain('Secret');
    await nothingIsLeft();
  });

  test.skipIf(isAbsent)('[RH14] from five answers the counts are shown, from ten the comments', async () => {
    const id = await opened(COMMENTS_FROM_VOTES);
    for (let i = 0; i < COMMENTS_FROM_VOTES - 1; i++) await answer(member(i), id, [3, 3], `Secret ${i}`);
    await closeNow();
    expect((await see(member(9), id)).closed).toMatchObject([
      {
        counts: [
          [0, 0, COMMENTS_FROM_VOTES - 1, 0, 0],
          [0, 0, COMMENTS_FROM_VOTES - 1, 0, 0],
        ],
        comments: null,
      },
    ]);
    expect(await dump(scene.app.database.db)).not.toContain('Secret');
    goTo('2026-11-16');
    await run();
    for (let i = COMMENTS_FROM_VOTES - 1; i >= 0; i--)
      await answer(member(i), id, [2, 5], i % 3 === 0 ? `Word ${9 - i}` : '');
    await closeNow('2026-11-21');
    expect((await see(lead, id)).closed[0]).toMatchObject({
      answered: COMMENTS_FROM_VOTES,
      comments: ['Word 0', 'Word 3', 'Word 6', 'Word 9'],
    });
    await nothingIsLeft();
  });

  test.skipIf(isAbsent)('[RH14] where nine are asked, no comment is taken', async () => {
    const id = await opened(COMMENTS_FROM_VOTES - 1);
    await answer(member(0), id, [3, 3], 'Secret');
    expect(await dump(scene.app.database.db)).not.toContain('Secret');
  });

  const nothingIsLeft = async () => {
    const { db } = scene.app.database;
    for (const table of ['team_pulse_urn', 'team_pulse_turnout'] as const)
      expect(await db.selectFrom(table).selectAll().execute()).toEqual([]);
  };

  test.skipIf(isAbsent)('[RH13] while it is open nobody sees anything of it, the lead included', async () => {
    const id = await opened(COMMENTS_FROM_VOTES);
    const looks = async () =>
      Promise.all(
        [lead, member(9)].map(async (actor) =>
          JSON.stringify([
            await see(actor, id),
            await scene.app.rhythms.listTeamPulses(actor),
            await scene.app.rhythms.getMyPulses(actor),
          ]),
        ),
      );
    const before = await looks();
    for (let i = 0; i < COMMENTS_FROM_VOTES - 1; i++) await answer(member(i), id, [1, 5], 'Secret');
    expect(await looks()).toEqual(before);
    const { access, search } = scene.app;
    const admin = await scene.person('Adam', ['admin']);
    const { lines } = await access.listAudit(admin, {
      ...{ q: '', personId: null, actions: null, days: null },
      kinds: ['pulse'],
    });
    expect(lines.map(({ action, actorName }) => [action, actorName])).toEqual([['pulse.make', 'Lena Lead']]);
    expect((await search.findMatches(lead, { q: 'Secret', kind: null, page: 1 })).total).toBe(0);
  });

  /** Every row of the database, by table. */
  async function rowsOf(db: Queries): Promise<Record<string, string[]>> {
    const tables = await db.introspection.getTables();
    const rows: Record<string, string[]> = {};
    for (const { name } of tables) {
      if (name.startsWith('search_words') || name.startsWith('kysely')) continue;
      const table = name as 'person'; // whatever table it is
      rows[name] = (await db.selectFrom(table).selectAll().execute()).map((row) => JSON.stringify(row));
    }
    return rows;
  }
  const dump = async (db: Queries): Promise<string> => JSON.stringify(await rowsOf(db));

  test.skipIf(isAbsent)('[RH13] an answer changes two rows, and neither says who said what', async () => {
    const heard: string[] = [];
    scene.app.bus.listen(({ event }) => void heard.push(`${event.kind} ${event.id}`));
    const id = await opened(COMMENTS_FROM_VOTES);
    heard.length = 0;
    const before = await rowsOf(scene.app.database.db);
    scene.clock.nowMs += 60_000;
    await answer(member(3), id, [5, 1], 'Secret');
    const after = await rowsOf(scene.app.database.db);
    const changed = Object.keys(after).filter(
      (table) => JSON.stringify(after[table]?.toSorted()) !== JSON.stringify(before[table]?.toSorted()),
    );
    expect(changed.toSorted()).toEqual(['notice', 'team_pulse_turnout', 'team_pulse_urn']);
    expect(after.notice?.length).toBe((before.notice?.length ?? 0) - 1);
    const urn = after.team_pulse_urn?.join() ?? '';
    expect(urn).not.toContain(member(3).id);
    expect(urn).not.toContain(String(scene.clock.nowMs).slice(0, 8));
    expect(after.team_pulse_turnout?.join()).not.toContain('Secret');
    // The answerer's own inbox is counted anew, and nobody else's page.
    expect(heard).toEqual([`notice ${member(3).id}`]);
  });

  test.skipIf(isAbsent)('[RH13] where rows lie says nothing of who answered first', async () => {
    const places = async (order: readonly number[]) => {
      const id = await opened(COMMENTS_FROM_VOTES);
      for (const index of order) await answer(member(index), id);
      const { db } = scene.app.database;
      const askId = await askOf(id);
      const { rows } =
        engine === 'sqlite'
          ? await sql<{ place: string; writing: string; person_id: string }>`
              select rowid as place, '' as writing, person_id from team_pulse_turnout
              where ask_id = ${askId} order by rowid`.execute(db)
          : await sql<{ place: string; writing: string; person_id: string }>`
              select ctid::text as place, xmin::text as writing, person_id from team_pulse_turnout
              where ask_id = ${askId} order by ctid`.execute(db);
      // All of them were written by the last answer.
      expect(new Set(rows.map(({ writing }) => writing)).size).toBe(1);
      return rows.map(({ person_id }) => person_id);
    };
    expect(await places([7, 2, 5, 0])).toEqual(await places([0, 5, 2, 7]));
  });

  test.skipIf(isAbsent)('[RH13] the urn is the same whoever answered first', async () => {
    const one = await opened(COMMENTS_FROM_VOTES);
    const other = await opened(COMMENTS_FROM_VOTES);
    const said = [
      [[1, 5], 'b'],
      [[2, 4], 'a'],
      [[5, 5], ''],
      [[2, 1], 'c'],
    ] as const;
    for (const [index, [values, comment]] of said.entries()) {
      await answer(member(index), one, values, comment);
      const [last, words] = said[said.length - 1 - index] ?? said[0];
      await answer(member(index), other, last, words);
    }
    const urns = await scene.app.database.db.selectFrom('team_pulse_urn').select('content').execute();
    expect(urns).toHaveLength(2);
    expect(new Set(urns.map(({ content }) => content)).size).toBe(1);
  });

  test.skipIf(isAbsent)('[RH13] the key of a press says nothing of what was pressed', async () => {
    const press = { askId: 'a', ballot0: '1', ballot1: '2', ballotComment: '' };
    expect(await hashInput({ ...press, ballot0: '5', ballot1: '3', ballotComment: 'Dear' })).toBe(
      await hashInput(press),
    );
  });

  test.skipIf(isAbsent)('[RH13] who is away is not reminded, and is asked all the same', async () => {
    const id = await opened(COUNTS_FROM_VOTES);
    await scene.app.leave.saveLeave(member(0), {
      ...{ personId: member(0).id, kind: 'holiday', startsOn: FRIDAY, endsOn: FRIDAY },
    });
    goTo(FRIDAY);
    expect(await run()).toMatchObject({ reminded: COUNTS_FROM_VOTES - 1 });
    expect(await kindsOf(member(0))).toEqual(['pulse.ask']);
    await answer(member(0), id);
  });

  test.skipIf(isAbsent)('[RH15] the last asks are shown, the newest first', async () => {
    const id = await opened(COUNTS_FROM_VOTES, { every: '1' });
    for (let week = 1; week <= PULSE_ASKS_SHOWN + 1; week++) {
      goTo(dayAfter(MONDAY, 7 * week + 3));
      await run();
    }
    const { closed } = await see(lead, id);
    expect(closed).toHaveLength(PULSE_ASKS_SHOWN);
    expect(closed[0]?.openedOn).toBe(dayAfter(MONDAY, 7 * PULSE_ASKS_SHOWN + 3));
  });

  test.skipIf(isAbsent)('[RH16] no second pulse asks nearly the same people', async () => {
    const id = await make(8);
    const near = { issues: [{ path: 'askedIds', message: 'rhythms.pulse.tooNear' }] };
    await expect(make(9)).rejects.toMatchObject(near);
    await expect(make(7)).rejects.toMatchObject(near);
    await expect(make(idsOf(1, 9))).rejects.toMatchObject(near);
    await make(8);
    await scene.app.rhythms.endTeamPulse(lead, { pulseId: id, version: 1 });
    const [other] = (await scene.app.rhythms.listTeamPulses(lead)).filter(({ isEnded }) => !isEnded);
    await scene.app.rhythms.endTeamPulse(lead, { pulseId: other?.id, version: 1 });
    goTo(dayAfter(MONDAY, APART_DAYS - 1));
    await expect(make(9, { startsOn: '2027-01-04' })).rejects.toMatchObject(near);
    goTo(dayAfter(MONDAY, APART_DAYS + 1));
    await make(9, { startsOn: '2027-01-04' });
  });

  test.skipIf(isAbsent)('[RH16] of two that are made at once and ask nearly the same, one is', async () => {
    // Only an organisation that is set up has the row that those who make one wait for.
    const token = await scene.app.access.renewSetUpToken();
    const first = { name: 'First', email: 'first@example.org', locale: 'en', organisation: 'Test' };
    await scene.app.access.setUp({ ...first, password: 'fish bones and causes', token });
    const both = await Promise.allSettled([make(8), make(9)]);
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test.skipIf(isAbsent)(
    '[RH18] who is switched off is asked no more; what is open stays as it is',
    async () => {
      const admin = await scene.person('Adam', ['admin']);
      const id = await opened(COUNTS_FROM_VOTES);
      await answer(member(0), id);
      const turnout = () => scene.app.database.db.selectFrom('team_pulse_turnout').selectAll().execute();
      const before = await turnout();
      await scene.app.people.switchOff(admin, { personId: member(0).id, version: 1, successorId: '' });
      expect(await turnout()).toEqual(before);
      expect((await see(lead, id)).askedNames).toHaveLength(COUNTS_FROM_VOTES - 1);
      await closeNow();
      // Four are too few to be asked.
      goTo('2026-11-16');
      expect(await run()).toMatchObject({ opened: 0 });
      expect(await see(lead, id)).toMatchObject({ open: null, nextOn: '2026-11-30' });
    },
  );
});
