/** Where a caret at `caret` in `before` belongs in `after`, when somebody else changed the text. */
export function keptCaret(before: string, after: string, caret: number): number {
  let start = 0;
  while (start < caret && start < after.length && before[start] === after[start]) start++;
  if (start === caret) return caret;
  let end = 0;
  const most = Math.min(before.length - caret, after.length - start);
  while (end < most && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  // Behind the change the caret goes along with the text; within it, it goes to its end.
  return before.length - end <= caret ? caret + after.length - before.length : after.length - end;
}
