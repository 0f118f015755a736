import { CONFIRMED_PARTS, type Confirmed, type ConfirmedPart } from '#lib/shifts/programme/programme.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf } from '../../database/stored.ts';

export interface ConfirmationRow extends Confirmed {
  personId: string;
}

/** What these people confirmed, in all versions, withdrawn or not. */
export async function listConfirmations(
  db: Queries,
  personIds: readonly string[],
): Promise<ConfirmationRow[]> {
  if (personIds.length === 0) return [];
  const rows = await db
    .selectFrom('shift_confirmation')
    .innerJoin('shift_programme', 'shift_programme.id', 'shift_confirmation.programme_id')
    .selectAll('shift_confirmation')
    .select('shift_programme.number')
    .where('person_id', 'in', personIds)
    .orderBy('confirmed_at_ms')
    .execute();
  return rows.flatMap((row) =>
    row.number === null
      ? []
      : [
          {
            personId: row.person_id,
            part: oneOf(CONFIRMED_PARTS, row.part, 'shift_confirmation.part', row.id),
            ...{ number: row.number, atMs: Number(row.confirmed_at_ms) },
            withdrawnAtMs: row.withdrawn_at_ms === null ? null : Number(row.withdrawn_at_ms),
          },
        ],
  );
}

export async function insertConfirmations(
  trx: Queries,
  confirmations: readonly {
    id: string;
    personId: string;
    part: ConfirmedPart;
    programmeId: string;
    atMs: number;
  }[],
): Promise<void> {
  if (confirmations.length === 0) return;
  await trx
    .insertInto('shift_confirmation')
    .values(
      confirmations.map(({ id, personId, part, programmeId, atMs }) => ({
        ...{ id, person_id: personId, part, programme_id: programmeId, confirmed_at_ms: atMs },
        ...{ withdrawn_at_ms: null, withdrawn_by: null },
      })),
    )
    .execute();
}

/** Ends the authorisation of a person from now on; that it was there, when and for which text stays. False where there was none. */
export async function endAuthorisation(
  trx: Queries,
  personId: string,
  { byId, atMs }: { byId: string | null; atMs: number },
): Promise<boolean> {
  const result = await trx
    .updateTable('shift_confirmation')
    .set({ withdrawn_at_ms: atMs, withdrawn_by: byId })
    .where('person_id', '=', personId)
    .where('part', '=', 'authorisation')
    .where('withdrawn_at_ms', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

export async function hasAuthorisation(db: Queries, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('shift_confirmation')
    .select('id')
    .where('person_id', '=', personId)
    .where('part', '=', 'authorisation')
    .where('withdrawn_at_ms', 'is', null)
    .executeTakeFirst();
  return row !== undefined;
}

/** Somebody with a seat on a tour that is not over, or who looks after one. */
export interface TourPart {
  personId: string;
  name: string;
  tourId: string;
  roundId: string;
  roundTitle: string;
  day: string;
  startsAtMs: number;
}

/** Everybody with a part in tours that are not over: of a round, of one person, or of tours that begin by a day. */
export async function listTourParts(
  db: Queries,
  nowMs: number,
  { roundId, personId, toDay }: { roundId?: string; personId?: string; toDay?: string },
): Promise<TourPart[]> {
  const parts = (['shift_signup', 'shift_mentor'] as const).map((table) =>
    db
      .selectFrom(table)
      .innerJoin('shift', 'shift.id', `${table}.shift_id`)
      .innerJoin('shift_round', 'shift_round.id', 'shift.round_id')
      .innerJoin('person', 'person.id', `${table}.person_id`)
      .select([
        ...([
          'person.id as personId',
          'person.name',
          'shift.id as tourId',
          'shift.round_id as roundId',
        ] as const),
        ...(['shift_round.title as roundTitle', 'shift.day', 'shift.starts_at_ms as startsAtMs'] as const),
      ])
      .where('shift.ends_at_ms', '>', nowMs)
      .$if(roundId !== undefined, (query) => query.where('shift.round_id', '=', roundId ?? ''))
      .$if(personId !== undefined, (query) => query.where('person.id', '=', personId ?? ''))
      .$if(toDay !== undefined, (query) => query.where('shift.day', '<=', toDay ?? ''))
      .execute(),
  );
  const rows = (await Promise.all(parts)).flat();
  return rows
    .map((row) => ({ ...row, startsAtMs: Number(row.startsAtMs) }))
    .toSorted((one, other) => one.startsAtMs - other.startsAtMs || (one.tourId < other.tourId ? -1 : 1));
}
