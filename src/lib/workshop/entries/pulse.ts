/** The fewest answers of which anything is shown: below it a number names somebody [WS78]. */
export const FEWEST_ANSWERS = 3;

/** From badly to very well. */
export const PULSE_SCALE = { min: 1, max: 5 } as const;

/** An anonymous check of how the room is: one question, answered from 1 (badly) to 5 (very well). */
export interface Pulse {
  question: string;
  isOpen: boolean;
  /** How many answered; known to everybody all the time. */
  answered: number;
  /** How often each of 1 to 5 was given; null while it is open, and for fewer than three answers. */
  counts: readonly number[] | null;
}

/** What is shown of the answers once the check is closed. */
export function countPulse(question: string, answers: readonly number[]): Pulse {
  const counts = [1, 2, 3, 4, 5].map((value) => answers.filter((answer) => answer === value).length);
  const isEnough = answers.length >= FEWEST_ANSWERS;
  return { question, isOpen: false, answered: answers.length, counts: isEnough ? counts : null };
}

/** The mean of a closed check, 1 to 5; undefined when there is nothing to show. */
export function pulseMean({ counts }: Pick<Pulse, 'counts'>): number | undefined {
  if (!counts) return undefined;
  const n = counts.reduce((sum, count) => sum + count, 0);
  return n === 0 ? undefined : counts.reduce((sum, count, index) => sum + count * (index + 1), 0) / n;
}
