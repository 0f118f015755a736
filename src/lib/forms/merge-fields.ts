import { differingFields, pickFields, type FieldValues } from './field-values.ts';

/** A field that two people changed at once, as its reader sees it. */
export interface FieldConflict {
  name: string;
  label: string;
  mine: string;
  theirs: string;
}

/** What a newer page and what is typed in a form come to, by the names of its fields [FM15]. */
interface Merged {
  /** Changed by somebody else where nothing was typed: taken over. */
  taken: readonly string[];
  /** Changed by both, to different values: mine stands until its writer decides. */
  contested: readonly string[];
  /** How many other fields hold what was typed. */
  kept: number;
  /** What the form is measured against from now on: as the newer page drew it. */
  drawn: FieldValues;
}

/**
 * Three readings of one form: as an older page drew it, with what is typed in it, and right after the
 * newer page was drawn, which overwrites a field only where its value is a new one.
 */
export function mergeFields(readings: {
  drawn: FieldValues;
  typed: FieldValues;
  newer: FieldValues;
}): Merged {
  const { drawn, typed, newer } = readings;
  const mine = differingFields(drawn, typed);
  const moved = differingFields(drawn, newer);
  const theirs = differingFields(typed, newer).filter((field) => moved.includes(field));
  const contested = theirs.filter((field) => mine.includes(field));
  const untouched = mine.filter((field) => !contested.includes(field));
  return {
    taken: theirs.filter((field) => !contested.includes(field)),
    contested,
    kept: untouched.length,
    drawn: { ...newer, ...pickFields(drawn, untouched) },
  };
}
