import { dayAfter } from '#lib/base/days.ts';
import { dayAt } from '#lib/base/time-zone.ts';
import { awayUntil, isAway, mergeLeaves, sharedLeaves } from '#lib/leave/away.ts';
import type { Absence, LeaveDays, LeaveKind } from '#lib/leave/leave.ts';
import { unsignedDays, type UnsignedDays } from '#lib/leave/uncovered.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { isSigningPart, SIGNING_PARTS } from '#lib/projects/approve.ts';
import { requirePermission, requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { listStandIns } from '../organisation/deputy-commands.ts';
import { listLedBy } from '../people/manager-store.ts';
import { listSigners } from '../people/signer-store.ts';
import { getProject } from '../projects/commands.ts';
import { getRound } from '../shifts/commands.ts';
import { listAway } from './away-commands.ts';
import { listEverybodysAbsences, listLeavesOf } from './leave-store.ts';

/** How far ahead absences of others are seen [LE4]. */
const DAYS_SEEN = 90;
/** How long before it begins an absence is named where somebody works with its person. */
const DAYS_NAMED = 14;

/** The span that absences of others are seen for, from today on [LE4]. */
interface SeenAhead {
  today: string;
  until: string;
}

/** The leaves of those whom the reader leads, with their kinds; null for who leads nobody [LE2] [LE4]. */
export interface TeamLeave extends SeenAhead {
  team: (Absence & { name: string; kind: LeaveKind })[] | null;
}

export async function getTeamLeave(context: Context, actor: Actor): Promise<TeamLeave> {
  requirePerson(actor, 'leave.enter');
  const { today, until } = seenAhead(context);
  const led = await listLedBy(context.db, actor.id);
  const names = new Map(led.map(({ id, name }) => [id, name]));
  const leaves = await listLeavesOf(context.db, [...names.keys()], today);
  const team = leaves
    .filter(({ startsOn }) => startsOn <= until)
    .map(({ personId, kind, startsOn, endsOn }) => ({
      personId,
      name: names.get(personId) ?? '',
      kind,
      startsOn,
      endsOn,
    }));
  return { today, until, team: led.length === 0 ? null : team };
}

/** That people are away, of everybody and without kinds [LE4]. */
export interface EverybodysLeave extends SeenAhead {
  absences: (Absence & { name: string })[];
  /** Whether the reader leads anybody, whose kinds stand beside. */
  leadsTeam: boolean;
}

export async function getEverybodysLeave(context: Context, actor: Actor): Promise<EverybodysLeave> {
  requirePerson(actor, 'leave.viewAll');
  const { today, until } = seenAhead(context);
  return {
    today,
    until,
    absences: await listEverybodysAbsences(context.db, { startsOn: today, endsOn: until }),
    leadsTeam: (await listLedBy(context.db, actor.id)).length > 0,
  };
}

/** Where leaves leave signing to nobody: for who looks after the organisation, and for leads [LE6] [LE7]. */
export interface SigningAbsences {
  unsigned: UnsignedDays[];
  /** Days on which the directors of both parts are all away. */
  shared: LeaveDays[];
}

export async function getSigningAbsences(context: Context, actor: Actor): Promise<SigningAbsences> {
  requirePermission(actor, 'leave.viewAll');
  return readSigning(context, context.db, DAYS_SEEN);
}

async function readSigning(context: Context, db: Queries, days: number): Promise<SigningAbsences> {
  const startsOn = todayOf(context);
  const within = { startsOn, endsOn: dayAfter(startsOn, days) };
  const directors = await listSigners(db);
  const signing = directors.filter(({ part }) => isSigningPart(part));
  const away = await listAway(
    db,
    directors.map(({ id }) => id),
    within,
  );
  const standIns = await listStandIns(db, startsOn);
  const byPart = SIGNING_PARTS.map((part) => signing.filter((director) => director.part === part));
  const isComplete = byPart.every(({ length }) => length > 0);
  const leaves = signing.map(({ id }) => away.get(id) ?? []);
  return {
    unsigned: unsignedDays(signing, [...away.values()].flat(), standIns, within),
    shared: isComplete ? sharedLeaves([[within], ...leaves]) : [],
  };
}

/** When those who carry or sign a project are away: now, or soon [LE4] [LE7]. */
export interface ProjectAbsences {
  today: string;
  /** The absence of each person that goes on or begins soon, by id. */
  away: Record<string, LeaveDays>;
  /** The first days on which owner and deputy are both away before the project ends. */
  shared: LeaveDays | null;
  /** Directors who are away today and in whose name nobody signs. */
  unsigned: UnsignedDays[];
}

export async function getProjectAbsences(
  context: Context,
  actor: Actor,
  projectId: string,
): Promise<ProjectAbsences> {
  const { project } = await getProject(context, actor, projectId);
  const today = todayOf(context);
  const signers = await listSigners(context.db);
  const ids = [project.ownerId, project.deputyId, ...signers.map(({ id }) => id)];
  const within = { startsOn: today, endsOn: dayAfter(today, DAYS_SEEN) };
  const leaves = await listAway(context.db, ids, within);
  const both = [project.ownerId, project.deputyId].map((id) => leaves.get(id) ?? []);
  const term = { startsOn: today, endsOn: project.endsOn };
  const { unsigned } = await readSigning(context, context.db, DAYS_NAMED);
  return {
    today,
    away: Object.fromEntries(
      [...leaves].flatMap(([id, own]) => {
        const named = namedAbsence(own, today);
        return named ? [[id, named] as const] : [];
      }),
    ),
    shared: sharedLeaves([[term], ...both])[0] ?? null,
    unsigned: unsigned.filter(({ startsOn }) => startsOn <= today),
  };
}

/** The absence that goes on, or the next one that begins soon. */
function namedAbsence(leaves: readonly LeaveDays[], today: string): LeaveDays | undefined {
  return mergeLeaves(leaves).find(
    ({ startsOn, endsOn }) => endsOn >= today && startsOn <= dayAfter(today, DAYS_NAMED),
  );
}

/** Who is missing on which tours of a round [LE8]. */
export interface RoundAbsences {
  /** Mentors, with the days of their tours from today on on which they are away. */
  mentors: { id: string; name: string; days: string[] }[];
  /** Days on which no mentor of a tour is there. */
  unmentored: string[];
  /** Shifts of who is away: all of them for who plans the round, else one's own. */
  shifts: { tourId: string; personId: string }[];
  /** Tours to come on which the reader is away, whether they serve there or not [SH29]. */
  mine: string[];
}

export async function getRoundAbsences(
  context: Context,
  actor: Actor,
  roundId: string,
): Promise<RoundAbsences> {
  requirePerson(actor, 'shift.view');
  const { mentors, tours } = await getRound(context, actor, roundId);
  const today = todayOf(context);
  const coming = tours.map((tour) => ({
    ...tour,
    days: tour.days.map(({ day }) => day).filter((day) => day >= today),
  }));
  const days = coming.flatMap((tour) => tour.days).toSorted();
  const signUps = coming.flatMap((tour) =>
    tour.signUps.map(({ personId }) => ({ tourId: tour.id, personId, days: tour.days })),
  );
  const ids = [actor.id, ...mentors.map(({ id }) => id), ...signUps.map(({ personId }) => personId)];
  const leaves = await listAway(context.db, ids, {
    startsOn: days[0] ?? today,
    endsOn: days.at(-1) ?? today,
  });
  const isMissing = (personId: string, day: string): boolean => isAway(leaves.get(personId) ?? [], day);
  const seesAll = isPermitted(standingsOf(actor), 'shift.manage');
  return {
    mentors: mentors
      .map(({ id, name }) => ({
        id,
        name,
        days: coming
          .filter((tour) => tour.mentors.some((mentor) => mentor.id === id))
          .flatMap((tour) => tour.days)
          .filter((day) => isMissing(id, day)),
      }))
      .filter((mentor) => mentor.days.length > 0),
    unmentored: coming.flatMap((tour) =>
      tour.days.filter((day) => tour.mentors.every(({ id }) => isMissing(id, day))),
    ),
    shifts: signUps
      .filter(
        (signUp) =>
          signUp.days.some((day) => isMissing(signUp.personId, day)) &&
          (seesAll || signUp.personId === actor.id),
      )
      .map(({ tourId, personId }) => ({ tourId, personId })),
    mine: coming.filter(({ days: own }) => own.some((day) => isMissing(actor.id, day))).map(({ id }) => id),
  };
}

/** What Home says of leaves: of the reader's own, of those whom they stand in for, and of who signs. */
export interface HomeAbsences {
  /** Until when these people are away today, by id; the reader among them. */
  awayUntil: ReadonlyMap<string, string>;
  /** Directors in whose name the reader signs now or soon. */
  standsInFor: readonly (LeaveDays & { name: string })[];
  /** Who signs in the reader's name today. */
  standIn: string | null;
  /** For who looks after it: directors who are away soon, with nobody who signs; null for the rest. */
  unsigned: readonly UnsignedDays[] | null;
}

/** `people` are those whom the reader's own projects bring together with them. */
export async function readHomeAbsences(
  context: Context,
  actor: Actor,
  people: readonly string[],
): Promise<HomeAbsences> {
  requirePerson(actor, 'leave.enter');
  const today = todayOf(context);
  const within = { startsOn: today, endsOn: dayAfter(today, DAYS_SEEN) };
  const away = await listAway(context.db, [actor.id, ...people], within);
  const standIns = (await listStandIns(context.db, today)).filter(
    ({ startsOn }) => startsOn <= dayAfter(today, DAYS_NAMED),
  );
  const looksAfter = ['issue.manage', 'settings.manage'] as const;
  return {
    awayUntil: new Map(
      [...away].flatMap(([id, leaves]) => {
        const until = awayUntil(leaves, today);
        return until === null ? [] : [[id, until] as const];
      }),
    ),
    standsInFor: standIns
      .filter(({ substituteId }) => substituteId === actor.id)
      .map(({ personName, startsOn, endsOn }) => ({ name: personName, startsOn, endsOn })),
    standIn:
      standIns.find((entry) => entry.personId === actor.id && isAway([entry], today))?.substituteName ?? null,
    unsigned: looksAfter.some((permission) => isPermitted(standingsOf(actor), permission))
      ? (await readSigning(context, context.db, DAYS_NAMED)).unsigned
      : null,
  };
}

function todayOf(context: Context): string {
  return dayAt(context.clock(), context.settings.timeZone);
}

function seenAhead(context: Context): SeenAhead {
  const today = todayOf(context);
  return { today, until: dayAfter(today, DAYS_SEEN) };
}
