import { AppError } from '#lib/base/errors.ts';
import type { Actor } from '#lib/people/person.ts';
import { lessonsFor, type LearnedProject } from '#lib/projects/running/lessons.ts';
import { requirePermission } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { readSight } from '../readers.ts';
import * as store from '../store.ts';
import { findClosing, listClosings, type ClosingRow } from './recovery-store.ts';

/** What was written down when a project was over, and what others like it taught before it began. */
export interface SeenLessons {
  /** Null as long as it goes on, and for one that ended before this was kept. */
  closing: ClosingRow | null;
  /** Of projects that are about the same, the most alike first [PR65]. */
  similar: LearnedProject[];
}

export async function getLessons(context: Context, actor: Actor, projectId: string): Promise<SeenLessons> {
  requirePermission(actor, 'project.view');
  const { db } = context;
  const project = await store.findProject(db, projectId);
  const sight = await readSight(db, actor);
  if (!project || !sight.isSeen(project)) throw new AppError('not-found');
  const closings = (await listClosings(db)).filter(
    (one) => one.projectId !== projectId && one.lessons.length > 0,
  );
  const about = new Map((await store.listAbouts(db)).map((one) => [one.id, one]));
  const learned = closings.flatMap(({ projectId: id, lessons }): LearnedProject[] => {
    const known = about.get(id);
    return known ? [{ ...known, lessons }] : [];
  });
  const own = about.get(projectId);
  return {
    closing: (await findClosing(db, projectId)) ?? null,
    similar: lessonsFor({ title: project.title, about: own?.about ?? project.aim }, learned),
  };
}
