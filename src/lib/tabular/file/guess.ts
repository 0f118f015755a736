/** Why a guess was made: a key of the catalogues and what fills its placeholders. */
export interface GuessReason {
  key: string;
  values?: Record<string, string | number>;
}

/** Something recognised in a file: always with its reasons, and marked when a person decided it. */
export interface Guess<Value> {
  value: Value;
  reasons: readonly GuessReason[];
  isOverridden: boolean;
}

/** A guess of the program. */
export function guessed<Value>(value: Value, ...reasons: GuessReason[]): Guess<Value> {
  return { value, reasons, isOverridden: false };
}

/** The decision of a person, which wins over the guess; the guess's reasons stay readable. */
export function override<Value>(guess: Guess<Value>, value: Value | undefined): Guess<Value> {
  return value === undefined ? guess : { value, reasons: guess.reasons, isOverridden: true };
}
