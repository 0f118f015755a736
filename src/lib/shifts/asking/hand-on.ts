import type { TourHours } from '../tour.ts';
import type { HandReason } from './question.ts';

/** How much of a span lies in the hours of a tour; after its end time goes on as it does everywhere. */
export function tourTimeBetween(days: readonly TourHours[], fromMs: number, untilMs: number): number {
  const within = days.reduce(
    (sum, { startsAtMs, endsAtMs }) =>
      sum + Math.max(0, Math.min(untilMs, endsAtMs) - Math.max(fromMs, startsAtMs)),
    0,
  );
  const end = Math.max(...days.map(({ endsAtMs }) => endsAtMs));
  return within + Math.max(0, untilMs - Math.max(fromMs, end));
}

/** A question that waits, and the mentors of its tour at this moment. */
export interface UnansweredQuestion {
  holderId: string | null;
  /** Who had it so far, as often as they did. */
  had: readonly string[];
  /** How long it is with whoever has it, in the tour's own hours. */
  waitedMs: number;
  limitMs: number;
  /** The mentors of the tour in one order, and those who are there. */
  mentorIds: readonly string[];
  presentIds: readonly string[];
  /** How many questions wait at each of them. */
  open: ReadonlyMap<string, number>;
  /** Whether a day of the tour goes on, and whether its last one is over. */
  isRunning: boolean;
  isOver: boolean;
}

/** What the clock does to a question: who gets it, and whether the leads are to know. */
export interface QuestionStep {
  hand: { toId: string | null; reason: HandReason } | null;
  tellsLeads: boolean;
}

const STAYS: QuestionStep = { hand: null, tellsLeads: false };

/**
 * What becomes of a question that waits [SH92] [SH93]: it goes to the mentor who is there and has the fewest; then, each
 * time that its time is over, to the next in a ring. Who is not there any more has none. The leads are told when everybody
 * who is there has had it, and when its tour is over.
 */
export function stepOfQuestion(question: UnansweredQuestion): QuestionStep {
  const { holderId, had, presentIds, mentorIds, isRunning, isOver, waitedMs, limitMs } = question;
  if (isOver) return { hand: null, tellsLeads: true };
  if (!isRunning) return STAYS;
  const isLate = waitedMs >= limitMs;
  if (presentIds.length === 0) {
    const isGone = holderId !== null && !mentorIds.includes(holderId);
    return { hand: isGone ? { toId: null, reason: 'left' } : null, tellsLeads: isLate };
  }
  if (holderId === null) return { hand: { toId: fewestOpen(question), reason: 'given' }, tellsLeads: false };
  if (!presentIds.includes(holderId))
    return { hand: { toId: nextInRing(question, holderId), reason: 'left' }, tellsLeads: false };
  if (!isLate) return STAYS;
  const isRingDone = presentIds.every((id) => had.includes(id));
  if (presentIds.length === 1) return { hand: null, tellsLeads: true };
  return { hand: { toId: nextInRing(question, holderId), reason: 'late' }, tellsLeads: isRingDone };
}

function fewestOpen({ presentIds, open }: UnansweredQuestion): string | null {
  const [first] = presentIds.toSorted((one, other) => (open.get(one) ?? 0) - (open.get(other) ?? 0));
  return first ?? null;
}

/** Of those who are there and had it least often the one who stands next after whoever has it. */
function nextInRing({ presentIds, mentorIds, had }: UnansweredQuestion, holderId: string): string | null {
  const order = [...new Set([...mentorIds, ...presentIds])];
  const at = order.indexOf(holderId);
  const ring = [...order.slice(at + 1), ...order.slice(0, Math.max(at, 0))].filter((id) =>
    presentIds.includes(id),
  );
  const times = (id: string): number => had.filter((each) => each === id).length;
  const [next] = ring.toSorted((one, other) => times(one) - times(other));
  return next ?? null;
}

/** So few answers would say how fast one person is [SH95]. */
export const FEWEST_ANSWER_TIMES = 5;

/** As many answers came at most so late as are said beside the median. */
export const SHARE_OF_ANSWERS = 0.9;

/** How long answers took in the middle, and nine of ten at most. */
export interface AnswerTimes {
  n: number;
  medianMs: number;
  ninetiethMs: number;
}

/** The median and the 90th percentile (nearest rank) of how long answers took; null for too few. */
export function answerTimesOf(times: readonly number[]): AnswerTimes | null {
  if (times.length < FEWEST_ANSWER_TIMES) return null;
  const inOrder = times.toSorted((one, other) => one - other);
  const rank = (share: number): number => inOrder[Math.ceil(share * inOrder.length) - 1] ?? 0;
  return { n: inOrder.length, medianMs: rank(0.5), ninetiethMs: rank(SHARE_OF_ANSWERS) };
}
