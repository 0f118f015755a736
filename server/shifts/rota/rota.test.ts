import type { Kysely } from 'kysely';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { MAX_SHARE, MIN_SHARE } from '#lib/shifts/wishes/wish.ts';
import { up } from '../../database/migrations/0102-round-modes.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

const DAY_MS = 24 * 3_600_000;

describe.each(ENGINES)('rounds with a rota on $title', ({ engine, isAbsent }) => {
  let scene: TestApp;
  let lead: PersonActor;
  let mentor: PersonActor;

  beforeEach(async () => {
    if (isAbsent) return;
    scene = await makeTestApp(engine); // Monday, 2 November 2026, 9:00 in Warsaw
    lead = await scene.person('Lena', ['lead']);
    mentor = await scene.person('Marek', ['mentor']);
  });
  afterEach(async () => {
    if (!isAbsent) await scene.close();
  });

  /** A round of Monday, Tuesday and Wednesday, answered until 6 November. */
  const plan = async (change: Record<string, unknown> = {}) => {
    const roundId = await scene.app.shifts.planRound(lead, {
      ...{ title: 'Winter round', startsOn: '2026-11-23', endsOn: '2026-11-25', closesOn: '2026-11-06' },
      ...{ startsAt: '08:00', endsAt: '16:00', places: '1', mode: 'rota', mentorIds: [mentor.id] },
      ...change,
    });
    const { tours } = await scene.app.shifts.getRound(lead, roundId);
    return { roundId, tourIds: tours.map(({ id }) => id) };
  };
  type Round = Awaited<ReturnType<typeof plan>>;
  const wish = (person: PersonActor, { roundId, tourIds }: Round, said: string[], change = {}) =>
    scene.app.shifts.saveWish(person, {
      ...{ roundId, version: 0, maxTours: '1', scopes: ['chat'] },
      choices: Object.fromEntries(tourIds.map((id, at) => [id, said[at] ?? 'no'])),
      ...change,
    });
  const closeAnswers = () => (scene.clock.nowMs = Date.UTC(2026, 10, 7, 9));
  const rotaOf = ({ roundId }: Round) => scene.app.shifts.getRota(lead, roundId);
  const propose = async (round: Round) => {
    const { draft } = await rotaOf(round);
    await scene.app.shifts.proposeRota(lead, { roundId: round.roundId, version: draft?.version ?? 0 });
    await scene.app.jobs.settled();
    const { draft: proposed } = await rotaOf(round);
    if (!proposed) throw new Error('nothing was proposed');
    return proposed;
  };
  const publish = async (round: Round) => {
    const { draft } = await rotaOf(round);
    return scene.app.shifts.publishRota(lead, { roundId: round.roundId, version: draft?.version });
  };
  const onTours = async (round: Round): Promise<string[][]> => {
    const { tours } = await scene.app.shifts.getRound(lead, round.roundId);
    return tours.map(({ signUps }) => signUps.map(({ name }) => name).toSorted());
  };
  const people = async (names: readonly string[]): Promise<PersonActor[]> => {
    const made: PersonActor[] = [];
    for (const name of names) made.push(await scene.person(name));
    return made;
  };
  const trio = async () => (await people(['Ola', 'Piotr', 'Ada'])) as [PersonActor, PersonActor, PersonActor];

  test.skipIf(isAbsent)('[SH30] a round gives its seats by a rota or to who comes first', async () => {
    await expect(plan({ closesOn: '' })).rejects.toMatchObject({
      issues: [{ path: 'closesOn', message: 'rota.closesNeeded' }],
    });
    const [ola] = await trio();
    const first = await plan({ mode: 'first', startsOn: '2026-11-10', endsOn: '2026-11-10' });
    await expect(wish(ola, first, ['1'])).rejects.toMatchObject({ reason: 'rota.isFirst' });
    expect(await scene.app.shifts.getMyWish(ola, first.roundId)).toBeNull();
    expect((await scene.app.shifts.getRota(lead, first.roundId)).state).toBe('first');
    const round = await plan();
    const seat = { tourId: round.tourIds[0], scopes: ['chat'] };
    await expect(scene.app.shifts.signUp(ola, seat)).rejects.toMatchObject({ reason: 'rota.asksFirst' });
    await wish(ola, round, ['1']);
    const change = { roundId: round.roundId, title: 'Winter round', version: '1' };
    await scene.app.shifts.changeRound(lead, change);
    expect(await scene.app.shifts.signUp(ola, seat)).toBe('seat');
    await expect(
      scene.app.shifts.changeRound(lead, {
        ...{ ...change, version: '2', mode: 'rota', closesOn: '2026-11-06' },
      }),
    ).rejects.toMatchObject({ reason: 'rota.modeStands' });
  });

  test.skipIf(isAbsent)(
    '[SH31] an answer is changed until the last day, and taken back until the end',
    async () => {
      const round = await plan({ opensOn: '2026-11-03' });
      const { roundId } = round;
      const [ola, piotr] = await trio();
      const own = async () => (await scene.app.shifts.getMyWish(ola, roundId))?.wish;
      await expect(wish(ola, round, ['1'])).rejects.toMatchObject({ reason: 'rota.notAskedYet' });
      await expect(scene.app.shifts.declineRound(ola, roundId)).rejects.toMatchObject({
        reason: 'rota.notAskedYet',
      });
      scene.clock.nowMs += DAY_MS;
      await expect(wish(ola, round, [])).rejects.toMatchObject({
        issues: [{ path: 'choices', message: 'rota.nowhere' }],
      });
      await wish(ola, round, ['1', 'any', 'no']);
      expect(await own()).toMatchObject({ answer: 'in', maxTours: 1, version: 1 });
      await expect(wish(ola, round, ['2'])).rejects.toMatchObject({ code: 'stale', current: { version: 1 } });
      await scene.app.shifts.declineRound(ola, roundId);
      await scene.app.shifts.declineRound(ola, roundId);
      expect(await own()).toMatchObject({ answer: 'out', choices: {}, version: 2 });
      await wish(ola, round, ['2'], { version: '2', maxTours: '3' });
      expect(await own()).toMatchObject({ answer: 'in', maxTours: 3, version: 3 });
      closeAnswers();
      await expect(wish(piotr, round, ['1'])).rejects.toMatchObject({ reason: 'rota.answersOver' });
      await scene.app.shifts.declineRound(ola, roundId);
      expect(await own()).toMatchObject({ answer: 'out' });
      scene.clock.nowMs = Date.UTC(2026, 10, 25, 8);
      await expect(scene.app.shifts.declineRound(piotr, roundId)).rejects.toMatchObject({
        reason: 'shifts.begun',
      });
    },
  );

  test.skipIf(isAbsent)('[SH31] Home says who has an answer to give, and who a rota to propose', async () => {
    const round = await plan();
    const [ola] = await trio();
    const asking = async (person: PersonActor) => (await scene.app.home.getHome(person)).asking;
    const row = { roundId: round.roundId, title: 'Winter round', closesOn: '2026-11-06' };
    expect(await asking(ola)).toEqual([{ ...row, todo: 'answer' }]);
    await scene.app.shifts.declineRound(ola, round.roundId);
    expect(await asking(ola)).toEqual([]);
    closeAnswers();
    expect([await asking(ola), await asking(lead)]).toEqual([[], [{ ...row, todo: 'propose' }]]);
  });

  test.skipIf(isAbsent)('[SH32] whoever plans reads counts, and nobody anybody else’s answer', async () => {
    const round = await plan();
    const [ola, piotr, ada] = await trio();
    await wish(ola, round, ['1', 'no', 'any']);
    await wish(piotr, round, ['4', '2', 'no']);
    await scene.app.shifts.declineRound(ada, round.roundId);
    const seen = await rotaOf(round);
    const [monday = '', tuesday = '', wednesday = ''] = round.tourIds;
    expect(seen).toEqual({
      ...{ state: 'open', draft: null, run: null, shares: [] },
      answers: { answered: 3, perTour: { [monday]: 2, [tuesday]: 1, [wednesday]: 1 } },
    });
    const ids = { roundId: round.roundId, version: 0 };
    await expect(scene.app.shifts.proposeRota(lead, ids)).rejects.toMatchObject({
      reason: 'rota.stillAsking',
    });
    expect(await scene.app.shifts.getMyWish(lead, round.roundId)).toEqual({ wish: null, away: [] });
    await expect(scene.app.shifts.getRota(ola, round.roundId)).rejects.toMatchObject({ code: 'forbidden' });
    const logged = await scene.app.database.db.selectFrom('audit_entry').select('actor_id').execute();
    const those = [ola, piotr, ada].map(({ id }) => id);
    expect(logged.filter(({ actor_id }) => those.some((id) => id === actor_id))).toEqual([]);
  });

  test.skipIf(isAbsent)(
    '[SH33] a proposal takes who can be there, and likes it best, by what was served',
    async () => {
      const before = await plan({ mode: 'first', startsOn: '2026-11-03', endsOn: '2026-11-03' });
      const [ola, piotr, ada] = await trio();
      await scene.app.shifts.signUp(ola, { tourId: before.tourIds[0], scopes: ['chat'] });
      const round = await plan({ endsOn: '2026-11-24' });
      await wish(ola, round, ['1', '1']); // served before
      await wish(piotr, round, ['2', '1']);
      await wish(ada, round, ['1', '1']); // on leave on Tuesday
      await scene.app.leave.saveLeave(ada, { kind: 'sick', startsOn: '2026-11-24', endsOn: '2026-11-24' });
      await wish(mentor, round, ['1', '1']); // looks after both
      closeAnswers();
      const draft = await propose(round);
      expect(
        draft.pairs
          .map(({ tourId, name }) => [round.tourIds.findIndex((id) => id === tourId), name])
          .toSorted(),
      ).toEqual([
        [0, 'Ada'],
        [1, 'Piotr'],
      ]);
      expect(draft).toMatchObject({
        result: { status: 'optimal' },
        unfilled: 0,
        liking: 1,
        isOutdated: false,
      });
      // Nobody is named who is not on it.
      const said = JSON.stringify(await rotaOf(round));
      expect([said.includes(ola.id), said.includes(mentor.id)]).toEqual([false, false]);
    },
  );

  test.skipIf(isAbsent)('[SH33] a part-time share counts, and is set by who plans', async () => {
    const [ola, piotr] = await trio();
    await expect(scene.app.shifts.setShare(piotr, { personId: ola.id, share: '50' })).rejects.toMatchObject({
      code: 'forbidden',
    });
    await scene.app.shifts.setShare(lead, { personId: ola.id, share: '50' });
    const round = await plan();
    for (const person of [ola, piotr]) await wish(person, round, ['any', 'any', 'any'], { maxTours: '3' });
    closeAnswers();
    const { loads } = await propose(round);
    expect(loads.map(({ name, given, target }) => [name, given, target])).toEqual([
      ['Ola', 1, 1],
      ['Piotr', 2, 2],
    ]);
    await scene.app.shifts.setShare(lead, { personId: ola.id, share: '100' });
    expect((await rotaOf(round)).shares).toEqual([]);
  });

  test.skipIf(isAbsent)('[SH34] what is held fast stays, and by hand no rule is broken', async () => {
    const round = await plan();
    const { roundId } = round;
    const [monday = '', tuesday = '', wednesday = ''] = round.tourIds;
    const [ola, piotr, ada] = await trio();
    await wish(ola, round, ['1', '4', 'no']);
    await wish(piotr, round, ['4', '1', '3'], { maxTours: '2' });
    await wish(ada, round, ['any', 'any', '1']);
    closeAnswers();
    const first = await propose(round);
    const change = (input: Record<string, unknown>) => ({ roundId, version: first.version, ...input });
    const { lockRota, moveOnRota } = scene.app.shifts;
    await expect(
      moveOnRota(lead, change({ tourId: monday, personId: ola.id, toTourId: tuesday })),
    ).rejects.toMatchObject({ reason: 'rota.refused.seats' });
    await expect(
      moveOnRota(lead, change({ tourId: monday, personId: ola.id, toTourId: wednesday })),
    ).rejects.toMatchObject({ reason: 'rota.refused.unavailable' });
    await expect(
      lockRota(lead, change({ tourId: wednesday, personId: ola.id, lock: 'keep' })),
    ).rejects.toMatchObject({ code: 'not-found' });
    await lockRota(lead, change({ tourId: tuesday, personId: piotr.id, lock: 'off' }));
    await expect(
      lockRota(lead, change({ tourId: monday, personId: ola.id, lock: 'keep' })),
    ).rejects.toMatchObject({ code: 'stale' });
    const off = (await rotaOf(round)).draft;
    expect([off?.result.status, off?.unfilled, off?.locks.length]).toEqual(['changed', 1, 1]);
    await moveOnRota(lead, {
      ...{ roundId, version: off?.version, tourId: monday, personId: ola.id, toTourId: tuesday },
    });
    const moved = (await rotaOf(round)).draft;
    expect(moved?.locks.map(({ name, kind }) => [name, kind])).toEqual([
      ['Ola', 'keep'],
      ['Piotr', 'off'],
    ]);
    const again = await propose(round);
    const names = (tourId: string) =>
      again.pairs.filter((pair) => pair.tourId === tourId).map(({ name }) => name);
    expect([monday, tuesday, wednesday].map(names)).toEqual([['Piotr'], ['Ola'], ['Ada']]);
    const why = await scene.app.shifts.explainDraft(lead, {
      ...{ roundId, version: again.version, personId: ola.id },
    });
    expect(why.map(({ key }) => key)).toContain('shifts.rota.why.locked');
  });

  test.skipIf(isAbsent)(
    '[SH34] what cannot all be held fast is named, and what stood before stays',
    async () => {
      const round = await plan();
      const { roundId } = round;
      const [monday = ''] = round.tourIds;
      const [ola, piotr] = await trio();
      await wish(ola, round, ['1']);
      await wish(piotr, round, ['no', '1']);
      closeAnswers();
      const first = await propose(round);
      await scene.app.shifts.lockRota(lead, {
        ...{ roundId, version: first.version, tourId: monday, personId: ola.id, lock: 'keep' },
      });
      await scene.app.leave.saveLeave(ola, { kind: 'sick', startsOn: '2026-11-23', endsOn: '2026-11-23' });
      await expect(publish(round)).rejects.toMatchObject({ reason: 'rota.holdsNoLonger' });
      const stuck = await propose(round);
      expect(stuck.result.status).toBe('infeasible');
      expect(stuck.conflicts).toMatchObject([{ rule: 'unavailable', person: ola.id, tour: monday }]);
      expect([stuck.pairs.length, stuck.names[ola.id]]).toEqual([2, 'Ola']);
      await expect(publish(round)).rejects.toMatchObject({ reason: 'rota.impossible' });
      await scene.app.shifts.lockRota(lead, {
        ...{ roundId, version: stuck.version, tourId: monday, personId: ola.id, lock: 'free' },
      });
      expect((await propose(round)).pairs.map(({ name }) => name)).toEqual(['Piotr']);
    },
  );

  test.skipIf(isAbsent)('[SH35] two leads do not undo each other, and one ends what runs', async () => {
    const round = await plan();
    const { roundId } = round;
    const [ola] = await trio();
    await wish(ola, round, ['1', '2', '3']);
    closeAnswers();
    const { proposeRota, cancelRota } = scene.app.shifts;
    await proposeRota(lead, { roundId, version: 0 });
    expect((await rotaOf(round)).run).toMatchObject({ sinceMs: scene.clock.nowMs });
    await expect(proposeRota(mentor, { roundId, version: 0 })).rejects.toMatchObject({
      reason: 'rota.running',
    });
    await cancelRota(mentor, roundId);
    await scene.app.jobs.settled();
    expect(await rotaOf(round)).toMatchObject({ run: null, draft: null });
    const { version } = await propose(round);
    await expect(proposeRota(mentor, { roundId, version: 0 })).rejects.toMatchObject({ code: 'stale' });
    await scene.app.shifts.discardRota(mentor, { roundId, version });
    await expect(scene.app.shifts.publishRota(lead, { roundId, version })).rejects.toMatchObject({
      code: 'stale',
    });
  });

  test.skipIf(isAbsent)('[SH36] a published rota is seats like others, and everybody is told', async () => {
    const round = await plan();
    const [ola, piotr, ada] = await trio();
    await wish(ola, round, ['1', 'any'], { scopes: ['tickets'] });
    await wish(piotr, round, ['any', '1']);
    closeAnswers();
    await propose(round);
    expect(await publish(round)).toEqual({ given: 2, taken: 0 });
    expect(await onTours(round)).toEqual([['Ola'], ['Piotr'], []]);
    expect(await scene.app.shifts.listMyShifts(ola)).toMatchObject([
      { day: '2026-11-23', scopes: ['tickets'] },
    ]);
    const told = await scene.app.database.db.selectFrom('notice').select(['person_id', 'kind']).execute();
    const kindsOf = ({ id }: PersonActor) =>
      told.filter(({ person_id }) => person_id === id).map(({ kind }) => kind);
    expect([ola, piotr, ada, mentor, lead].map(kindsOf)).toEqual([
      ['shift.assigned'],
      ['shift.assigned'],
      ['shift.rota'],
      ['shift.rota'],
      [],
    ]);
    // From now on it goes on like any other round.
    const { tourIds } = round;
    expect(await scene.app.shifts.signUp(ada, { tourId: tourIds[2], scopes: ['chat'] })).toBe('seat');
    expect(await scene.app.shifts.signUp(ada, { tourId: tourIds[0], scopes: ['chat'] })).toBe('line');
    await scene.app.shifts.leaveTour(ola, tourIds[0] ?? '');
    await scene.app.shifts.answerOffer(ada, { tourId: tourIds[0], answer: 'take' });
    expect(await onTours(round)).toEqual([['Ada'], ['Piotr'], ['Ada']]);
  });

  test.skipIf(isAbsent)('[SH36] a draft is not published over seats that changed hands since', async () => {
    const round = await plan();
    const [ola, piotr, ada] = await trio();
    await wish(ola, round, ['1', 'no', 'no']);
    await wish(piotr, round, ['2', 'no', 'no']);
    closeAnswers();
    await propose(round);
    await publish(round);
    await propose(round);
    await scene.app.shifts.signUp(ada, { tourId: round.tourIds[1], scopes: ['chat'] });
    await expect(publish(round)).rejects.toMatchObject({ reason: 'rota.seatsChanged' });
    expect((await rotaOf(round)).draft?.isOutdated).toBe(true);
    const draft = await propose(round);
    expect([draft.changes, draft.pairs.length]).toEqual([0, 2]);
  });

  test.skipIf(isAbsent)('[SH36] after somebody fell ill as little as possible changes', async () => {
    const round = await plan();
    const [ola, piotr, ada] = await trio();
    const [ewa] = (await people(['Ewa'])) as [PersonActor];
    await wish(ola, round, ['1', '2', '3']);
    await wish(piotr, round, ['2', '1', '3']);
    await wish(ada, round, ['3', '2', '1']);
    await wish(ewa, round, ['4', '4', '4']);
    closeAnswers();
    await propose(round);
    await publish(round);
    expect(await onTours(round)).toEqual([['Ola'], ['Piotr'], ['Ada']]);
    await scene.app.leave.saveLeave(piotr, { kind: 'sick', startsOn: '2026-11-24', endsOn: '2026-11-24' });
    const draft = await propose(round);
    expect(draft).toMatchObject({ unfilled: 0, changes: 2, result: { status: 'optimal' } });
    expect(await publish(round)).toEqual({ given: 1, taken: 1 });
    expect(await onTours(round)).toEqual([['Ola'], ['Ewa'], ['Ada']]);
    const told = await scene.app.database.db
      .selectFrom('notice')
      .select(['person_id', 'kind'])
      .where('kind', 'in', ['shift.assigned', 'shift.unassigned'])
      .execute();
    const kindsOf = ({ id }: PersonActor) =>
      told.filter(({ person_id }) => person_id === id).map(({ kind }) => kind);
    expect([ola, piotr, ewa].map(kindsOf)).toEqual([
      ['shift.assigned'],
      ['shift.unassigned'],
      ['shift.assigned'],
    ]);
  });

  test.skipIf(isAbsent)(
    '[SH38] answers are erased once all tours have begun, and with who leaves',
    async () => {
      const round = await plan();
      const [ola, piotr] = await trio();
      await wish(ola, round, ['1']);
      await wish(piotr, round, ['1']);
      const rows = () => scene.app.database.db.selectFrom('shift_wish').select('person_id').execute();
      const admin = await scene.person('Adam', ['admin']);
      await scene.app.people.switchOff(admin, { personId: piotr.id, version: 1 });
      expect(await rows()).toEqual([{ person_id: ola.id }]);
      await scene.app.shifts.eraseWishes(Date.UTC(2026, 10, 25, 6));
      expect(await rows()).toHaveLength(1);
      await scene.app.shifts.eraseWishes(Date.UTC(2026, 10, 25, 7)); // 8:00 in Warsaw
      expect(await rows()).toEqual([]);
    },
  );

  test.skipIf(isAbsent)(
    '[SH30] rounds of before give their seats to who comes first, as they did',
    async () => {
      const { db } = scene.app.database;
      const { roundId } = await plan({ mode: 'first' });
      for (const column of ['mode', 'rota_published_at_ms'])
        await db.schema.alterTable('shift_round').dropColumn(column).execute();
      await up(db as unknown as Kysely<unknown>, engine); // a step knows no tables
      const { round } = await scene.app.shifts.getRound(lead, roundId);
      expect([round.mode, round.rotaPublishedAtMs]).toEqual(['first', null]);
    },
  );

  test.skipIf(isAbsent)('[SH33] a share is a tenth at least, and a full one at most', async () => {
    const [ola] = await trio();
    const set = (share: number) =>
      scene.app.shifts.setShare(lead, { personId: ola.id, share: String(share) });
    for (const share of [MIN_SHARE, MAX_SHARE]) await set(share);
    for (const share of [MIN_SHARE - 1, MAX_SHARE + 1])
      await expect(set(share)).rejects.toMatchObject({ issues: [{ path: 'share' }] });
  });

  test.skipIf(isAbsent)(
    '[SH117] what is changed by hand is taken back, and not over what came later',
    async () => {
      const { shifts, undo } = scene.app;
      const round = await plan();
      const [ola, piotr] = await trio();
      await wish(ola, round, ['1', '2', '3']);
      await wish(piotr, round, ['2', '1', '3']);
      closeAnswers();
      const proposed = await propose(round);
      const stateOf = async () => {
        const { draft } = await rotaOf(round);
        return {
          status: draft?.result.status,
          locks: draft?.locks.map(({ name, kind }) => [name, kind]),
          pairs: draft?.pairs.map(({ name, tourId }) => [
            name,
            round.tourIds.findIndex((id) => id === tourId),
          ]),
        };
      };
      const before = await stateOf();
      expect(before).toMatchObject({ status: 'optimal', locks: [] });
      const at = async () => ({ roundId: round.roundId, version: (await rotaOf(round)).draft?.version ?? 0 });
      const [monday, , wednesday] = round.tourIds;
      const pair = { personId: ola.id, tourId: monday };
      const moved = await shifts.moveOnRota(lead, { ...(await at()), ...pair, toTourId: wednesday });
      expect(await stateOf()).toMatchObject({ status: 'changed', locks: [['Ola', 'keep']] });
      await undo.takeBack(lead, moved.undoId ?? '');
      expect(await stateOf()).toEqual(before);
      const off = await shifts.lockRota(lead, { ...(await at()), ...pair, lock: 'off' });
      const kept = { personId: piotr.id, tourId: round.tourIds[1] };
      await shifts.lockRota(lead, { ...(await at()), ...kept, lock: 'keep' });
      await expect(undo.takeBack(lead, off.undoId ?? '')).rejects.toMatchObject({ reason: 'rota.undoGone' });
      expect(proposed.version).toBeLessThan((await at()).version);
    },
  );
});
