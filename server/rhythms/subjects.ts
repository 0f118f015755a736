import type { Subject } from '#lib/base/subject.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import type { Queries } from '../database/engine.ts';
import { listPeople } from '../people/store.ts';
import { seePulses } from './see-team-pulses.ts';
import { findPulse, listPulsePeople, listPulsesById } from './team-pulse-store.ts';

/** Pulses as subjects: those that a reader may see [RH17]. Nobody answers for one by name. */
export async function listPulseSubjects(
  context: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  const seen = await seePulses(context, actor, await listPulsesById(context.db, ids));
  return seen.map(({ id, title, endedAtMs }) => ({
    ...{ kind: 'pulse', id, title, href: `/people/team/pulses/${id}` },
    ...{ ownerId: null, deputyId: null, isResting: endedAtMs !== null },
  }));
}

/** Who may see a pulse, as ids: leads and whom it asks [RH17]. */
export async function listPulseReaders(db: Queries, id: string): Promise<ReadonlySet<string>> {
  if (!(await findPulse(db, id))) return new Set();
  const leads = (await listPeople(db)).filter(({ roles }) => isPermitted(roles, 'rhythm.manage'));
  const asked = await listPulsePeople(db, [id]);
  return new Set([...leads.map((lead) => lead.id), ...asked.map(({ personId }) => personId)]);
}
