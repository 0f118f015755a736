import { sql, type Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { PLAIN_QUERY } from '#lib/base/table-query.ts';
import {
  MOST_OPEN_SESSIONS,
  MOST_SESSION_ISSUES,
  MOST_SESSION_RATERS,
} from '#lib/issues/ratings/rating-session.ts';
import { FEWEST_RATERS } from '#lib/issues/standing.ts';
import { makeTestApp, NOBODY, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { up } from '../../database/migrations/0075-rating-sessions.ts';

const DAY_MS = 86_400_000;

describe.each(ENGINES)('rating sessions on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let raters: PersonActor[];
  let ids: string[];

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    scene.clock.nowMs = Date.parse('2026-12-01T09:00:00Z');
    lead = await scene.person('Lena Lead', ['lead']);
    raters = [];
    for (const name of ['Ada', 'Bob', 'Cyd', 'Dan']) raters.push(await scene.person(name));
    ids = [];
    for (const title of ['Queue', 'Menu', 'Invoice'])
      ids.push(await scene.app.issues.addIssue(lead, { title }));
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const make = async (change: Record<string, unknown> = {}): Promise<string> => {
    const { sessionId } = await scene.app.issues.makeRatingSession(lead, {
      ...{
        title: 'What first?',
        kind: 'live',
        endsOn: '',
        raterIds: raters.map(({ id }) => id),
        issueIds: ids,
      },
      ...change,
    });
    return sessionId;
  };
  /** Everybody rates an issue: one value a rater for both axes, null for keeping out. */
  const rateAll = async (sessionId: string, issueId: string, values: readonly (number | null)[]) => {
    for (const [at, value] of values.entries()) {
      const [rater] = raters.slice(at);
      if (!rater) throw new Error('no such rater');
      const said = value === null ? { abstains: 'on' } : { importance: value, urgency: value };
      await scene.app.issues.rateIssue(rater, { sessionId, issueId, ...said });
    }
  };
  const see = (actor: PersonActor, id: string) => scene.app.issues.getRatingSession(actor, id);
  const step = async (
    name: 'revealRatings' | 'startSecondRound' | 'cancelRatings',
    sessionId: string,
    more = {},
  ) => scene.app.issues[name](lead, { sessionId, version: (await see(lead, sessionId)).version, ...more });

  test.skipIf(isAbsent)('every command refuses who may not use it', async () => {
    const { issues } = scene.app;
    const sessionId = await make();
    const stranger = await scene.person('Stranger');
    for (const [actor, code] of [
      [NOBODY, 'not-signed-in'],
      [stranger, 'forbidden'],
    ] as const) {
      await expect(issues.makeRatingSession(actor, {})).rejects.toMatchObject({ code });
      const pick = { sessionId, version: 1 };
      await expect(issues.revealRatings(actor, pick)).rejects.toMatchObject({ code });
      await expect(issues.startSecondRound(actor, { ...pick, endsOn: '' })).rejects.toMatchObject({ code });
      await expect(issues.cancelRatings(actor, pick)).rejects.toMatchObject({ code });
      await expect(issues.getRatingDraft(actor, { ids: [] })).rejects.toMatchObject({ code });
    }
    const code = 'not-signed-in';
    await expect(issues.listRatingSessions(NOBODY)).rejects.toMatchObject({ code });
    await expect(issues.getRatingDesk(NOBODY, 'standing')).rejects.toMatchObject({ code });
    await expect(issues.getMyRatings(NOBODY)).rejects.toMatchObject({ code });
    await expect(issues.getIssueRatings(NOBODY, '')).rejects.toMatchObject({ code });
    // Whoever neither leads nor rates does not learn that it is there [IS49].
    const gone = { code: 'not-found' };
    await expect(issues.getRatingSession(stranger, sessionId)).rejects.toMatchObject(gone);
    await expect(issues.getRatingDesk(stranger, sessionId)).rejects.toMatchObject(gone);
    const rating = { sessionId, issueId: ids[0], importance: 3, urgency: 3 };
    await expect(issues.rateIssue(stranger, rating)).rejects.toMatchObject(gone);
    expect(await issues.listRatingSessions(stranger)).toEqual([]);
    await expect(issues.getRatingDesk(lead, sessionId)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)(
    '[IS41] [IS42] [IS47] nothing of a rating is seen by anybody before the reveal',
    async () => {
      const { issues } = scene.app;
      const told: string[] = [];
      const sessionId = await make();
      const [queue = '', menu = '', invoice = ''] = ids;
      const before = JSON.stringify([await see(lead, sessionId), await issues.getIssueList(lead)]);
      scene.app.bus.listen(({ event }) => told.push(`${event.kind} ${event.action}`));
      await rateAll(sessionId, queue, [5, 5, 1, 2]);
      await rateAll(sessionId, menu, [4, 4, 4, null]);
      // The server's answers to everybody are as they were before anybody rated.
      expect(JSON.stringify([await see(lead, sessionId), await issues.getIssueList(lead)])).toBe(before);
      expect(told).toEqual([]);
      expect(await issues.getIssueRatings(lead, queue)).toMatchObject({ result: null, session: null });
      const [ada, bob] = raters;
      if (!ada || !bob) throw new Error('no rater');
      const desk = await issues.getRatingDesk(ada, sessionId);
      expect(desk.issues.map(({ mine }) => mine)).toEqual([
        { importance: 5, urgency: 5 },
        { importance: 4, urgency: 4 },
        null,
      ]);
      await issues.rateIssue(ada, { sessionId, issueId: invoice, importance: 1, urgency: 5 });
      expect(told).toEqual(['notice change', 'ratings finish']);
      expect((await see(bob, sessionId)).raters).toMatchObject([
        { name: 'Ada', hasFinished: true },
        { name: 'Bob', hasFinished: false },
        { name: 'Cyd', hasFinished: false },
        { name: 'Dan', hasFinished: false },
      ]);
      const lines = await scene.app.database.db.selectFrom('audit_entry').select('action').execute();
      expect(lines.map(({ action }) => action).filter((action) => action.startsWith('ratings'))).toEqual([
        'ratings.make',
      ]);

      await step('revealRatings', sessionId);
      const shown = await see(bob, sessionId);
      expect(shown.issues.map(({ results }) => results)).toMatchObject([
        [{ raters: 4, abstained: 0, isDisputed: true, importance: { counts: [1, 1, 0, 0, 2] } }],
        [{ raters: 3, abstained: 1, isDisputed: false, importance: { median: 4, agreement: 1 } }],
        [null],
      ]);
      expect(await issues.getIssue(bob, menu)).toMatchObject({
        ...{ source: 'session', raters: 3, band: 'this-year' },
        priority: { importance: 4, urgency: 4 },
      });
      // One rated it: there is no total, and the standing session asks about it.
      expect(await issues.getIssue(bob, invoice)).toMatchObject({
        source: null,
        askedIn: null,
        decidedIn: null,
      });
      await issues.rateIssue(bob, { issueId: invoice, importance: 1, urgency: 5 });
      // After the reveal nothing changes.
      const late = { sessionId, issueId: queue, importance: 3, urgency: 3 };
      await expect(issues.rateIssue(bob, late)).rejects.toMatchObject({ reason: 'ratings.over' });
      await expect(issues.rateIssue(bob, { ...late, sessionId: undefined })).rejects.toMatchObject({
        reason: 'ratings.decided',
      });
    },
  );

  test.skipIf(isAbsent)(
    '[IS46] a second round asks the same people about what they disagreed on',
    async () => {
      const { issues } = scene.app;
      const sessionId = await make();
      const [queue = '', menu = ''] = ids;
      await rateAll(sessionId, queue, [5, 5, 1, 1]);
      await rateAll(sessionId, menu, [2, 2, 2, 2]);
      await step('revealRatings', sessionId);
      await expect(issues.revealRatings(lead, { sessionId, version: 1 })).rejects.toMatchObject({
        code: 'stale',
      });
      expect((await issues.getIssue(lead, queue)).priority).toMatchObject({
        importance: 3,
        isDisputed: true,
      });
      await step('startSecondRound', sessionId);
      const [ada] = raters;
      if (!ada) throw new Error('no rater');
      const desk = await issues.getRatingDesk(ada, sessionId);
      expect(desk.issues).toMatchObject([{ id: queue, mine: null, first: { raters: 4 } }]);
      await rateAll(sessionId, queue, [4, 4, 4, 5]);
      // What the first round found is seen meanwhile, and nothing of the second.
      expect((await see(lead, sessionId)).issues[0]).toMatchObject({
        results: [{ importance: { mean: 3 } }],
      });
      await step('revealRatings', sessionId);
      expect((await see(lead, sessionId)).issues[0]?.results).toMatchObject([
        { importance: { mean: 3 } },
        { importance: { mean: 4.25 } },
      ]);
      expect((await issues.getIssue(lead, queue)).priority).toMatchObject({
        importance: 4.25,
        isDisputed: false,
      });
      expect(await issues.getIssueRatings(lead, queue)).toMatchObject({
        ...{ result: { importance: { mean: 4.25 } }, first: { importance: { mean: 3 } } },
        session: { id: sessionId },
      });
      await expect(step('startSecondRound', sessionId)).rejects.toMatchObject({ reason: 'ratings.notNow' });
    },
  );

  test.skipIf(isAbsent)(
    '[IS46] what few say in a second round is not shown, and one called off leaves no trace',
    async () => {
      const sessionId = await make();
      const [queue = ''] = ids;
      await rateAll(sessionId, queue, [5, 5, 1, 1]);
      await step('revealRatings', sessionId);
      await step('startSecondRound', sessionId);
      await rateAll(sessionId, queue, [4, 4, 4]);
      await step('cancelRatings', sessionId);
      const { db } = scene.app.database;
      expect(await db.selectFrom('issue_rating').select('round').distinct().execute()).toEqual([
        { round: 1 },
      ]);
      expect(await see(lead, sessionId)).toMatchObject({ state: 'revealed', round: 1, may: { again: true } });
      await step('startSecondRound', sessionId);
      await rateAll(sessionId, queue, [4, 4, null, null]);
      await step('revealRatings', sessionId);
      expect((await see(lead, sessionId)).issues[0]?.results).toMatchObject([{ raters: 4 }, null]);
      expect((await scene.app.issues.getIssue(lead, queue)).priority).toMatchObject({
        raters: 4,
        importance: 3,
      });
    },
  );

  test.skipIf(isAbsent)(
    '[IS45] one until a day shows what came of it by itself, and by hand when all have finished',
    async () => {
      const { issues } = scene.app;
      await expect(make({ kind: 'day', endsOn: '2026-11-30' })).rejects.toMatchObject({
        issues: [{ path: 'endsOn' }],
      });
      const [queue = '', menu = ''] = ids;
      const sessionId = await make({ kind: 'day', endsOn: '2026-12-03', issueIds: [queue] });
      await rateAll(sessionId, queue, [1, 2, 3]);
      await expect(step('revealRatings', sessionId)).rejects.toMatchObject({ reason: 'ratings.notNow' });
      scene.clock.nowMs += 2 * DAY_MS;
      expect(await issues.revealDue()).toEqual({ revealed: 0 });
      scene.clock.nowMs += DAY_MS;
      const [ada] = raters;
      if (!ada) throw new Error('no rater');
      // Its day is over: nothing is taken even before the product has looked.
      const late = { sessionId, issueId: queue, importance: 3, urgency: 3 };
      await expect(issues.rateIssue(ada, late)).rejects.toMatchObject({ reason: 'ratings.over' });
      expect(await issues.revealDue()).toEqual({ revealed: 1 });
      expect(await issues.revealDue()).toEqual({ revealed: 0 });
      expect((await see(ada, sessionId)).issues[0]?.results).toMatchObject([{ importance: { mean: 2 } }]);
      const quick = await make({ kind: 'day', endsOn: '2026-12-20', issueIds: [menu] });
      await rateAll(quick, menu, [1, 2, null, 3]);
      await step('revealRatings', quick);
      expect((await see(ada, quick)).issues[0]?.results).toMatchObject([{ raters: 3, abstained: 1 }]);
    },
  );

  test.skipIf(isAbsent)('[IS44] an issue is rated at one place at a time', async () => {
    const { issues } = scene.app;
    const [queue = '', menu = '', invoice = ''] = ids;
    const [ada, bob] = raters;
    if (!ada || !bob) throw new Error('no rater');
    const sessionId = await make({ issueIds: [queue, menu] });
    expect(await issues.countUnrated(ada)).toBe(1);
    expect((await issues.getRatingDesk(ada, 'standing')).issues.map(({ id }) => id)).toEqual([invoice]);
    await expect(issues.rateIssue(ada, { issueId: queue, importance: 3, urgency: 3 })).rejects.toMatchObject({
      reason: 'ratings.askedElsewhere',
    });
    await expect(make()).rejects.toMatchObject({ reason: 'ratings.notFree', values: { n: 2 } });
    expect(await issues.getRatingDraft(lead, { query: '' })).toEqual({
      issues: [{ id: invoice, number: 3, title: 'Invoice' }],
      ...{ closed: 0, elsewhere: 2, beyond: 0 },
    });
    // What waits is found in the list, for whoever it waits.
    const missing = { ...PLAIN_QUERY, filters: { rating: ['missing'] } };
    expect((await issues.getIssueList(ada, missing)).total).toBe(3);
    expect((await issues.getIssueList(lead, missing)).total).toBe(1);
    expect(await issues.getMyRatings(ada)).toMatchObject([{ sessionId, issues: 2 }]);
    await rateAll(sessionId, queue, [2, 2, 2]);
    await step('cancelRatings', sessionId);
    const { db } = scene.app.database;
    expect(await db.selectFrom('issue_rating').select('round').execute()).toEqual([]);
    expect(await issues.getMyRatings(ada)).toEqual([]);
    await issues.rateIssue(bob, { issueId: queue, importance: 3, urgency: 3 });
  });

  test.skipIf(isAbsent)('[IS40] [IS44] a session holds so many people and issues, and no more', async () => {
    const many = Array.from({ length: MOST_SESSION_ISSUES + 1 }, (_, at) => `x${at}`);
    const codeOf = (change: Record<string, unknown>) =>
      make(change).then(
        () => 'made',
        (fault: { issues?: { path: string }[]; reason?: string }) => fault.issues?.[0]?.path ?? fault.reason,
      );
    const three = raters.slice(0, FEWEST_RATERS).map(({ id }) => id);
    expect([
      await codeOf({ issueIds: many }),
      await codeOf({ issueIds: many.slice(1) }),
      await codeOf({ issueIds: [] }),
      await codeOf({ raterIds: Array.from({ length: MOST_SESSION_RATERS + 1 }, (_, at) => `p${at}`) }),
      await codeOf({
        raterIds: Array.from({ length: MOST_SESSION_RATERS - 3 }, (_, at) => `p${at}`).concat(three),
      }),
      await codeOf({ raterIds: three.slice(1) }),
      await codeOf({ raterIds: three }),
    ]).toEqual(['issueIds', 'ratings.notFree', 'issueIds', 'raterIds', 'raterIds', 'raterIds', 'made']);
  });

  test.skipIf(isAbsent)('[IS40] so many sessions are open at once, and no more', async () => {
    const { db } = scene.app.database;
    const sessionId = await make({ issueIds: [ids[0]] });
    const row = await db
      .selectFrom('rating_session')
      .selectAll()
      .where('id', '=', sessionId)
      .executeTakeFirstOrThrow();
    const copies = Array.from({ length: MOST_OPEN_SESSIONS - 2 }, (_, at) => ({ ...row, id: `copy-${at}` }));
    await db.insertInto('rating_session').values(copies).execute();
    await make({ issueIds: [ids[1]] });
    await expect(make({ issueIds: [ids[2]] })).rejects.toMatchObject({ reason: 'ratings.tooManyOpen' });
  });

  test.skipIf(isAbsent)(
    '[IS44] how ratings of the standing session lie is shown by whole threes, and to who answered',
    async () => {
      const { issues } = scene.app;
      const [queue = ''] = ids;
      const [ada, bob, cyd, dan] = raters;
      if (!ada || !bob || !cyd || !dan) throw new Error('no rater');
      for (const [rater, value] of [
        [ada, 5],
        [bob, 4],
        [cyd, 5],
      ] as const)
        await issues.rateIssue(rater, { issueId: queue, importance: value, urgency: value });
      expect((await issues.getIssueRatings(ada, queue)).result).toMatchObject({
        importance: { counts: [0, 0, 0, 1, 2] },
      });
      expect((await issues.getIssueRatings(dan, queue)).result).toBeNull();
      // Who keeps out of it has answered, and is no rater.
      await issues.rateIssue(dan, { issueId: queue, abstains: true });
      expect(await issues.getIssue(dan, queue)).toMatchObject({
        raters: 3,
        hasAnswered: true,
        mine: undefined,
      });
      expect((await issues.getIssueRatings(dan, queue)).result).toMatchObject({ raters: 3, abstained: 0 });
      await expect(
        issues.rateIssue(dan, { issueId: queue, importance: 1, urgency: 1 }),
      ).rejects.toMatchObject({
        reason: 'issues.ratingFinal',
      });
    },
  );

  test.skipIf(isAbsent)(
    '[IS44] ratings of before move into the standing session, and show no more than they did',
    async () => {
      const { issues, database } = scene.app;
      const { db } = database;
      const [queue = ''] = ids;
      // As the database was before this step.
      for (const name of ['asked_in', 'decided_in']) {
        await sql`drop index ${sql.ref(`issue_${name}`)}`.execute(db);
        await sql`alter table issue drop column ${sql.ref(name)}`.execute(db);
      }
      for (const table of ['rating_session_issue', 'rating_session_person', 'rating_session', 'issue_rating'])
        await db.schema.dropTable(table).execute();
      await sql`create table issue_rating (issue_id text not null references issue (id) on delete cascade,
      person_id text not null references person (id) on delete cascade, importance integer not null,
      urgency integer not null, rated_at_ms bigint not null,
      constraint issue_rating_pk primary key (issue_id, person_id))`.execute(db);
      await sql`create index issue_rating_person_idx on issue_rating (person_id)`.execute(db);
      for (const [at, rater] of raters.entries())
        await sql`insert into issue_rating (issue_id, person_id, importance, urgency, rated_at_ms)
        values (${queue}, ${rater.id}, ${at + 1}, 2, ${at})`.execute(db);
      await up(db as unknown as Kysely<unknown>, engine); // a step knows no tables
      // What a later step added, of which ratings of before know nothing.
      await db.schema.alterTable('issue_rating').addColumn('filled_importance', 'integer').execute();
      await db.schema.alterTable('issue_rating').addColumn('other_reason', 'text').execute();
      const [ada, , , dan] = raters;
      if (!ada || !dan) throw new Error('no rater');
      expect(
        await db
          .selectFrom('issue_rating')
          .select(['session_id', 'importance', 'is_older'])
          .orderBy('rated_at_ms')
          .execute(),
      ).toEqual([1, 2, 3, 4].map((importance) => ({ session_id: 'standing', importance, is_older: 1 })));
      const [eve, fay] = [await scene.person('Eve'), await scene.person('Fay')];
      for (const person of [eve, fay])
        await issues.rateIssue(person, { issueId: queue, importance: 5, urgency: 5 });
      // The totals grow by three as before; how the ratings lie is not shown, as some were given before.
      expect((await issues.getIssue(lead, queue)).priority).toMatchObject({ raters: 6 });
      expect((await issues.getIssueRatings(lead, queue)).result).toBeNull();
      expect(await issues.getIssue(ada, queue)).toMatchObject({ mine: { importance: 1, urgency: 2 } });
    },
  );

  test.skipIf(isAbsent)(
    '[PE14] who leaves is waited for no more, and what they had finished stays',
    async () => {
      const { issues, people } = scene.app;
      const admin = await scene.person('Adam Admin', ['admin']);
      const [queue = ''] = ids;
      const sessionId = await make({ issueIds: [queue] });
      await rateAll(sessionId, queue, [5, 4, 3]);
      const [ada, , , dan] = raters;
      if (!ada || !dan) throw new Error('no rater');
      expect((await people.listConsequences(admin, dan.id)).consequences).toMatchObject([
        { kind: 'ratings', effect: 'freed', title: 'What first?' },
      ]);
      for (const { id } of [dan, ada])
        await people.switchOff(admin, { personId: id, version: 1, successorId: '' });
      expect((await see(lead, sessionId)).raters.map(({ name }) => name)).toEqual(['Ada', 'Bob', 'Cyd']);
      await step('revealRatings', sessionId);
      expect((await issues.getIssue(lead, queue)).priority).toMatchObject({ raters: 3, importance: 4 });
    },
  );
});
