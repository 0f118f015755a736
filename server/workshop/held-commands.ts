import type { SubjectRef } from '#lib/base/subject.ts';
import type { Queries } from '../database/engine.ts';
import * as store from './minutes/held-store.ts';

/**
 * When the last meeting about each thing of a kind was held with each person, as `thing person`: for commands that
 * have asked for their own permission. It says when and with whom, and nothing of what was said.
 */
export function listHeldMeetings(
  db: Queries,
  kind: SubjectRef['kind'],
  id?: string,
): Promise<ReadonlyMap<string, number>> {
  return store.listHeldWith(db, kind, id);
}
