import type { Actor } from '#lib/people/person.ts';
import { isHiddenDraft, readsInside, type ProjectReader } from '#lib/projects/read-project.ts';
import type { Queries } from '../database/engine.ts';
import { listHeardIds } from './charter/opinion-store.ts';
import type { ProjectRow } from './store.ts';

/** What of a project says who reads it. */
type Read = Pick<ProjectRow, 'ownerId' | 'deputyId' | 'proposedBy' | 'state' | 'stageBefore'> & {
  id: string;
};

/** What one reader sees of projects. */
export interface ProjectSight {
  /** Whether they read budget, charter, opinions and drafts of a project [PR48]. */
  isInside(project: Read): boolean;
  /** Whether they know of it at all: a draft is for those inside. */
  isSeen(project: Read): boolean;
}

/** What this actor may see of projects, in one query at most, whatever their number. */
export async function readSight(db: Queries, actor: Actor): Promise<ProjectSight> {
  const roles: readonly string[] = actor.kind === 'person' ? actor.roles : [];
  const reader: ProjectReader = {
    id: actor.kind === 'system' ? null : 'id' in actor ? actor.id : '',
    isLead: roles.includes('lead'),
    isDirector: roles.includes('director'),
  };
  const isEverywhere = reader.id === null || reader.isLead || reader.isDirector;
  const heard = isEverywhere || reader.id === null ? new Set<string>() : await listHeardIds(db, reader.id);
  const isInside = (project: Read): boolean =>
    readsInside(reader, {
      ...project,
      heardIds: reader.id !== null && heard.has(project.id) ? [reader.id] : [],
    });
  return { isInside, isSeen: (project) => !isHiddenDraft(project) || isInside(project) };
}

/** A project as a reader sees it: without its money for those who do not read inside [PR48]. */
export type SeenProject<Row extends ProjectRow = ProjectRow> = Omit<Row, 'budgetMinor'> & {
  /** Null for whoever does not read inside. */
  budgetMinor: number | null;
  isInside: boolean;
};

export function seenProject<Row extends ProjectRow>(sight: ProjectSight, project: Row): SeenProject<Row> {
  const isInside = sight.isInside(project);
  return { ...project, budgetMinor: isInside ? project.budgetMinor : null, isInside };
}
