import type { DomainEvent, EventAction, EventKind } from './domain-event.ts';

/** Something that a page shows, as far as events can be about it. */
export type Shown = {
  [Kind in EventKind]: {
    readonly kind: Kind;
    readonly actions: readonly EventAction<Kind>[];
    /** Only the thing of this id; every one of its kind when absent. */
    readonly id?: string | undefined;
    /** Only insights of this wave. */
    readonly waveId?: string | undefined;
    /** Shown at once: what the page waits for, where nothing moves under its reader. */
    readonly isAwaited?: boolean;
  };
}[EventKind];

/** Whether an event is about something that a page shows. */
export function concerns(event: DomainEvent, shown: Shown): boolean {
  const actions: readonly string[] = shown.actions;
  return (
    event.kind === shown.kind &&
    actions.includes(event.action) &&
    (shown.id === undefined || shown.id === event.id) &&
    (shown.waveId === undefined || shown.waveId === event.waveId)
  );
}
