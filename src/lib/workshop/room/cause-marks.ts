import type { CauseMark } from '#lib/ishikawa/cause-marks.ts';
import type { Control } from './control-doc.ts';

/** What the room knows about a cause besides the board: that it has evidence, and where it stands. */
export function causeMarks(
  control: Pick<Control, 'checks' | 'evidence'> | undefined,
  causeId: string,
): CauseMark[] {
  const marks: CauseMark[] = [];
  const status = control?.checks[causeId]?.status;
  if ((control?.evidence[causeId]?.length ?? 0) > 0) marks.push('evidence');
  if (status === 'verified' || status === 'ruled-out') marks.push(status);
  return marks;
}
