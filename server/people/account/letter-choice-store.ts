import { LETTER_KINDS, type LetterKind } from '#lib/people/account/letter-kinds.ts';
import type { Queries } from '../../database/engine.ts';

/** The kinds of letters that a person said they do without. */
export async function listUnwanted(db: Queries, personId: string): Promise<LetterKind[]> {
  const rows = await db
    .selectFrom('letter_choice')
    .select('kind')
    .where('person_id', '=', personId)
    .where('wanted', '=', 0)
    .execute();
  const unwanted = new Set(rows.map(({ kind }) => kind));
  return LETTER_KINDS.filter((kind) => unwanted.has(kind));
}

/** Everybody who does without letters of a kind. */
export async function listThoseWithout(db: Queries, kind: LetterKind): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('letter_choice')
    .select('person_id')
    .where('kind', '=', kind)
    .where('wanted', '=', 0)
    .execute();
  return new Set(rows.map(({ person_id }) => person_id));
}

/** Writes down of each kind whether a person wants it. */
export async function writeChoices(
  trx: Queries,
  personId: string,
  wanted: ReadonlySet<LetterKind>,
): Promise<void> {
  await trx.deleteFrom('letter_choice').where('person_id', '=', personId).execute();
  await trx
    .insertInto('letter_choice')
    .values(LETTER_KINDS.map((kind) => ({ person_id: personId, kind, wanted: wanted.has(kind) ? 1 : 0 })))
    .execute();
}
