import { expect, test } from 'vitest';
import { EVERY_LINE } from '#lib/audit/audit-query.ts';
import { makeTestApp, type PersonActor } from '../../../tests/test-app.ts';
import { ENGINES } from '../../../tests/test-database.ts';

/** Where an id or a name stands in some data: the way to it, with `*` for the place in a list or the id as a key. */
function tracesOf(data: unknown, { id, name }: PersonActor): string[] {
  const isMeant = (text: string): boolean => text.includes(id) || text.includes(name);
  const walk = (value: unknown, way: string): string[] => {
    if (typeof value === 'string') return isMeant(value) ? [way] : [];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([key, each]) => {
      const step = Array.isArray(value) || isMeant(key) ? '*' : key;
      return [...(isMeant(key) ? [`${way}.*`] : []), ...walk(each, `${way}.${step}`)];
    });
  };
  return walk(JSON.parse(JSON.stringify(data)), '').toSorted();
}

test.for(ENGINES)(
  '[SH37] once a rota is published nothing tells declining, not answering and getting no seat apart, on $title',
  async ({ engine, isAbsent }, { skip }) => {
    if (isAbsent) return skip();
    const scene = await makeTestApp(engine); // Monday, 2 November 2026, 9:00 in Warsaw
    try {
      const { app } = scene;
      const lead = await scene.person('Lena', ['lead']);
      const admin = await scene.person('Adam', ['admin']);
      const mentor = await scene.person('Marek', ['mentor']);
      const [seated, declined, silent, seatless] = [
        await scene.person('Seweryn'),
        await scene.person('Declan'),
        await scene.person('Silvia'),
        await scene.person('Nadia'),
      ] as const;
      const roundId = await app.shifts.planRound(lead, {
        ...{ title: 'Winter round', startsOn: '2026-11-23', endsOn: '2026-11-23', closesOn: '2026-11-06' },
        ...{ startsAt: '08:00', endsAt: '16:00', places: '1', mode: 'rota', mentorIds: [mentor.id] },
      });
      const [tour] = (await app.shifts.getRound(lead, roundId)).tours;
      const tourId = tour?.id ?? '';
      const answer = (choice: string) => ({
        ...{ roundId, version: 0, maxTours: '1', scopes: ['chat'], choices: { [tourId]: choice } },
      });
      await app.shifts.saveWish(seated, answer('1'));
      await app.shifts.saveWish(seatless, answer('4'));
      await app.shifts.declineRound(declined, roundId);
      scene.clock.nowMs = Date.UTC(2026, 10, 7, 9);
      const propose = async (version: number) => {
        await app.shifts.proposeRota(lead, { roundId, version });
        await app.jobs.settled();
      };
      await propose(0);
      await app.shifts.publishRota(lead, { roundId, version: 1 });
      expect(await app.shifts.listMyShifts(seated)).toHaveLength(1);
      await propose(0); // what a lead sees of a next draft is no more

      const readAll = async (reader: PersonActor): Promise<Record<string, unknown>> => ({
        round: await app.shifts.getRound(reader, roundId),
        rounds: await app.shifts.listRounds(reader),
        rota: await app.shifts.getRota(reader, roundId).catch(String),
        own: await app.shifts.getMyWish(reader, roundId),
        coming: await app.shifts.listComingTours(reader),
        team: await app.shifts.getTeamShifts(reader),
        people: await app.people.listColleagues(reader),
        absences: await app.leave.getRoundAbsences(reader, roundId),
        home: await app.home.getHome(reader),
        inbox: await app.notify.getInbox(reader, 'open'),
      });
      const found = async (reader: PersonActor): Promise<number[]> => {
        const totals: number[] = [];
        for (const { name } of [declined, silent, seatless])
          totals.push((await app.search.findMatches(reader, { q: name, kind: null, page: 1 })).total);
        return totals;
      };
      const audit: unknown[] = [await app.access.listAudit(admin, EVERY_LINE)];
      for await (const piece of await app.access.exportAudit(admin)) audit.push(piece);
      const seen: Record<string, unknown> = { audit };
      for (const reader of [lead, admin, mentor, seated]) seen[reader.roles.join()] = await readAll(reader);
      const traces = [declined, silent, seatless].map((person) => tracesOf(seen, person));
      expect(traces[0]?.length).toBeGreaterThan(0);
      expect([traces[1], traces[2]]).toEqual([traces[0], traces[0]]);
      for (const reader of [lead, admin, mentor]) {
        const [first, ...others] = await found(reader);
        expect(others).toEqual([first, first]);
      }
      // How many answered is not said any more either, and the notices that they have are the same.
      expect(await app.shifts.getRota(lead, roundId)).toMatchObject({ state: 'published', answers: null });
      const notices = await app.database.db.selectFrom('notice').selectAll().execute();
      const kindsOf = ({ id }: PersonActor) =>
        notices.filter(({ person_id }) => person_id === id).map(({ kind, facts }) => [kind, facts]);
      expect([declined, seatless].map(kindsOf)).toEqual([kindsOf(silent), kindsOf(silent)]);

      // Of all tables one alone knows more, and nobody but its person reads it.
      const tables = await app.database.db.introspection.getTables();
      const differing: string[] = [];
      for (const { name } of tables) {
        const rows = await app.database.db
          .selectFrom(name as 'person') // by name: all of them
          .selectAll()
          .execute();
        const [first, ...others] = [declined, silent, seatless].map((person) => tracesOf(rows, person));
        if (others.some((other) => other.join() !== first?.join())) differing.push(name);
      }
      expect(differing).toEqual(['shift_wish']);
      expect(await app.shifts.getMyWish(declined, roundId)).toMatchObject({ wish: { answer: 'out' } });
    } finally {
      await scene.close();
    }
  },
);
