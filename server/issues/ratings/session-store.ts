// Above 300 lines: a session is one row with its people and its issues, and each reading of them a query.
import { asId } from '#lib/base/ids.ts';
import { ISSUE_STATES, type IssueState } from '#lib/issues/issue.ts';
import {
  RATING_SESSION_KINDS,
  RATING_SESSION_STATES,
  type RatingSessionId,
  type RatingSessionStand,
} from '#lib/issues/ratings/rating-session.ts';
import { TRIAGES, type Triage } from '#lib/issues/triage.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf } from '../../database/stored.ts';

export interface SessionRow extends RatingSessionStand {
  id: RatingSessionId;
  title: string;
  makerId: string;
  makerName: string;
  madeAtMs: number;
  revealedAtMs: number | null;
  version: number;
}

function selectSessions(db: Queries) {
  return db.selectFrom('rating_session').selectAll('rating_session');
}

type Selected = Awaited<ReturnType<ReturnType<typeof selectSessions>['execute']>>[number];

function toSession(row: Selected): SessionRow {
  return {
    id: asId<'rating-session'>(row.id),
    title: row.title,
    kind: oneOf(RATING_SESSION_KINDS, row.kind, 'rating_session.kind', row.id),
    state: oneOf(RATING_SESSION_STATES, row.state, 'rating_session.state', row.id),
    round: row.round === 2 ? 2 : 1,
    endsOn: row.ends_on,
    makerId: row.made_by,
    makerName: row.made_by_name,
    madeAtMs: row.made_at_ms,
    revealedAtMs: row.revealed_at_ms,
    version: row.version,
  };
}

export async function insertRatingSession(
  trx: Queries,
  session: Omit<SessionRow, 'state' | 'round' | 'revealedAtMs' | 'version'>,
  { raterIds, issueIds }: { raterIds: readonly string[]; issueIds: readonly string[] },
): Promise<void> {
  const { id } = session;
  await trx
    .insertInto('rating_session')
    .values({
      id,
      title: session.title,
      kind: session.kind,
      state: 'open',
      round: 1,
      ends_on: session.endsOn,
      made_by: session.makerId,
      made_by_name: session.makerName,
      made_at_ms: session.madeAtMs,
      revealed_at_ms: null,
    })
    .execute();
  await trx
    .insertInto('rating_session_person')
    .values(raterIds.map((personId) => ({ session_id: id, person_id: personId })))
    .execute();
  await trx
    .insertInto('rating_session_issue')
    .values(issueIds.map((issueId, place) => ({ session_id: id, issue_id: issueId, place })))
    .execute();
}

export async function findSession(db: Queries, id: string): Promise<SessionRow | undefined> {
  const row = await selectSessions(db).where('id', '=', id).executeTakeFirst();
  return row && toSession(row);
}

/** Takes a session for the rest of a transaction, so that answers and the reveal come one after the other. */
export async function holdSession(trx: Queries, id: string): Promise<SessionRow | undefined> {
  await trx
    .updateTable('rating_session')
    .set((eb) => ({ state: eb.ref('state') }))
    .where('id', '=', id)
    .execute();
  return findSession(trx, id);
}

/** Writes how far a held session has come. */
export async function updateRatingSession(
  trx: Queries,
  { id, version }: Pick<SessionRow, 'id' | 'version'>,
  change: Pick<SessionRow, 'state' | 'round'> & { endsOn?: string | null; revealedAtMs?: number },
): Promise<void> {
  await trx
    .updateTable('rating_session')
    .set({
      state: change.state,
      round: change.round,
      // What is undefined stays as it is.
      ends_on: change.endsOn,
      revealed_at_ms: change.revealedAtMs,
      version: version + 1,
    })
    .where('id', '=', id)
    .execute();
}

export async function countOpenSessions(trx: Queries): Promise<number> {
  const row = await trx
    .selectFrom('rating_session')
    .select((eb) => eb.fn.countAll<number | string>().as('count'))
    .where('state', '=', 'open')
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** Sessions by their ids. */
export async function listSessionsById(db: Queries, ids: readonly string[]): Promise<SessionRow[]> {
  if (ids.length === 0) return [];
  return (await selectSessions(db).where('id', 'in', ids).execute()).map(toSession);
}

/** The newest sessions, those that are open first: of a rater, or all. */
export async function listNewestSessions(
  db: Queries,
  { raterId, limit }: { raterId: string | null; limit: number },
): Promise<SessionRow[]> {
  let query = selectSessions(db);
  if (raterId !== null)
    query = query.where((eb) =>
      eb.exists(
        eb
          .selectFrom('rating_session_person as rater')
          .select('rater.person_id')
          .whereRef('rater.session_id', '=', 'rating_session.id')
          .where('rater.person_id', '=', raterId),
      ),
    );
  const rows = await query
    .orderBy((eb) => eb.case().when('state', '=', 'open').then(0).else(1).end())
    .orderBy('made_at_ms', 'desc')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map(toSession);
}

/** Sessions whose last day is over, and that have not shown yet what came of them. */
export async function listEndedSessions(db: Queries, today: string): Promise<SessionRow[]> {
  const rows = await selectSessions(db)
    .where('state', '=', 'open')
    .where('ends_on', '<', today)
    .orderBy('ends_on')
    .execute();
  return rows.map(toSession);
}

export interface RaterRow {
  sessionId: string;
  personId: string;
  name: string;
}

/** Who rates in these sessions, by name. */
export async function listRaters(db: Queries, sessionIds: readonly string[]): Promise<RaterRow[]> {
  if (sessionIds.length === 0) return [];
  const rows = await db
    .selectFrom('rating_session_person')
    .innerJoin('person', 'person.id', 'rating_session_person.person_id')
    .select(['session_id', 'person_id', 'name'])
    .where('session_id', 'in', sessionIds)
    .orderBy('name')
    .orderBy('person_id')
    .execute();
  return rows.map((row) => ({ sessionId: row.session_id, personId: row.person_id, name: row.name }));
}

/** Open sessions in which somebody rates. */
export async function listOpenSessionsOf(db: Queries, personId: string): Promise<SessionRow[]> {
  const rows = await selectSessions(db)
    .innerJoin('rating_session_person', 'session_id', 'rating_session.id')
    .where('person_id', '=', personId)
    .where('state', '=', 'open')
    .orderBy('rating_session.id')
    .execute();
  return rows.map(toSession);
}

export async function deleteRater(trx: Queries, sessionId: string, personId: string): Promise<void> {
  await trx
    .deleteFrom('rating_session_person')
    .where('session_id', '=', sessionId)
    .where('person_id', '=', personId)
    .execute();
}

/** An issue of a session, in its order. */
export interface SessionIssueRow {
  sessionId: string;
  id: string;
  number: number;
  title: string;
  description: string;
  state: IssueState;
  triage: Triage;
  rounds: number;
  askedIn: string | null;
  decidedIn: string | null;
}

export async function listSessionIssues(
  db: Queries,
  sessionIds: readonly string[],
): Promise<SessionIssueRow[]> {
  if (sessionIds.length === 0) return [];
  const rows = await db
    .selectFrom('rating_session_issue')
    .innerJoin('issue', 'issue.id', 'rating_session_issue.issue_id')
    .select([
      'session_id',
      'issue.id',
      'number',
      'title',
      'description',
      'state',
      'triage',
      'rounds',
      'asked_in',
      'decided_in',
    ])
    .where('session_id', 'in', sessionIds)
    .orderBy('place')
    .orderBy('issue.id')
    .execute();
  return rows.map((row) => ({
    sessionId: row.session_id,
    id: row.id,
    number: row.number,
    title: row.title,
    description: row.description,
    state: oneOf(ISSUE_STATES, row.state, 'issue.state', row.id),
    triage: oneOf(TRIAGES, row.triage, 'issue.triage', row.id),
    rounds: row.rounds,
    askedIn: row.asked_in,
    decidedIn: row.decided_in,
  }));
}

/** Says of issues of a session in how many rounds they are asked about. */
export async function setRounds(
  trx: Queries,
  sessionId: string,
  issueIds: readonly string[],
  rounds: number,
): Promise<void> {
  if (issueIds.length === 0) return;
  await trx
    .updateTable('rating_session_issue')
    .set({ rounds })
    .where('session_id', '=', sessionId)
    .where('issue_id', 'in', issueIds)
    .execute();
}

/** From now on this session asks about these issues, and no other can. */
export async function takeIssues(trx: Queries, sessionId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx.updateTable('issue').set({ asked_in: sessionId }).where('id', 'in', ids).execute();
}

/** The session asks about none of its issues any more. */
export async function freeIssues(trx: Queries, sessionId: string): Promise<void> {
  await trx.updateTable('issue').set({ asked_in: null }).where('asked_in', '=', sessionId).execute();
}

/** From now on these issues stand where this session put them. */
export async function decideIssues(trx: Queries, sessionId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await trx.updateTable('issue').set({ decided_in: sessionId }).where('id', 'in', ids).execute();
}

/** Which of these issues can be asked about: open ones, about which no session asks. Held for the rest of a transaction. */
export async function holdFree(trx: Queries, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await trx
    .updateTable('issue')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('id', 'in', ids)
    .where('state', '=', 'open')
    .where('asked_in', 'is', null)
    .returning('id')
    .execute();
  return new Set(rows.map(({ id }) => id));
}

/** What sessions ask of one person, and have asked. */
export interface AskedOf {
  /** Issues that wait for their answer in an open session. */
  waiting: ReadonlySet<string>;
  /** Issues that they have answered in any session but the standing one. */
  given: ReadonlySet<string>;
}

export async function readAskedOf(db: Queries, personId: string): Promise<AskedOf> {
  const asked = await db
    .selectFrom('rating_session_person as rater')
    .innerJoin('rating_session as session', 'session.id', 'rater.session_id')
    .innerJoin('rating_session_issue as asked', 'asked.session_id', 'session.id')
    .leftJoin('issue_rating as mine', (join) =>
      join
        .onRef('mine.session_id', '=', 'session.id')
        .onRef('mine.round', '=', 'session.round')
        .onRef('mine.issue_id', '=', 'asked.issue_id')
        .onRef('mine.person_id', '=', 'rater.person_id'),
    )
    .select('asked.issue_id')
    .where('rater.person_id', '=', personId)
    .where('session.state', '=', 'open')
    .whereRef('asked.rounds', '>=', 'session.round')
    .where('mine.person_id', 'is', null)
    .execute();
  const given = await db
    .selectFrom('issue_rating')
    .innerJoin('rating_session', 'rating_session.id', 'session_id')
    .select('issue_id')
    .distinct()
    .where('person_id', '=', personId)
    .execute();
  return {
    waiting: new Set(asked.map(({ issue_id }) => issue_id)),
    given: new Set(given.map(({ issue_id }) => issue_id)),
  };
}
