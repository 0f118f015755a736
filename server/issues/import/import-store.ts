import { foldText } from '#lib/base/words/fold-text.ts';
import type { Queries } from '../../database/engine.ts';
import { piecesOf } from '../../database/pieces-of.ts';

/** Before the key of where an issue was imported from, in `origin_key`. */
const PREFIX = 'import:';

/** `origin_key` of an imported issue: its key in small letters, or its own id, which no key has, for want of one. */
export function importKey(foldedKey: string | null, id: string): string {
  return foldedKey === null ? `${PREFIX}/${id}` : `${PREFIX}${foldedKey}`;
}

/** What is in the list already, by the key of where it came from and by folded title: its number. */
export async function listKnownIssues(
  db: Queries,
): Promise<{ byKey: Map<string, number>; byTitle: Map<string, number> }> {
  const rows = await db
    .selectFrom('issue')
    .select(['number', 'title', 'origin_key'])
    .orderBy('number', 'desc')
    .execute();
  return {
    byKey: new Map(
      rows.flatMap(({ origin_key, number }) =>
        origin_key?.startsWith(PREFIX) ? [[origin_key.slice(PREFIX.length), number] as const] : [],
      ),
    ),
    // The oldest of several with one title stands for it.
    byTitle: new Map(rows.map(({ title, number }) => [foldText(title), number])),
  };
}

/** What can hang on an issue besides its own rows; where anything does, an import does not take it away again. */
const HANGING = ['commitment', 'rhythm', 'decision', 'message', 'outside_door'] as const;

/** Of these issues those that nobody worked with: as they were imported, without a rating, a project or a word. */
export async function listUntouched(trx: Queries, ids: readonly string[]): Promise<string[]> {
  const untouched: string[] = [];
  for (const piece of piecesOf(ids)) {
    const rows = await trx
      .selectFrom('issue')
      .select('id')
      .where('id', 'in', piece)
      .where('version', '=', 1)
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('issue_rating').select('issue_id').whereRef('issue_id', '=', 'issue.id'))),
      )
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('project_issue').select('issue_id').whereRef('issue_id', '=', 'issue.id'))),
      )
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('goal_issue').select('issue_id').whereRef('issue_id', '=', 'issue.id'))),
      )
      .where(({ not, exists, selectFrom }) =>
        not(exists(selectFrom('series_issue').select('issue_id').whereRef('issue_id', '=', 'issue.id'))),
      )
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('issue as twin').select('twin.id').whereRef('twin.duplicate_of', '=', 'issue.id'),
          ),
        ),
      )
      .execute();
    const found = new Set(rows.map(({ id }) => id));
    for (const table of HANGING) {
      const hanging = await trx
        .selectFrom(table)
        .select('subject_id')
        .where('subject_kind', '=', 'issue')
        .where('subject_id', 'in', piece)
        .execute();
      for (const { subject_id } of hanging) if (subject_id !== null) found.delete(subject_id);
    }
    untouched.push(...found);
  }
  return untouched;
}

/** Takes issues out of the list, with whoever reported them. */
export async function deleteIssues(trx: Queries, ids: readonly string[]): Promise<void> {
  for (const piece of piecesOf(ids)) await trx.deleteFrom('issue').where('id', 'in', piece).execute();
}
