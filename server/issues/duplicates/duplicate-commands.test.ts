import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { makeTestApp, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';
import { MOST_PAIRS, MOST_SIMILAR_ISSUES } from './duplicate-commands.ts';

const PROJECT = { aim: 'A', budget: '1', currency: 'PLN', startsOn: '2027-01-01', endsOn: '2027-02-01' };

describe.each(ENGINES)('issues that are the same on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let people: PersonActor[];

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine);
    lead = await scene.person('Lena', ['lead']);
    people = [];
    for (const name of ['Ada', 'Bea', 'Cyd', 'Dan', 'Ewa']) people.push(await scene.person(name));
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  const add = (title: string, by: PersonActor = lead) => scene.app.issues.addIssue(by, { title });
  const merge = (fromId: string, into: string) => scene.app.issues.mergeIssues(lead, { fromId, into });
  const projectOf = (title: string, issueId: string) =>
    scene.app.projects.proposeProject(lead, {
      ...{ ...PROJECT, title, issueId, ownerId: lead.id, deputyId: people[0]?.id ?? '' },
    });
  /** All that two issues are, apart from how often they were changed. */
  const dump = async (ids: readonly string[]) => {
    const { db } = scene.app.database;
    const issues = await db
      .selectFrom('issue')
      .selectAll()
      .where('id', 'in', ids)
      .orderBy('number')
      .execute();
    const of = async (table: 'issue_rating' | 'issue_reporter' | 'issue_cause' | 'project_issue') =>
      (await db.selectFrom(table).selectAll().where('issue_id', 'in', ids).execute())
        .map((row) => JSON.stringify(row))
        .sort();
    return {
      issues: issues.map((row) => ({ ...row, version: 0 })),
      ratings: await of('issue_rating'),
      reporters: await of('issue_reporter'),
      causes: await of('issue_cause'),
      projects: await of('project_issue'),
    };
  };

  test.skipIf(isAbsent)('[IS25] likely duplicates of a title are found as it is typed', async () => {
    const waits = await add('Długi czas oczekiwania na infolinii');
    await add('Faktura przychodzi w dwóch kopertach');
    await add('Oddział zamknięty w piątki');
    expect(
      await scene.app.issues.listSimilarIssues(people[0] ?? lead, 'długie oczekiwanie na infolinii'),
    ).toMatchObject([{ id: waits, outcome: 'open' }]);
    expect(await scene.app.issues.listSimilarIssues(lead, 'dł')).toEqual([]);
    for (let more = 0; more <= MOST_SIMILAR_ISSUES; more++) await add('Reklamacja czeka tygodniami');
    expect(await scene.app.issues.listSimilarIssues(lead, 'Reklamacja czeka tygodniami')).toHaveLength(
      MOST_SIMILAR_ISSUES,
    );
  });

  test.skipIf(isAbsent)(
    '[IS26] pairs that look alike are shown until somebody says that they are not the same',
    async () => {
      const [one, other] = [await add('Niejasne faktury'), await add('Faktura jest niejasna')];
      await add('Oddział zamknięty w piątki');
      expect(await scene.app.issues.listLikelyPairs(lead)).toMatchObject({
        pairs: [{ older: { id: one }, newer: { id: other } }],
        total: 1,
      });
      const { undoId } = await scene.app.issues.tellApart(lead, { oneId: other, otherId: one });
      expect((await scene.app.issues.listLikelyPairs(lead)).total).toBe(0);
      await scene.app.undo.takeBack(lead, undoId ?? '');
      expect((await scene.app.issues.listLikelyPairs(lead)).total).toBe(1);
      await merge(other, one);
      expect((await scene.app.issues.listLikelyPairs(lead)).total).toBe(0);
      await expect(scene.app.issues.listLikelyPairs(people[0] ?? lead)).rejects.toMatchObject({
        code: 'forbidden',
      });
      for (let more = 0; more < 11; more++) await add('Reklamacja czeka tygodniami');
      const { pairs, total } = await scene.app.issues.listLikelyPairs(lead);
      expect([pairs.length, total]).toEqual([MOST_PAIRS, 55]);
      expect(total > MOST_PAIRS + 1).toBe(true);
    },
  );

  test.skipIf(isAbsent)(
    '[IS27] [IS29] a merge loses nothing, and one press makes two of one again',
    async () => {
      const [ada = lead, bea = lead, cyd = lead] = people;
      const [from, into] = [await add('A', ada), await add('B', bea)];
      await scene.app.issues.triageIssues(lead, { ids: [from, into], triage: 'accepted' });
      const rate = (by: PersonActor, issueId: string, value: number) =>
        scene.app.issues.rateIssue(by, { issueId, importance: value, urgency: value });
      await rate(ada, from, 5);
      await rate(bea, from, 4);
      await rate(bea, into, 2);
      await rate(cyd, into, 3);
      const projectId = await projectOf('Call back', from);
      const before = await dump([from, into]);
      const { number, undoId } = await merge(
        from,
        String((await scene.app.issues.getIssue(lead, into)).number),
      );
      const stands = await scene.app.issues.getIssue(lead, into);
      expect([number, stands.raters, stands.state]).toEqual([stands.number, 3, 'project']);
      expect(await scene.app.issues.getTriage(lead, into)).toMatchObject({
        reporters: ['Ada', 'Bea'],
        duplicates: [{ id: from }],
      });
      expect(await scene.app.issues.getTriage(lead, from)).toMatchObject({
        triage: 'duplicate',
        duplicateOf: { number: stands.number, title: 'B' },
      });
      expect((await scene.app.projects.getProject(lead, projectId)).issues.map(({ id }) => id)).toEqual([
        into,
      ]);
      await scene.app.issues.tellOutcomes();
      const { db } = scene.app.database;
      const notices = await db.selectFrom('notice').select('kind').where('person_id', '=', ada.id).execute();
      expect(notices.map(({ kind }) => kind).sort()).toEqual(['reported.duplicate', 'reported.project']);
      await db.updateTable('issue').set({ told_state: 'open' }).where('id', 'in', [from, into]).execute();
      await scene.app.undo.takeBack(lead, undoId ?? '');
      const after = await dump([from, into]);
      const plain = (state: typeof before) => ({
        ...state,
        issues: state.issues.map((row) => ({ ...row, told_state: '' })),
      });
      expect(plain(after)).toEqual(plain(before));
    },
  );

  test.skipIf(isAbsent)(
    '[IS27] the trail of an issue goes back through those that were merged into it',
    async () => {
      const [from, into] = [await add('A'), await add('B')];
      const origin = { kind: 'finding', findingId: 'f', reporter: 'Ada' };
      await scene.app.database.db
        .updateTable('issue')
        .set({ origin: JSON.stringify(origin), origin_key: 'finding:f' })
        .where('id', '=', from)
        .execute();
      await merge(from, into);
      const trail = await scene.app.trail.getTrail(lead, { kind: 'issue', id: into });
      expect(trail.find(({ step }) => step === 'cause')).toMatchObject({ thing: { reporter: 'Ada' } });
    },
  );

  test.skipIf(isAbsent)('[IS28] what cannot be one is refused, and nothing changes', async () => {
    const [one, two, three] = [await add('A'), await add('B'), await add('C')];
    await projectOf('P', one);
    await projectOf('Q', two);
    const before = await dump([one, two, three]);
    await expect(merge(one, two)).rejects.toMatchObject({
      reason: 'issues.merge.twoProjects',
      values: { one: 'P', other: 'Q' },
    });
    await expect(merge(one, one)).rejects.toMatchObject({ reason: 'issues.merge.itself' });
    await expect(merge(one, '9999')).rejects.toMatchObject({ issues: [{ path: 'into' }] });
    expect(await dump([one, two, three])).toEqual(before);
    await scene.app.issues.triageIssues(lead, { ids: [three], triage: 'declined', reason: 'No' });
    await expect(merge(one, three)).rejects.toMatchObject({ reason: 'issues.merge.notTakenUp' });
    await merge(three, one);
    await expect(merge(three, two)).rejects.toMatchObject({ reason: 'issues.merge.already' });
    await expect(
      scene.app.issues.mergeIssues(people[0] ?? lead, { fromId: one, into: two }),
    ).rejects.toMatchObject({ code: 'forbidden' });
  });

  test.skipIf(isAbsent)('[IS29] a merge stays where somebody changed one of both since', async () => {
    const [from, into] = [await add('A'), await add('B')];
    const { undoId } = await merge(from, into);
    await scene.app.issues.setIssueStates(lead, { ids: [into], state: 'done' });
    await expect(scene.app.undo.takeBack(lead, undoId ?? '')).rejects.toMatchObject({
      reason: 'issues.merge.movedOn',
    });
  });

  test.skipIf(isAbsent)(
    '[IS27] [IS29] whatever hangs on two issues, a merge loses nothing and its undo brings all back',
    async () => {
      const { db } = scene.app.database;
      let round = 0;
      const some = fc.subarray([0, 1, 2, 3, 4]);
      await fc.assert(
        fc.asyncProperty(
          fc.record({ rated: some, reported: some, causes: fc.nat(3) }),
          fc.record({ rated: some, reported: some, causes: fc.nat(3) }),
          fc.constantFrom('none', 'from', 'into', 'both'),
          async (left, right, project) => {
            round += 1;
            const ids = [await add(`Left ${round}`), await add(`Right ${round}`)] as const;
            for (const [at, side] of [left, right].entries()) {
              const id = ids[at] ?? '';
              for (const index of side.rated) {
                scene.clock.nowMs += 1;
                const rating = { issueId: id, importance: 1 + index, urgency: 1 + at };
                await scene.app.issues.rateIssue(people[index] ?? lead, rating);
              }
              await db.deleteFrom('issue_reporter').where('issue_id', '=', id).execute();
              for (const index of side.reported)
                await db
                  .insertInto('issue_reporter')
                  .values({ issue_id: id, person_id: people[index]?.id ?? '' })
                  .execute();
              for (let cause = 0; cause < side.causes; cause++)
                await db
                  .insertInto('issue_cause')
                  .values({ workshop_id: 'w', cause_id: `${id}/${cause}`, issue_id: id })
                  .execute();
            }
            if (project === 'from' || project === 'both') await projectOf('P', ids[0]);
            if (project === 'into') await projectOf('P', ids[1]);
            if (project === 'both') {
              const rows = await db
                .selectFrom('project_issue')
                .selectAll()
                .where('issue_id', '=', ids[0])
                .execute();
              await db
                .insertInto('project_issue')
                .values(rows.map((row) => ({ ...row, issue_id: ids[1] })))
                .execute();
              await db.updateTable('issue').set({ state: 'project' }).where('id', '=', ids[1]).execute();
            }
            scene.clock.nowMs += 1;
            const before = await dump(ids);
            const { undoId } = await merge(ids[0], ids[1]);
            const ofInto = async (table: 'issue_rating' | 'issue_reporter') =>
              (await db.selectFrom(table).select('person_id').where('issue_id', '=', ids[1]).execute())
                .map(({ person_id }) => people.findIndex(({ id }) => id === person_id))
                .sort();
            const union = (name: 'rated' | 'reported') =>
              [...new Set([...left[name], ...right[name]])].sort();
            expect(await ofInto('issue_rating')).toEqual(union('rated'));
            expect(await ofInto('issue_reporter')).toEqual(union('reported'));
            const causes = await db
              .selectFrom('issue_cause')
              .select('cause_id')
              .where('issue_id', '=', ids[1])
              .execute();
            expect(causes.length).toBe(left.causes + right.causes);
            const projects = await db
              .selectFrom('project_issue')
              .select('project_id')
              .where('issue_id', '=', ids[1])
              .execute();
            expect(projects.length).toBe(project === 'none' ? 0 : 1);
            // Who rated the one that stands keeps what they said of it.
            const own = await db
              .selectFrom('issue_rating')
              .selectAll()
              .where('issue_id', '=', ids[1])
              .execute();
            for (const index of right.rated)
              expect(own.find(({ person_id }) => person_id === people[index]?.id)?.urgency).toBe(2);
            await scene.app.undo.takeBack(lead, undoId ?? '');
            expect(await dump(ids)).toEqual(before);
          },
        ),
        { numRuns: 25 },
      );
    },
  );
});
