import type { Rating } from '#lib/issues/issue.ts';
import type { RatingAnswer } from '#lib/issues/ratings/distribution.ts';
import type { Queries } from '../../database/engine.ts';

/** One round of one session; the standing one has its first round alone. */
export interface RoundRef {
  sessionId: string;
  round: number;
}

function toAnswer(row: { importance: number | null; urgency: number | null }): RatingAnswer {
  const { importance, urgency } = row;
  return importance === null || urgency === null ? 'abstains' : { importance, urgency };
}

/** The measured importance that a rater overruled, and why [IS60]. */
export interface Overruled {
  filled: number;
  reason: string;
}

/** What somebody says of an issue, instead of what they said before in the same round [IS1]. */
export async function upsertAnswer(
  trx: Queries,
  { sessionId, round }: RoundRef,
  {
    issueId,
    personId,
    answer,
    atMs,
    overruled,
  }: {
    issueId: string;
    personId: string;
    answer: RatingAnswer;
    atMs: number;
    overruled: Overruled | null;
  },
): Promise<void> {
  const { importance, urgency } = answer === 'abstains' ? { importance: null, urgency: null } : answer;
  const said = {
    ...{ importance, urgency, rated_at_ms: atMs, is_older: 0 },
    ...{ filled_importance: overruled?.filled ?? null, other_reason: overruled?.reason ?? null },
  };
  await trx
    .insertInto('issue_rating')
    .values({ session_id: sessionId, round, issue_id: issueId, person_id: personId, ...said })
    .onConflict((conflict) =>
      conflict.columns(['issue_id', 'session_id', 'round', 'person_id']).doUpdateSet(said),
    )
    .execute();
}

/** One person's answer; the commands decide what of it may leave the server [IS41]. */
export interface AnswerRow {
  personId: string;
  answer: RatingAnswer;
  /** Given before there were sessions. */
  isOlder: boolean;
  overruled: Overruled | null;
}

/** The answers to one issue in one round, in the order they came. */
export async function listAnswersTo(
  db: Queries,
  issueId: string,
  { sessionId, round }: RoundRef,
): Promise<AnswerRow[]> {
  const rows = await db
    .selectFrom('issue_rating')
    .selectAll()
    .where('issue_id', '=', issueId)
    .where('session_id', '=', sessionId)
    .where('round', '=', round)
    .orderBy('rated_at_ms')
    .orderBy('person_id')
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    answer: toAnswer(row),
    isOlder: row.is_older === 1,
    overruled: toOverruled(row),
  }));
}

function toOverruled(row: {
  filled_importance: number | null;
  other_reason: string | null;
}): Overruled | null {
  const { filled_importance: filled, other_reason: reason } = row;
  return filled === null || reason === null ? null : { filled, reason };
}

/** The ratings among answers: those of whoever kept out count nowhere. */
export function ratingsOf(answers: readonly Pick<AnswerRow, 'answer'>[]): Rating[] {
  return answers.flatMap(({ answer }) => (answer === 'abstains' ? [] : [answer]));
}

/** The answers of one round by issue, without who gave them: equal ones are counted by the database. */
export async function listAnswersByIssue(
  db: Queries,
  { sessionId, round }: RoundRef,
): Promise<ReadonlyMap<string, RatingAnswer[]>> {
  const rows = await db
    .selectFrom('issue_rating')
    .select((eb) => ['issue_id', 'importance', 'urgency', eb.fn.countAll<number | string>().as('count')])
    .where('session_id', '=', sessionId)
    .where('round', '=', round)
    .groupBy(['issue_id', 'importance', 'urgency'])
    .execute();
  const byIssue = new Map<string, RatingAnswer[]>();
  for (const row of rows) {
    const answers = byIssue.get(row.issue_id) ?? [];
    byIssue.set(row.issue_id, answers);
    answers.push(...Array.from({ length: Number(row.count) }, () => toAnswer(row)));
  }
  return byIssue;
}

/** What one person said in one round, by issue. */
export async function listMyAnswers(
  db: Queries,
  { sessionId, round }: RoundRef,
  personId: string,
): Promise<ReadonlyMap<string, RatingAnswer>> {
  const rows = await db
    .selectFrom('issue_rating')
    .select(['issue_id', 'importance', 'urgency'])
    .where('session_id', '=', sessionId)
    .where('round', '=', round)
    .where('person_id', '=', personId)
    .execute();
  return new Map(rows.map((row) => [row.issue_id, toAnswer(row)]));
}

/** Why one person meant another importance than the measured one, by issue of one round. */
export async function listMyOverruled(
  db: Queries,
  { sessionId, round }: RoundRef,
  personId: string,
): Promise<ReadonlyMap<string, Overruled>> {
  const rows = await db
    .selectFrom('issue_rating')
    .select(['issue_id', 'filled_importance', 'other_reason'])
    .where('session_id', '=', sessionId)
    .where('round', '=', round)
    .where('person_id', '=', personId)
    .where('other_reason', 'is not', null)
    .execute();
  return new Map(
    rows.flatMap((row) => {
      const overruled = toOverruled(row);
      return overruled ? [[row.issue_id, overruled]] : [];
    }),
  );
}

/** How many of the issues that a round asks about each person has answered; those without an answer are absent. */
export async function countAnswered(
  db: Queries,
  { sessionId, round }: RoundRef,
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom('issue_rating')
    .innerJoin('issue', 'issue.id', 'issue_rating.issue_id')
    .select((eb) => ['person_id', eb.fn.countAll<number | string>().as('count')])
    .where('session_id', '=', sessionId)
    .where('round', '=', round)
    .where('issue.state', '=', 'open')
    .where('issue.triage', '=', 'accepted')
    .groupBy('person_id')
    .execute();
  return new Map(rows.map((row) => [row.person_id, Number(row.count)]));
}

/** Destroys what was said in a round: of everybody, or of one person. */
export async function deleteAnswers(
  trx: Queries,
  { sessionId, round }: RoundRef,
  personId?: string,
): Promise<void> {
  let query = trx.deleteFrom('issue_rating').where('session_id', '=', sessionId).where('round', '=', round);
  if (personId !== undefined) query = query.where('person_id', '=', personId);
  await query.execute();
}
