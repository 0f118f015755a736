import { asId } from '#lib/base/ids.ts';
import type { ConfirmedPart, ShiftProgrammeId } from '#lib/shifts/programme/programme.ts';
import type { Queries } from '../../database/engine.ts';

/** A version of the programme, or its draft, as it is stored. */
export interface ProgrammeRow {
  id: ShiftProgrammeId;
  number: number | null;
  title: string;
  aim: string;
  rules: string;
  authorisation: string;
  changeNote: string;
  decisionId: string | null;
  withoutDecision: string;
  /** Null while it is a draft. */
  since: Readonly<Record<ConfirmedPart, number>> | null;
  changedAtMs: number;
  putByName: string | null;
  inForceAtMs: number | null;
  supersededAtMs: number | null;
  version: number;
}

/** The version in force: it has a number, and none came after it. */
export type ProgrammeInForce = ProgrammeRow & {
  number: number;
  since: Readonly<Record<ConfirmedPart, number>>;
};

function selectProgrammes(db: Queries) {
  return db
    .selectFrom('shift_programme')
    .leftJoin('person', 'person.id', 'shift_programme.put_by')
    .selectAll('shift_programme')
    .select('person.name as put_by_name');
}
type Selected = Awaited<ReturnType<ReturnType<typeof selectProgrammes>['execute']>>[number];

const msOf = (value: number | null): number | null => (value === null ? null : Number(value));

function toProgramme(row: Selected): ProgrammeRow {
  const { rules_since: rules, authorisation_since: authorisation } = row;
  return {
    ...{ id: asId<'shiftProgramme'>(row.id), number: row.number, title: row.title, aim: row.aim },
    ...{ rules: row.rules, authorisation: row.authorisation, changeNote: row.change_note },
    ...{ decisionId: row.decision_id, withoutDecision: row.without_decision },
    since: rules === null || authorisation === null ? null : { rules, authorisation },
    ...{ changedAtMs: Number(row.changed_at_ms), putByName: row.put_by_name },
    ...{ inForceAtMs: msOf(row.in_force_at_ms), supersededAtMs: msOf(row.superseded_at_ms) },
    version: row.version,
  };
}

/** All versions, the newest first; the draft before them. */
export async function listProgrammeRows(db: Queries): Promise<ProgrammeRow[]> {
  const rows = (await selectProgrammes(db).orderBy('number', 'desc').execute()).map(toProgramme);
  // The engines put what has no number at different ends.
  return [...rows.filter(({ number }) => number === null), ...rows.filter(({ number }) => number !== null)];
}

/** Of these versions those that there are. */
export async function listProgrammesById(db: Queries, ids: readonly string[]): Promise<ProgrammeRow[]> {
  if (ids.length === 0) return [];
  return (await selectProgrammes(db).where('shift_programme.id', 'in', ids).execute()).map(toProgramme);
}

/** Takes the draft for the rest of a transaction, or the version that it has become. */
export async function holdProgramme(trx: Queries, id: string): Promise<ProgrammeRow | undefined> {
  await trx
    .updateTable('shift_programme')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', '=', id)
    .execute();
  return (await listProgrammesById(trx, [id]))[0];
}

/** The version in force; undefined while there is none. */
export async function findInForce(db: Queries): Promise<ProgrammeInForce | undefined> {
  const row = await selectProgrammes(db)
    .where('number', 'is not', null)
    .where('superseded_at_ms', 'is', null)
    .executeTakeFirst();
  const found = row && toProgramme(row);
  if (!found || found.number === null || found.since === null) return undefined;
  return { ...found, number: found.number, since: found.since };
}

export async function findProgrammeDraft(db: Queries): Promise<ProgrammeRow | undefined> {
  const row = await selectProgrammes(db).where('number', 'is', null).executeTakeFirst();
  return row && toProgramme(row);
}

/** Who stands for which version, by name. */
export async function listProgrammeSponsors(
  db: Queries,
): Promise<{ programmeId: string; id: string; name: string }[]> {
  return db
    .selectFrom('shift_programme_sponsor')
    .innerJoin('person', 'person.id', 'shift_programme_sponsor.person_id')
    .select(['programme_id as programmeId', 'person.id', 'person.name'])
    .orderBy('person.name')
    .orderBy('person.id')
    .execute();
}

type Words = Pick<ProgrammeRow, 'title' | 'aim' | 'rules' | 'authorisation'>;

export async function insertDraft(
  trx: Queries,
  draft: Words & { id: string; madeBy: string; changedAtMs: number },
): Promise<void> {
  const { id, title, aim, rules, authorisation, madeBy, changedAtMs } = draft;
  await trx
    .insertInto('shift_programme')
    .values({
      ...{ id, number: null, title, aim, rules, authorisation, decision_id: null, made_by: madeBy },
      ...{ rules_since: null, authorisation_since: null, changed_at_ms: changedAtMs },
      ...{ put_by: null, in_force_at_ms: null, superseded_at_ms: null },
    })
    .execute();
}

/** Writes what is given of the draft, and counts the change. */
export async function updateDraft(
  trx: Queries,
  id: string,
  changed: Partial<Words & Pick<ProgrammeRow, 'changedAtMs' | 'decisionId'>>,
): Promise<void> {
  const { title, aim, rules, authorisation, changedAtMs, decisionId } = changed;
  await trx
    .updateTable('shift_programme')
    .set((eb) => ({
      ...{ title, aim, rules, authorisation, changed_at_ms: changedAtMs, decision_id: decisionId },
      version: eb('version', '+', 1),
    }))
    .where('id', '=', id)
    .execute();
}

export async function replaceSponsors(
  trx: Queries,
  programmeId: string,
  personIds: readonly string[],
): Promise<void> {
  await trx.deleteFrom('shift_programme_sponsor').where('programme_id', '=', programmeId).execute();
  if (personIds.length === 0) return;
  await trx
    .insertInto('shift_programme_sponsor')
    .values(personIds.map((person_id) => ({ programme_id: programmeId, person_id })))
    .execute();
}

export async function deleteProgrammeDraft(trx: Queries, id: string): Promise<void> {
  await trx.deleteFrom('shift_programme').where('id', '=', id).where('number', 'is', null).execute();
}

/** The draft becomes the version in force, in place of the one before. */
export async function markInForce(
  trx: Queries,
  id: string,
  put: Pick<ProgrammeInForce, 'number' | 'since' | 'changeNote' | 'withoutDecision'> & {
    putBy: string;
    atMs: number;
  },
): Promise<void> {
  await trx
    .updateTable('shift_programme')
    .set({ superseded_at_ms: put.atMs })
    .where('number', 'is not', null)
    .where('superseded_at_ms', 'is', null)
    .execute();
  await trx
    .updateTable('shift_programme')
    .set((eb) => ({
      ...{ number: put.number, change_note: put.changeNote, without_decision: put.withoutDecision },
      ...{ rules_since: put.since.rules, authorisation_since: put.since.authorisation },
      ...{ put_by: put.putBy, in_force_at_ms: put.atMs, version: eb('version', '+', 1) },
    }))
    .where('id', '=', id)
    .execute();
}

/** Somebody stands for the draft no more; what is in force keeps their name. */
export async function deleteDraftSponsor(trx: Queries, personId: string): Promise<void> {
  await trx
    .deleteFrom('shift_programme_sponsor')
    .where('person_id', '=', personId)
    .where('programme_id', 'in', (eb) =>
      eb.selectFrom('shift_programme').select('id').where('number', 'is', null),
    )
    .execute();
}

export async function listProgrammeIds(db: Queries): Promise<string[]> {
  return (await db.selectFrom('shift_programme').select('id').execute()).map(({ id }) => id);
}
