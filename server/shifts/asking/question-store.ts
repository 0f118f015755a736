import { HAND_REASONS, type HandReason, type SeenQuestion } from '#lib/shifts/asking/question.ts';
import { SCOPES } from '#lib/shifts/shift.ts';
import type { Queries } from '../../database/engine.ts';
import { oneOf } from '../../database/stored.ts';

/** A question with the tour on which it was asked. */
export interface QuestionRow extends SeenQuestion {
  tourId: string;
  /** Who has it, also once it is answered. */
  holderId: string | null;
  heldSinceMs: number;
  /** Who had it so far, in their order. */
  had: string[];
}

/** Reads questions with who had them and what was answered, in three queries whatever their number. */
async function readQuestions(
  db: Queries,
  { by, ids }: { by: 'shift_id' | 'id'; ids: readonly string[] },
): Promise<QuestionRow[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('shift_question')
    .innerJoin('person', 'person.id', 'shift_question.asked_by')
    .leftJoin('person as holder', 'holder.id', 'shift_question.holder_id')
    .selectAll('shift_question')
    .select(['person.name', 'holder.name as holder_name'])
    .where(`shift_question.${by}`, 'in', ids)
    .orderBy('asked_at_ms')
    .orderBy('shift_question.id')
    .execute();
  const questionIds = rows.map(({ id }) => id);
  if (questionIds.length === 0) return [];
  const hands = Map.groupBy(
    await db
      .selectFrom('shift_question_hand')
      .leftJoin('person', 'person.id', 'shift_question_hand.holder_id')
      .selectAll('shift_question_hand')
      .select('person.name')
      .where('question_id', 'in', questionIds)
      .orderBy('number')
      .execute(),
    (hand) => hand.question_id,
  );
  const answers = Map.groupBy(
    await db
      .selectFrom('shift_question_answer')
      .innerJoin('person', 'person.id', 'shift_question_answer.by_id')
      .selectAll('shift_question_answer')
      .select('person.name')
      .where('question_id', 'in', questionIds)
      .orderBy('at_ms')
      .orderBy('shift_question_answer.id')
      .execute(),
    (answer) => answer.question_id,
  );
  return rows.map((row) => {
    const own = hands.get(row.id) ?? [];
    const said = answers.get(row.id) ?? [];
    return {
      ...{ id: row.id, tourId: row.shift_id, askedById: row.asked_by, askedBy: row.name, text: row.text },
      scope: row.scope === null ? null : oneOf(SCOPES, row.scope, 'shift_question.scope', row.id),
      askedAtMs: Number(row.asked_at_ms),
      ...{ holderId: row.holder_id, heldSinceMs: Number(row.held_since_ms) },
      holder:
        row.holder_id === null || said.length > 0
          ? null
          : { id: row.holder_id, name: row.holder_name ?? '', sinceMs: Number(row.held_since_ms) },
      had: own.flatMap((hand) => hand.holder_id ?? []),
      hands: own.map((hand) => ({
        name: hand.name,
        reason: oneOf(HAND_REASONS, hand.reason, 'shift_question_hand.reason', row.id),
        atMs: Number(hand.at_ms),
      })),
      answers: said.map((answer) => ({
        ...{ id: answer.id, byId: answer.by_id, name: answer.name, text: answer.text },
        atMs: Number(answer.at_ms),
      })),
      isTold: row.is_told === 1,
      findingId: row.finding_id,
    };
  });
}

/** The questions of a tour, the first first. */
export function listTourQuestions(db: Queries, tourIds: readonly string[]): Promise<QuestionRow[]> {
  return readQuestions(db, { by: 'shift_id', ids: tourIds });
}

export async function findQuestion(db: Queries, id: string): Promise<QuestionRow | undefined> {
  return (await readQuestions(db, { by: 'id', ids: [id] }))[0];
}

export async function insertQuestion(
  trx: Queries,
  question: Pick<QuestionRow, 'id' | 'tourId' | 'askedById' | 'scope' | 'text' | 'askedAtMs'>,
): Promise<void> {
  const { id, tourId, askedById, scope, text, askedAtMs } = question;
  await trx
    .insertInto('shift_question')
    .values({
      ...{ id, shift_id: tourId, asked_by: askedById, scope, text, asked_at_ms: askedAtMs },
      ...{ holder_id: null, held_since_ms: askedAtMs, is_told: 0, finding_id: null },
    })
    .execute();
}

/** Notes who has a question from now on, after those who had it. */
export async function insertHand(
  trx: Queries,
  question: Pick<QuestionRow, 'id' | 'hands'>,
  { toId, reason, atMs }: { toId: string | null; reason: HandReason; atMs: number },
): Promise<void> {
  await trx
    .insertInto('shift_question_hand')
    .values({
      ...{ question_id: question.id, number: question.hands.length + 1, holder_id: toId },
      ...{ reason, at_ms: atMs },
    })
    .execute();
  await trx
    .updateTable('shift_question')
    .set({ holder_id: toId, held_since_ms: atMs })
    .where('id', '=', question.id)
    .execute();
}

export async function markQuestionTold(trx: Queries, id: string): Promise<void> {
  await trx.updateTable('shift_question').set({ is_told: 1 }).where('id', '=', id).execute();
}

/** Which finding a question became; null for none any more. */
export async function setQuestionFinding(trx: Queries, id: string, findingId: string | null): Promise<void> {
  await trx.updateTable('shift_question').set({ finding_id: findingId }).where('id', '=', id).execute();
}

export async function insertQuestionAnswer(
  trx: Queries,
  answer: { id: string; questionId: string; byId: string; text: string; atMs: number },
): Promise<void> {
  const { id, questionId, byId, text, atMs } = answer;
  await trx
    .insertInto('shift_question_answer')
    .values({ id, question_id: questionId, by_id: byId, text, at_ms: atMs })
    .execute();
}

function selectOpen(db: Queries) {
  return db
    .selectFrom('shift_question')
    .innerJoin('shift', 'shift.id', 'shift_question.shift_id')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('shift_question_answer')
            .select('shift_question_answer.id')
            .whereRef('shift_question_answer.question_id', '=', 'shift_question.id'),
        ),
      ),
    );
}

/** The tours with questions that the clock can still do something about, each once. */
export async function listToursThatAsk(db: Queries, nowMs: number): Promise<string[]> {
  const rows = await selectOpen(db)
    .select('shift_question.shift_id')
    .where((eb) => eb.or([eb('shift.ends_at_ms', '>', nowMs), eb('is_told', '=', 0)]))
    .distinct()
    .orderBy('shift_question.shift_id')
    .execute();
  return rows.map((row) => row.shift_id);
}

/** The questions that wait at somebody, with their tours and rounds. */
export async function listQuestionsHeldBy(
  db: Queries,
  holderId: string,
): Promise<{ id: string; tourId: string; roundId: string; text: string }[]> {
  return selectOpen(db)
    .select([
      'shift_question.id',
      'shift_question.shift_id as tourId',
      'shift.round_id as roundId',
      'shift_question.text',
    ])
    .where('shift_question.holder_id', '=', holderId)
    .orderBy('shift_question.id')
    .execute();
}

/** When each answered question of a round was asked and first answered, by somebody else than who asked. */
export async function listFirstAnswers(
  db: Queries,
  roundId: string,
): Promise<{ tourId: string; askedAtMs: number; answeredAtMs: number }[]> {
  const rows = await db
    .selectFrom('shift_question')
    .innerJoin('shift', 'shift.id', 'shift_question.shift_id')
    .innerJoin('shift_question_answer as answer', 'answer.question_id', 'shift_question.id')
    .select(['shift_question.id', 'shift_question.shift_id as tourId', 'shift_question.asked_at_ms'])
    .select(['shift_question.asked_by', 'answer.by_id', 'answer.at_ms'])
    .where('shift.round_id', '=', roundId)
    .orderBy('answer.at_ms')
    .orderBy('answer.id')
    .execute();
  const first = [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((group) => group.slice(0, 1));
  return first
    .filter((row) => row.asked_by !== row.by_id)
    .map((row) => ({
      tourId: row.tourId,
      askedAtMs: Number(row.asked_at_ms),
      answeredAtMs: Number(row.at_ms),
    }));
}
