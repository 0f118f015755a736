import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isAppError } from '#lib/base/errors.ts';
import { doClash } from '#lib/shifts/tour.ts';
import { makeTestApp, SYSTEM, type PersonActor, type TestApp } from '../../tests/test-app.ts';
import { ENGINES } from '../../tests/test-database.ts';

const PEOPLE = 6;
const who = fc.nat({ max: PEOPLE - 1 });
const tour = fc.nat({ max: 3 });
/** Everything that people can press about seats, mostly on things that are not there. */
const press = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('claim' as const), who, tour }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('leave' as const), who, tour }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('answer' as const), who, tour, takes: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('out' as const), who, tour, isSaid: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('stop' as const), who, tour }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('offer' as const), who, tour }) },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('take' as const),
      who,
      swap: fc.nat({ max: 2 }),
      back: fc.option(tour),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('agree' as const), swap: fc.nat({ max: 2 }) }) },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('propose' as const), who, tour, from: fc.option(tour) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('accept' as const), who, tour }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('seats' as const),
      tour,
      places: fc.integer({ min: 1, max: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('move' as const), tour, to: fc.integer({ min: 16, max: 20 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('fit' as const), who, tour, fits: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel' as const), tour }) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('wait' as const), hours: fc.integer({ min: 1, max: 90 }) }),
  },
);
type Press = typeof press extends fc.Arbitrary<infer Each> ? Each : never;

/** A round of four tours, of which the first two are at the same hours, and who can press. */
interface Scene extends TestApp {
  lead: PersonActor;
  people: readonly PersonActor[];
  departments: ReadonlyMap<string, string>;
  roundId: string;
  tourIds: readonly string[];
  /** Looks after the first tours. */
  mentorId: string;
}

describe.each(ENGINES)('any sequence of presses on $title', ({ engine, isAbsent }) => {
  test.skipIf(isAbsent)(
    '[SH2] [SH10] [SH18] [SH19] [SH20] [SH25] [SH26] [SH66] [SH100] [SH101] no sequence of claims, leaves, absences, swaps, moves and cancellations breaks a rule',
    async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(press, { minLength: 20, maxLength: 60 }), async (presses) => {
          const scene = await makeScene(engine);
          try {
            for (const each of presses) {
              await pressed(scene, each);
              await expectRules(scene);
            }
          } finally {
            await scene.close();
          }
        }),
        { numRuns: 6 },
      );
    },
  );
});

async function makeScene(engine: 'sqlite' | 'postgres'): Promise<Scene> {
  const scene = await makeTestApp(engine);
  const lead = await scene.person('Lena', ['lead']);
  const ids = [
    await scene.app.people.addDepartment(SYSTEM, { name: 'IT' }),
    await scene.app.people.addDepartment(SYSTEM, { name: 'Law' }),
  ];
  const people: PersonActor[] = [];
  const departments = new Map<string, string>();
  for (let i = 0; i < PEOPLE; i++) {
    const department = ids[i % 2] ?? '';
    const person = await scene.person(`Person ${i}`, [], department);
    people.push(person);
    departments.set(person.id, department);
  }
  const mentorId = (await scene.person('Marek', ['mentor'])).id;
  const form = {
    ...{
      startsOn: '2026-11-16',
      endsOn: '2026-11-18',
      startsAt: '08:00',
      endsAt: '16:00',
      departmentCap: '1',
    },
    mentorIds: [mentorId],
  };
  const roundId = await scene.app.shifts.planRound(lead, { ...form, title: 'Round', places: '2' });
  await scene.app.shifts.addTour(lead, {
    ...{ ...form, roundId, endsOn: '2026-11-16', startsAt: '10:00', endsAt: '12:00', places: '1' },
    mentorIds: [(await scene.person('Maja', ['mentor'])).id],
  });
  const { tours } = await scene.app.shifts.getRound(lead, roundId);
  return { ...scene, lead, people, departments, roundId, tourIds: tours.map(({ id }) => id), mentorId };
}

/** Presses; a refusal is fine, and everything else that goes wrong is not. */
async function pressed(scene: Scene, each: Press): Promise<void> {
  try {
    await doPress(scene, each);
  } catch (error) {
    if (!isAppError(error)) throw error;
  }
}

async function doPress(scene: Scene, each: Press): Promise<unknown> {
  const { shifts } = scene.app;
  const { lead, roundId } = scene;
  const actor = 'who' in each ? scene.people[each.who] : undefined;
  const idOf = (index: number | null | undefined): string => scene.tourIds[index ?? -1] ?? '';
  const person = actor ?? lead;
  switch (each.kind) {
    case 'claim':
      return shifts.signUp(person, { tourId: idOf(each.tour), scopes: ['chat'] });
    case 'leave':
      return shifts.leaveTour(person, idOf(each.tour));
    case 'answer':
      return shifts.answerOffer(person, { tourId: idOf(each.tour), answer: each.takes ? 'take' : 'decline' });
    case 'stop':
      return shifts.stopWaiting(person, idOf(each.tour));
    case 'out':
      return each.isSaid
        ? shifts.sayCannotCome(lead, { tourId: idOf(each.tour), personId: person.id })
        : shifts.cannotCome(person, { tourId: idOf(each.tour) });
    case 'offer':
      return shifts.offerSwap(person, idOf(each.tour));
    case 'take': {
      const swapId = (await shifts.getRound(lead, roundId)).swaps[each.swap]?.id ?? '';
      const returnTourId = idOf(each.back);
      return shifts.takeSwap(person, { swapId, returnTourId, scopes: ['chat'] });
    }
    case 'agree': {
      const swap = (await shifts.getRound(lead, roundId)).swaps[each.swap];
      const giver = scene.people.find(({ id }) => id === swap?.giverId);
      return giver && shifts.agreeSwap(giver, { swapId: swap?.id });
    }
    case 'propose':
      return shifts.proposeSeat(lead, {
        ...{ tourId: idOf(each.tour), personId: person.id, fromTourId: idOf(each.from) },
      });
    case 'accept':
      return shifts.answerProposal(person, { tourId: idOf(each.tour), answer: 'agree' });
    case 'seats':
      return changed(scene, idOf(each.tour), { places: String(each.places) });
    case 'move': {
      const day = `2026-11-${each.to}`;
      return changed(scene, idOf(each.tour), { startsOn: day, endsOn: day, movesPeople: 'on' });
    }
    case 'fit':
      return shifts.answerMove(person, { tourId: idOf(each.tour), answer: each.fits ? 'fits' : 'unfit' });
    case 'cancel':
      return shifts.cancelTour(lead, idOf(each.tour));
    case 'wait':
      scene.clock.nowMs += each.hours * 3_600_000;
      return shifts.settleLines();
  }
}

/** A tour as it is, but for these fields. */
async function changed(
  { app, lead, roundId, mentorId }: Scene,
  tourId: string,
  fields: Record<string, string>,
): Promise<unknown> {
  const found = (await app.shifts.getRound(lead, roundId)).tours.find(({ id }) => id === tourId);
  if (!found) return undefined;
  const mentors = found.mentors.map(({ id }) => id);
  return app.shifts.changeTour(lead, {
    ...{ tourId, version: String(found.version), startsOn: found.day, endsOn: found.lastDay },
    ...{ startsAt: found.startsAt, endsAt: found.endsAt, places: String(found.places), departmentCap: '1' },
    // Moved to the hours of the other one, a tour loses its mentor.
    mentorIds: mentors.length > 0 ? mentors : [mentorId],
    ...fields,
  });
}

async function expectRules(scene: Scene): Promise<void> {
  const { tours } = await scene.app.shifts.getRound(scene.lead, scene.roundId);
  const lines = await scene.app.database.db.selectFrom('shift_waiting').selectAll().execute();
  for (const each of tours) {
    const seated = each.signUps.map(({ personId }) => personId);
    const offered = lines.filter(
      (waiting) => waiting.shift_id === each.id && waiting.offered_until_ms !== null,
    );
    expect(each.taken).toBe(seated.length);
    expect(seated.length + offered.length).toBeLessThanOrEqual(each.places);
    const held = [...seated, ...offered.map(({ person_id }) => person_id)].map((id) =>
      scene.departments.get(id),
    );
    expect(new Set(held).size).toBe(held.length);
    expect(
      lines.filter((waiting) => waiting.shift_id === each.id && seated.includes(waiting.person_id)),
    ).toEqual([]);
  }
  for (const { id } of scene.people) {
    const own = tours.filter(({ signUps }) => signUps.some(({ personId }) => personId === id));
    const clashes = own.filter((one, i) => own.slice(i + 1).some((other) => doClash(one.days, other.days)));
    expect(clashes).toEqual([]);
  }
}
