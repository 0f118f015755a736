import type { FishboneChange } from '#lib/ishikawa/diff-fishbones.ts';
import type { Act } from '#lib/workshop/room/room-actions.ts';
import type { BoardRoom } from '#lib/workshop/room/BoardRoom.svelte.ts';

/** Under which a page leaves word for itself how much it handed in. */
const LATE = 'herringbone.late';

/** Where it was written: on the board, or in silence. */
export type LateFrom = 'board' | 'draft';

/**
 * Puts what came after its step had closed into the tray of those who steer, and loads the page
 * again on what the server has. Refused, or cut off again, it stays here as it is.
 */
export async function handInLate(
  room: BoardRoom,
  which: LateFrom,
  late: readonly FishboneChange[],
  act: Act,
): Promise<void> {
  const fields = { changes: JSON.stringify(late), isSilent: which === 'draft' };
  if (late.length > 0 && !(await act('handIn', fields))) return;
  await room.setLateAside(which);
  sessionStorage.setItem(LATE, String(late.length));
  location.reload();
}

/** How many changes this page handed in before it was loaded again; asked once. */
export function takeWordOfLate(): number {
  const late = Number(sessionStorage.getItem(LATE) ?? 0);
  sessionStorage.removeItem(LATE);
  return late;
}
