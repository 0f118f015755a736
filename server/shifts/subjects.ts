import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Subject } from '#lib/base/subject.ts';
import type { Context } from '../context.ts';
import { listFindingTexts } from './findings/finding-store.ts';
import { listRoundNames } from './searchable-store.ts';
import { listAllMentors } from './tour-store.ts';

/** Rounds as subjects: whoever may read rounds sees each of them; asked about one is its first mentor. */
export async function listRoundSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  if (!isPermitted(standingsOf(actor), 'shift.view')) return [];
  const mentors = new Map(
    (await listAllMentors(db)).reverse().map(({ roundId, id }) => [roundId, id] as const),
  );
  return (await listRoundNames(db, ids)).map(({ id, title, createdBy }) => ({
    kind: 'round',
    id,
    title,
    href: `/shifts/${id}`,
    ownerId: null,
    deputyId: null,
    askedId: mentors.get(id) ?? createdBy,
  }));
}

/** More of its words is no title. */
const TITLE_LETTERS = 80;

/** Findings as subjects: whoever may read rounds sees each of them; asked about one is who reported it. */
export async function listFindingSubjects(
  { db }: Context,
  actor: Actor,
  ids: readonly string[],
): Promise<Subject[]> {
  if (!isPermitted(standingsOf(actor), 'shift.view')) return [];
  return (await listFindingTexts(db, ids)).map(({ id, roundId, personId, text }) => ({
    kind: 'finding',
    id,
    title: titleOf(text),
    href: `/shifts/${roundId}/findings/${id}`,
    ownerId: null,
    deputyId: null,
    askedId: personId,
  }));
}

/** The first line of a finding, shortened. */
function titleOf(text: string): string {
  const [line = ''] = text.trim().split('\n');
  const letters = [...line];
  return letters.length <= TITLE_LETTERS ? line : `${letters.slice(0, TITLE_LETTERS - 1).join('')}…`;
}
