import type { ProjectState } from './project.ts';

/** Who reads a project, as far as it matters for what they see of it; the system has no id and sees everything. */
export interface ProjectReader {
  id: string | null;
  isLead: boolean;
  isDirector: boolean;
}

/** Who has to do with a project. */
export interface ProjectPeople {
  ownerId: string;
  deputyId: string;
  proposedBy: string;
  /** Its sponsor, and whoever was ever asked for an opinion about it. */
  heardIds: readonly string[];
}

/** Whether somebody reads its budget, its charter, the opinions about it and its drafts [PR48]. */
export function readsInside(reader: ProjectReader, project: ProjectPeople): boolean {
  if (reader.id === null || reader.isLead || reader.isDirector) return true;
  const { ownerId, deputyId, proposedBy, heardIds } = project;
  return [ownerId, deputyId, proposedBy, ...heardIds].includes(reader.id);
}

/** What is a draft to those who do not read inside: it was never approved, and is being written [PR48]. */
export function isHiddenDraft(project: { state: ProjectState; stageBefore: string | null }): boolean {
  return project.stageBefore === null && (project.state === 'draft' || project.state === 'sent-back');
}
