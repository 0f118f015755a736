import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Brief } from '#lib/workshop/prepare/brief.ts';
import { coverWorkshop, type Coverage } from '#lib/workshop/prepare/coverage.ts';
import type { PackedInsight } from '#lib/workshop/prepare/evidence-pack.ts';
import { knowledgeOf, type Knowledge, type MailingState } from '#lib/workshop/prepare/invitation-mail.ts';
import { countOthers, type LeaderChecklist } from '#lib/workshop/prepare/leader-points.ts';
import { checkReadiness, type ReadinessCheck } from '#lib/workshop/prepare/readiness.ts';
import type { Session } from '#lib/workshop/prepare/session.ts';
import { requirePermission } from '#server/access/require-permission.ts';
import type { WorkshopContext } from '../workshop-context.ts';
import { listThoseWithout } from '#server/people/account/letter-choice-store.ts';
import { listColleagues } from '#server/people/commands.ts';
import { listDepartments } from '#server/people/department-commands.ts';
import { boardName } from '../board.ts';
import { listLeaderPoints } from './leader-store.ts';
import { listMailed, listMailings } from './mailing-store.ts';
import { listShownPack } from './pack-snapshot.ts';
import { requireFacilitated, requireReadable } from '../participation.ts';
import { findBrief, listSessions } from './prepare-store.ts';
import { listMembers, type MemberRow } from '../member-store.ts';
import * as store from '../store.ts';

const SYSTEM: Actor = { kind: 'system', name: 'workshop' };

/** What everybody who takes part may know of the preparation. */
export interface Plan {
  brief: Brief;
  /** Those that are held, by their beginning. */
  sessions: Session[];
}

/** Somebody invited, with what they know of the sessions by mail [WS64]. */
export interface InvitedPerson extends MemberRow {
  knowledge: Knowledge;
  /** How the last mail went; null before the first. */
  mailing: { state: MailingState; atMs: number } | null;
  /** They do without letters about workshops [AC11]: whoever invites them tells them. */
  isWithoutLetters: boolean;
}

/** Everything that who prepares a workshop works with. */
export interface Preparation extends Plan {
  workshop: store.WorkshopRow;
  seats: Awaited<ReturnType<typeof store.listSeats>>;
  invited: InvitedPerson[];
  coverage: Coverage;
  leader: LeaderChecklist;
  pack: PackedInsight[];
  hasMail: boolean;
  /** Whose clock on the wall a new session follows. */
  timeZone: string;
  checks: ReadinessCheck[];
}

/** The brief and the sessions of a workshop, for whoever may look at it. */
export async function getPlan(context: WorkshopContext, actor: Actor, workshopId: string): Promise<Plan> {
  const { workshop } = await requireReadable(context.db, actor, workshopId);
  return readPlan(context, workshop);
}

/** The preparation of a workshop with its checklist [WS67], for its facilitator. */
export async function getPreparation(
  context: WorkshopContext,
  actor: Actor,
  workshopId: string,
): Promise<Preparation> {
  requirePermission(actor, 'workshop.manage');
  const { db, mail } = context;
  const { timeZone } = context.settings;
  const workshop = await requireFacilitated(db, actor, workshopId);
  const allSessions = await listSessions(db, workshopId);
  const { brief, sessions } = await readPlan(context, workshop);
  // Somebody who left the organisation takes no part and gets no mail.
  const colleagues = await listColleagues(context, SYSTEM);
  const active = new Set(colleagues.map(({ id }) => id));
  const members = (await listMembers(db, workshopId)).filter(({ personId }) => active.has(personId));
  const seats = await store.listSeats(db, workshopId);
  const departments = await listDepartments(context, SYSTEM);
  const coverage = coverWorkshop({ seats, members, departments });
  const { facilitatorId } = workshop;
  const departmentName = colleagues.find(({ id }) => id === facilitatorId)?.departmentName ?? null;
  const leader = {
    said: await listLeaderPoints(db, workshopId, facilitatorId),
    ...countOthers(members, { id: facilitatorId, departmentName }),
  };
  const pack = await listShownPack(context, workshopId);
  const invited = await readInvited(context, members, { workshopId, sessions: allSessions });
  const hasMail = mail.linkBase !== undefined;
  const checks = checkReadiness({
    brief,
    leader,
    sessions,
    programme: workshop.programme,
    coverage,
    packed: pack.length,
    bones: await countBones(context, workshopId),
    knowledge: invited.filter(({ isWithoutLetters }) => !isWithoutLetters).map(({ knowledge }) => knowledge),
    hasMail,
  });
  return { workshop, brief, sessions, seats, invited, coverage, leader, pack, hasMail, timeZone, checks };
}

async function readPlan({ db }: WorkshopContext, workshop: store.WorkshopRow): Promise<Plan> {
  const sessions = await listSessions(db, workshop.id);
  return {
    brief: { ...(await findBrief(db, workshop.id)), goal: workshop.goal },
    sessions: sessions.filter(({ isCancelled }) => !isCancelled),
  };
}

async function readInvited(
  { db }: WorkshopContext,
  members: readonly MemberRow[],
  { workshopId, sessions }: { workshopId: string; sessions: readonly Session[] },
): Promise<InvitedPerson[]> {
  const mailed = Map.groupBy(await listMailed(db, workshopId), ({ personId }) => personId);
  const mailings = new Map((await listMailings(db, workshopId)).map((row) => [row.personId, row]));
  const without = await listThoseWithout(db, 'workshop');
  return members.map((member) => {
    const { state, atMs } = mailings.get(member.personId) ?? {};
    return {
      ...member,
      knowledge: knowledgeOf(sessions, mailed.get(member.personId) ?? []),
      mailing: state && atMs !== undefined ? { state, atMs } : null,
      isWithoutLetters: without.has(member.personId),
    };
  });
}

function countBones(context: WorkshopContext, workshopId: string): Promise<number> {
  return context.rooms.read(
    boardName(workshopId),
    (doc) => readFishbone(openFishbone(doc)).fishbone.bones.length,
  );
}
