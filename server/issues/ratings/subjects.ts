import type { Subject } from '#lib/base/subject.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { listPeople } from '../../people/store.ts';
import { findSession, listRaters, listSessionsById } from './session-store.ts';

/** Rating sessions as subjects: leads see all, others those in which they rate [IS49]. Nobody answers for one by name. */
export async function listRatingSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  const isLead = isPermitted(standingsOf(actor), 'ratings.manage');
  const personId = actor.kind === 'person' ? actor.id : '';
  const mine = new Set(
    (await listRaters(db, ids)).filter((one) => one.personId === personId).map(({ sessionId }) => sessionId),
  );
  return (await listSessionsById(db, ids))
    .filter(({ id }) => isLead || mine.has(id))
    .map(({ id, title, state }) => ({
      ...{ kind: 'ratings', id, title, href: `/issues/ratings/${id}` },
      ...{ ownerId: null, deputyId: null, isResting: state !== 'open' },
    }));
}

/** Who may see a session, as ids: leads, and whom it asks [IS49]. */
export async function listRatingReaders(db: Queries, id: string): Promise<ReadonlySet<string>> {
  if (!(await findSession(db, id))) return new Set();
  const leads = (await listPeople(db)).filter(({ roles }) => isPermitted(roles, 'ratings.manage'));
  const raters = await listRaters(db, [id]);
  return new Set([...leads.map((lead) => lead.id), ...raters.map(({ personId }) => personId)]);
}
