/**
 * What people say without their names is kept in an urn while they are asked: counts, and comments by their letters, so
 * that the same answers make the same bytes in whatever order they come. Polls and pulses have one each
 * ([DE12] [DE13] [RH13] [RH14]).
 */

/** Whoever asks without names asks at least so many, and counts are shown from so many answers on. */
export const COUNTS_FROM_VOTES = 5;
/** Comments are shown from so many answers on. */
export const COMMENTS_FROM_VOTES = 10;

/** What of an urn may be shown when it is opened; the rest is destroyed with it. */
export function shownOfUrn(voted: number): { counts: boolean; comments: boolean } {
  return { counts: voted >= COUNTS_FROM_VOTES, comments: voted >= COMMENTS_FROM_VOTES };
}

/** Whether comments can ever be shown where so many are asked, so that it is fair to ask for them. */
export function canShowComments(asked: number): boolean {
  return shownOfUrn(asked).comments;
}

/** By the letters themselves: what a language holds for equal would stay in the order in which it came. */
export function inLetterOrder<Entry>(entries: readonly Entry[], wordsOf: (entry: Entry) => string): Entry[] {
  return entries.toSorted((one, other) => {
    const left = wordsOf(one);
    const right = wordsOf(other);
    if (left === right) return 0;
    return left < right ? -1 : 1;
  });
}

/** Characters that nobody sees, and that some keyboards leave behind. */
const UNSEEN = /[\p{Cc}\p{Cf}\s]+/gu;

/** A comment as an urn takes it: how a device writes the same words, and where it breaks lines, is left outside. */
export function urnText(text: string): string {
  return text.normalize('NFC').replace(UNSEEN, ' ').trim();
}
