import { dayAfter } from '#lib/base/days.ts';
import type { Duty } from '#lib/leave/duties.ts';
import { LONGEST_LEAVE_DAYS, type LeaveDays } from '#lib/leave/leave.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { isSigningPart } from '#lib/projects/approve.ts';
import type { ProjectState } from '#lib/projects/project.ts';
import type { Context } from '../context.ts';
import { listStandIns } from '../organisation/deputy-commands.ts';
import { listSigners, type SignerRow } from '../people/signer-store.ts';
import { listProjects } from '../projects/commands.ts';
import { readDutyDays } from '../shifts/duty-commands.ts';
import { listAway } from './away-commands.ts';

type Person = Extract<Actor, { kind: 'person' }>;

/** Of these projects somebody is in charge: their owner, or their deputy. */
const CARRIED_STATES: readonly ProjectState[] = ['approved', 'running', 'on-hold'];

/** A duty whose others are known by id: when they are away is asked of all at once. */
interface OpenDuty extends Omit<Duty, 'others'> {
  others: readonly { id: string; name: string }[] | null;
}

/** What waits for somebody from a day on, with when those who could do it instead are away [LE7]. */
export async function readDuties(context: Context, actor: Person, today: string): Promise<Duty[]> {
  const open = [
    ...(await ofProjects(context, actor)),
    ...(await ofRounds(context, actor, today)),
    ...(await ofSigning(context, actor, today)),
  ];
  const ids = open.flatMap(({ others }) => (others ?? []).map(({ id }) => id));
  const away = await listAway(context.db, ids, {
    startsOn: today,
    endsOn: dayAfter(today, LONGEST_LEAVE_DAYS),
  });
  return open.map((duty) => ({
    ...duty,
    others:
      duty.others?.map(({ id, name }) => ({
        name,
        leaves: (away.get(id) ?? []).map(({ startsOn, endsOn }) => ({ startsOn, endsOn })),
      })) ?? null,
  }));
}

async function ofProjects(context: Context, actor: Person): Promise<OpenDuty[]> {
  return (await listProjects(context, actor))
    .filter(
      ({ state, ownerId, deputyId }) =>
        CARRIED_STATES.includes(state) && [ownerId, deputyId].includes(actor.id),
    )
    .map(({ number, title, startsOn, endsOn, ownerId, ownerName, deputyId, deputyName }) => ({
      kind: 'project',
      title,
      href: `/projects/${number}`,
      days: [{ startsOn, endsOn }],
      others: [ownerId === actor.id ? { id: deputyId, name: deputyName } : { id: ownerId, name: ownerName }],
    }));
}

async function ofRounds(context: Context, actor: Person, today: string): Promise<OpenDuty[]> {
  const { mentored, signedUp } = await readDutyDays(context, actor, today);
  const daysOf = (days: readonly string[]): LeaveDays[] =>
    days.map((day) => ({ startsOn: day, endsOn: day }));
  return [
    ...mentored.flatMap(({ id, title, days, others }): OpenDuty[] => {
      const round = { title, href: `/shifts/${id}`, days: daysOf(days) };
      // That both are away says more than that one is, and is said as well.
      return [
        ...(others.length > 0 ? [{ ...round, kind: 'round' as const, others }] : []),
        { ...round, kind: 'mentor', others: null },
      ];
    }),
    ...signedUp.map(({ id, title, days }): OpenDuty => ({
      kind: 'shift',
      title,
      href: `/shifts/${id}`,
      days: daysOf(days),
      others: null,
    })),
  ];
}

/** Signing: with the other directors of both parts, and in the name of those for whom one stands in. */
async function ofSigning(context: Context, actor: Person, today: string): Promise<OpenDuty[]> {
  if (!isPermitted(standingsOf(actor), 'project.decide')) return [];
  const signers = (await listSigners(context.db)).filter(({ part }) => isSigningPart(part));
  const standIns = (await listStandIns(context.db, today)).filter(
    ({ substituteId }) => substituteId === actor.id,
  );
  const me = signers.find(({ id }) => id === actor.id);
  const others = signers.filter(({ id }) => id !== actor.id);
  const whenever = { startsOn: today, endsOn: dayAfter(today, LONGEST_LEAVE_DAYS) };
  const signing = { kind: 'signing', title: '', href: null, days: [whenever] } as const;
  return [
    ...(me ? [{ ...signing, others: others.map(named) }] : []),
    ...standIns.map(({ personName, startsOn, endsOn }): OpenDuty => ({
      kind: 'standIn',
      title: personName,
      href: null,
      days: [{ startsOn, endsOn }],
      others: null,
    })),
  ];
}

function named({ id, name }: SignerRow): { id: string; name: string } {
  return { id, name };
}
