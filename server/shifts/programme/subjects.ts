import type { Subject } from '#lib/base/subject.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { PERMISSIONS } from '#lib/people/permissions.ts';
import { listActiveHolders } from '../../people/lead-store.ts';
import { listProgrammesById } from './programme-store.ts';
import { seesProgramme } from './see-programme.ts';

/** Versions of the programme as subjects: of what decisions are about, and notices. */
export async function listProgrammeSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  return (await listProgrammesById(db, ids))
    .filter((row) => seesProgramme(actor, row))
    .map(({ id, number, title }) => ({
      ...{ kind: 'programme', id, title: number === null ? title : `${title} · ${number}` },
      href: `/shifts/programme#${number === null ? 'draft' : `version-${number}`}`,
      ...{ ownerId: null, deputyId: null },
    }));
}

/** A draft that was not proposed is for who writes the programme; null for what everybody sees. */
export async function listProgrammeReaders(db: Queries, id: string): Promise<ReadonlySet<string> | null> {
  const [row] = await listProgrammesById(db, [id]);
  const isOpen = row !== undefined && (row.number !== null || row.decisionId !== null);
  return isOpen ? null : new Set(await listActiveHolders(db, PERMISSIONS['programme.write']));
}
