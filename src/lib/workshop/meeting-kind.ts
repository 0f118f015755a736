/** What a room is for [MT1]: to find causes, to see how things stand, to look back without names, to meet a client. */
export const MEETING_KINDS = ['workshop', 'status', 'retrospective', 'client'] as const;
export type MeetingKind = (typeof MEETING_KINDS)[number];

/** Whether there is a diagram in it, with causes or with what was written in silence. */
export function hasFish(kind: MeetingKind): boolean {
  return kind === 'workshop' || kind === 'retrospective';
}

/** Whether nobody may ever learn who wrote a line in it [MT30]. */
export function isNamelessKind(kind: MeetingKind): boolean {
  return kind === 'retrospective';
}

/** Whether it asks what it is about, and fills its agenda from that [MT5]. */
export function hasSubject(kind: MeetingKind): boolean {
  return kind !== 'workshop';
}
