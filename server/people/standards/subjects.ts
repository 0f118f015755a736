import type { Subject } from '#lib/base/subject.ts';
import type { Actor } from '#lib/people/person.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { versionInForce } from '#lib/people/standards/standard.ts';
import type { Context } from '../../context.ts';
import type { Queries } from '../../database/engine.ts';
import { listLightSigners } from '../signer-store.ts';
import { seesStandard } from './see-standards.ts';
import { listStandardsById, listStandardVersions } from './standard-store.ts';

/** Standards as subjects: everybody sees those in force, insiders the others; the owner answers for one. */
export async function listStandardSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  if (!isPermitted(standingsOf(actor), 'standard.view')) return [];
  const versions = Map.groupBy(await listStandardVersions(db, ids), ({ standardId }) => standardId);
  return (await listStandardsById(db, ids))
    .filter((row) => seesStandard(actor, row, versions.get(row.id) ?? []))
    .map(({ id, title, ownerId, madeBy }) => ({
      ...{ kind: 'standard', id, title, href: `/people/team/standards/${id}` },
      ...{ ownerId, deputyId: null, askedId: madeBy },
    }));
}

/** Who sees a standard, as ids: of one that is not in force leads, directors and its owner; null where everybody does. */
export async function listStandardReaders(db: Queries, id: string): Promise<ReadonlySet<string> | null> {
  if (versionInForce(await listStandardVersions(db, [id]))) return null;
  const [row] = await listStandardsById(db, [id]);
  const insiders = (await listLightSigners(db)).map((person) => person.id);
  return new Set([...insiders, ...(row?.ownerId ? [row.ownerId] : [])]);
}
