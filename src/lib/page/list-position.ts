/** Where a subject stands in the list that its reader came from. */
export interface ListPosition {
  /** Counted from one. */
  at: number;
  of: number;
  /** Addresses of its neighbours; absent at the ends. */
  previous?: string | undefined;
  next?: string | undefined;
}

/** The word in the address of a subject that says of which list it is: the query of that list. */
export const LIST_WORD = 'in';

/** The address of a subject as a list leads to it, so that its page knows the neighbours. */
export function addressIn(base: string, number: number, listQuery: string): string {
  const address = `${base}/${number}`;
  return listQuery === '' ? address : `${address}?${new URLSearchParams({ [LIST_WORD]: listQuery })}`;
}

/** Where a number stands among those that a list finds; undefined where the list no longer holds it. */
export function positionIn(
  numbers: readonly number[],
  number: number,
  base: string,
  listQuery: string,
): ListPosition | undefined {
  const index = numbers.indexOf(number);
  if (index === -1) return undefined;
  const [previous, next] = [numbers[index - 1], numbers[index + 1]];
  return {
    at: index + 1,
    of: numbers.length,
    previous: previous === undefined ? undefined : addressIn(base, previous, listQuery),
    next: next === undefined ? undefined : addressIn(base, next, listQuery),
  };
}
