import { SUBJECT_KINDS, type SubjectRef } from '#lib/base/subject.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import type { Queries } from '../database/engine.ts';
import { oneOf } from '../database/stored.ts';
import { listPeople } from '../people/store.ts';
import { findDecisionPlace, listNamedIn } from './decision-store.ts';

/**
 * Who may see a decision, as ids [DE3]: whoever sees what it hangs on, asked of `readersOf`, or of one that stands alone
 * those whose role does, and in either case whom it names. Null where everybody with the permission does.
 */
export async function listDecisionReaders(
  db: Queries,
  id: string,
  readersOf: (ref: SubjectRef) => Promise<ReadonlySet<string> | null>,
): Promise<ReadonlySet<string> | null> {
  const place = await findDecisionPlace(db, id);
  if (!place) return new Set();
  const { subject } = place;
  const readers = subject
    ? await readersOf({
        kind: oneOf(SUBJECT_KINDS, subject.kind, 'decision.subject_kind', id),
        id: subject.id,
      })
    : await listWhoSeeAll(db);
  return readers && new Set([...readers, ...(await listNamedIn(db, id))]);
}

async function listWhoSeeAll(db: Queries): Promise<ReadonlySet<string>> {
  const people = await listPeople(db);
  return new Set(people.filter(({ roles }) => isPermitted(roles, 'decision.viewAll')).map(({ id }) => id));
}
