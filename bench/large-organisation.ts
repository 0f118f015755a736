import { seededRandom } from '#lib/base/random.ts';
import type { Actor } from '#lib/people/person.ts';
import { standingOf } from '#lib/issues/standing.ts';
import type { App } from '#server/app.ts';
import { updateStanding } from '#server/issues/store.ts';

/** How much there is of everything. */
export const LARGE = {
  people: 300,
  issues: 5_000,
  ratings: 25_000,
  projects: 300,
  workshops: 50,
  rounds: 60,
} as const;

export const BENCH_PASSWORD = 'fish bones and causes';

const SYSTEM: Actor = { kind: 'system', name: 'bench' };
const DAY_MS = 86_400_000;

/**
 * Fills an empty database with a large organisation. Rows are written straight into the tables, since
 * the commands would take minutes for them; what a command derives is derived here too. Returns the e-mails of one account for each role.
 */
export async function fillLargeOrganisation(app: App): Promise<Record<string, string>> {
  const { db } = app.database;
  const random = seededRandom(2026);
  const pickIndex = (count: number): number => Math.floor(random() * count);
  const nowMs = app.clock();
  await app.access.setUp({
    token: await app.access.renewSetUpToken(),
    organisation: 'Large',
    name: 'Adam Admin',
    email: 'admin@example.org',
    password: BENCH_PASSWORD,
    locale: 'en',
  });
  const marketing = await app.people.addDepartment(SYSTEM, { name: 'Marketing', part: 'marketing' });
  const service = await app.people.addDepartment(SYSTEM, { name: 'Service', part: 'customer-service' });
  const emails: Record<string, string> = { admin: 'admin@example.org' };
  const ids: string[] = [];
  for (const [role, departmentId] of [
    ['lead', service],
    ['director', marketing],
    ['mentor', service],
    ['employee', service],
  ] as const) {
    const email = `${role}@example.org`;
    const roles = role === 'employee' ? [] : [role];
    const id = await app.people.addPerson(SYSTEM, { name: `The ${role}`, email, departmentId, roles });
    await app.access.acceptInvitation({
      token: await app.access.invite(SYSTEM, id),
      password: BENCH_PASSWORD,
    });
    emails[role] = email;
    ids.push(id);
  }
  const person = (index: number): string => ids[index % ids.length] ?? '';
  const people = numbers(LARGE.people - ids.length - 1).map((number) => ({
    id: `person-${number}`,
    login_user_id: null,
    name: `Person ${number} of ${LARGE.people}`,
    email: `person${number}@example.org`,
    department_id: number % 2 === 0 ? marketing : service,
    locale: 'en',
    theme: 'system',
    active: 1,
    created_at_ms: nowMs,
    version: 1,
  }));
  await inPieces(people, (rows) => db.insertInto('person').values(rows).execute());
  ids.push(...people.map(({ id }) => id));

  const [lead = ''] = ids;
  const issues = numbers(LARGE.issues).map((number) => ({
    id: `issue-${number}`,
    number: number + 1,
    title: `Customers wait too long for answer number ${number}`,
    description: 'They call again after a day, and nobody knows of the first call. '.repeat(4),
    state: number % 10 === 9 ? 'done' : 'open',
    origin: JSON.stringify({ kind: 'manual' }),
    origin_key: null,
    insight_id: null,
    created_by: lead,
    created_at_ms: nowMs - number * 1000,
    version: 1,
  }));
  await inPieces(issues, (rows) => db.insertInto('issue').values(rows).execute());
  const perIssue = LARGE.ratings / LARGE.issues;
  const ratings = issues.flatMap(({ id }, index) =>
    numbers(perIssue).map((rater) => ({
      ...{ session_id: 'standing', round: 1 },
      issue_id: id,
      // Each by other people; the lead and the employee have rated every second one.
      person_id:
        rater < 2 && index % 2 === 0 ? person(rater === 0 ? 0 : 3) : person(10 + ((index * 7 + rater) % 280)),
      // A fifth are all rated alike: the worst case of a matrix that spreads its marks.
      importance: index % 5 === 0 ? 3 : 1 + pickIndex(5),
      urgency: index % 5 === 0 ? 3 : 1 + pickIndex(5),
      rated_at_ms: nowMs + rater,
    })),
  );
  await inPieces(ratings, (rows) => db.insertInto('issue_rating').values(rows).execute());
  const given = Map.groupBy(ratings, ({ issue_id }) => issue_id);
  await app.database.transaction(async (trx) => {
    for (const { id } of issues) {
      await updateStanding(trx, id, standingOf(given.get(id) ?? [], { kind: 'manual' }));
    }
  });

  const states = ['draft', 'submitted', 'sent-back', 'approved', 'running', 'done', 'stopped'] as const;
  const projects = numbers(LARGE.projects).map((number) => ({
    id: `project-${number}`,
    number: number + 1,
    issue_id: null,
    title: `Project number ${number}: call back within an hour`,
    aim: 'Nine of ten calls are answered within a minute',
    owner_id: person(5 + (number % 200)),
    deputy_id: person(6 + (number % 200)),
    budget_minor: 1_000_000 + number,
    currency: 'PLN',
    starts_on: '2026-12-01',
    ends_on: '2027-06-30',
    state: states[number % states.length] ?? 'draft',
    hold_until: null,
    pause_reason: '',
    submission: 1,
    proposed_by: lead,
    created_at_ms: nowMs - number * 1000,
    version: 1,
  }));
  await inPieces(projects, (rows) => db.insertInto('project').values(rows).execute());
  await db
    .updateTable('running_number')
    .set((eb) => ({
      last: eb.case().when('kind', '=', 'issue').then(LARGE.issues).else(LARGE.projects).end(),
    }))
    .execute();
  await inPieces(
    projects.flatMap(({ id }, index) =>
      numbers(6).map((report) => ({
        id: `report-${index}-${report}`,
        project_id: id,
        health: 'on-track',
        text: 'The supplier confirmed the date, and the first team has tried it.',
        author_id: person(5),
        reported_at_ms: nowMs - report * DAY_MS,
      })),
    ),
    (rows) => db.insertInto('project_report').values(rows).execute(),
  );

  const leadActor = await actorOf(app, emails.lead ?? '');
  for (const number of numbers(LARGE.workshops)) {
    const workshopId = await app.workshop.createWorkshop(leadActor, {
      title: `Workshop ${number}`,
      problem: 'Customers wait too long',
      goal: 'Know why',
      template: '5m',
      language: 'en',
    });
    await db
      .insertInto('workshop_member')
      .values(
        numbers(20).map((member) => ({
          workshop_id: workshopId,
          person_id: person(3 + ((number * 20 + member) % 290)),
          invited_at_ms: nowMs,
          entered_at_ms: null,
        })),
      )
      .onConflict((conflict) => conflict.doNothing())
      .execute();
  }

  for (const number of numbers(LARGE.rounds)) {
    const id = `round-${number}`;
    await db
      .insertInto('shift_round')
      .values({
        id,
        title: `Round ${number}`,
        goal: 'Everybody meets customers',
        ...{ opens_on: null, closes_on: null, leave_hours: 0, is_told: 1 },
        created_by: lead,
        created_at_ms: nowMs - number * 1000,
        version: 1,
      })
      .execute();
    const shifts = numbers(5).map((index) => {
      const startsAtMs = nowMs + (number * 7 + index - 100) * DAY_MS;
      const day = new Date(startsAtMs).toISOString().slice(0, 10);
      return {
        id: `shift-${number}-${index}`,
        round_id: id,
        ...{ day, last_day: day, starts_at: '08:00', ends_at: '16:00' },
        ...{ starts_at_ms: startsAtMs, ends_at_ms: startsAtMs + DAY_MS / 3 },
        ...{ place: '', is_remote: 0, mentors_needed: 1, department_cap: null, scopes: '["chat"]' },
        ...{ places: 4, taken: 3, version: 1 },
      };
    });
    await db.insertInto('shift').values(shifts).execute();
    await db
      .insertInto('shift_day')
      .values(
        shifts.map(({ id: shiftId, day, starts_at_ms, ends_at_ms }) => ({
          ...{ shift_id: shiftId, day, starts_at_ms, ends_at_ms },
        })),
      )
      .execute();
    await db
      .insertInto('shift_mentor')
      .values(shifts.map(({ id: shiftId }) => ({ shift_id: shiftId, person_id: person(2) })))
      .execute();
    await db
      .insertInto('shift_signup')
      .values(
        shifts.flatMap(({ id: shiftId }, day) =>
          numbers(3).map((seat) => ({
            shift_id: shiftId,
            person_id: person(3 + ((number * 15 + day * 3 + seat) % 290)),
            scopes: JSON.stringify(['chat']),
            signed_up_at_ms: nowMs,
          })),
        ),
      )
      .execute();
  }
  return emails;
}

async function actorOf(app: App, email: string): Promise<Extract<Actor, { kind: 'person' }>> {
  const person = (await app.people.listPeople(SYSTEM)).find((candidate) => candidate.email === email);
  if (!person) throw new Error(`Nobody has the e-mail ${email}.`);
  return { kind: 'person', ...person, sessionId: null };
}

function numbers(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}

/** Both engines bound the variables of one statement. */
async function inPieces<Row>(rows: readonly Row[], write: (piece: Row[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < rows.length; at += 200) await write(rows.slice(at, at + 200));
}
