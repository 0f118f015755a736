import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Subject } from '#lib/base/subject.ts';
import { isWorking } from '#lib/projects/project.ts';
import type { Context } from '../context.ts';
import { listActiveCovers } from './cover/cover-store.ts';
import { readSight } from './readers.ts';
import { listProjectNames } from './store.ts';

/** Projects as subjects: whoever may read projects sees each of them, but for the drafts of others [PR48]. */
export async function listProjectSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  if (!isPermitted(standingsOf(actor), 'project.view')) return [];
  const sight = await readSight(db, actor);
  const seen = (await listProjectNames(db, ids)).filter((project) => sight.isSeen(project));
  const covers = await listActiveCovers(db);
  return seen.map((project) => ({
    kind: 'project',
    id: project.id,
    title: project.title,
    href: `/projects/${project.number}`,
    // Whoever took over answers for it, and is stood in for by whom they stand in for [PR74].
    ownerId: covers.get(project.id)?.byId ?? project.ownerId,
    deputyId: covers.get(project.id)?.forId ?? project.deputyId,
    coveredId: covers.get(project.id)?.forId ?? null,
    isResting: !isWorking(project),
  }));
}
