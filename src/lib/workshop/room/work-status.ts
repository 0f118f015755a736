/** How one document stands, as its connection says. */
interface DocumentStanding {
  kind: 'connecting' | 'saved' | 'saving' | 'offline' | 'ended';
  waiting: number;
}

/** How one person's connection stands, and what of their work is not stored: the same words everywhere [WS112]. */
export interface WorkStatus {
  /** `held`: the step or a lock does not take what waits here. */
  kind: DocumentStanding['kind'] | 'held';
  /** Causes, bones and ideas with words or changes that only this device has. */
  causes: number;
  /** Dots, ratings and signals that wait to be sent. */
  answers: number;
}

/** The status of one's work in a room, from its documents and from what waits to be sent. */
export function workStatus(facts: {
  /** Of the board; of what everybody hears while the board is closed to this person. */
  room: DocumentStanding;
  draft: DocumentStanding | undefined;
  /** Of what the meeting writes together, where it was opened. */
  notes?: DocumentStanding | undefined;
  answers: number;
  isHeld: boolean;
}): WorkStatus {
  const { room, draft, notes, answers, isHeld } = facts;
  const causes = room.waiting + (draft?.waiting ?? 0) + (notes?.waiting ?? 0);
  const counts = { causes, answers };
  if (room.kind === 'ended' || room.kind === 'offline' || room.kind === 'connecting')
    return { kind: room.kind, ...counts };
  const isCutOff = [draft, notes].some((part) => part && part.waiting > 0 && part.kind === 'offline');
  if (isCutOff) return { kind: 'offline', ...counts };
  if (isHeld) return { kind: 'held', ...counts };
  return { kind: causes + answers > 0 ? 'saving' : 'saved', ...counts };
}
