import { SCOPES, type Scope } from '../shift.ts';

/** When the items of a list are ticked: before somebody takes on the first case, and before they leave. */
export const CHECKLIST_PARTS = ['start', 'end'] as const;
export type ChecklistPart = (typeof CHECKLIST_PARTS)[number];

/** Most items of both lists together: a list that nobody reads to its end is none. */
export const MAX_CHECKLIST_ITEMS = 40;
/** Most letters of one item. */
export const CHECKLIST_ITEM_MAX = 200;

/** Something that whoever is on a tour ticks. */
export interface ChecklistItem {
  id: string;
  part: ChecklistPart;
  /** For whom it is: who takes this on, null everybody. */
  scope: Scope | null;
  text: string;
}

/** An item with when it was ticked, and by whom. */
export interface TickedItem extends ChecklistItem {
  tick: { atMs: number; byName: string } | null;
}

/** The items that are for somebody who takes these on [SH61]: those for everybody first, then scope by scope. */
export function itemsFor<Item extends ChecklistItem>(
  items: readonly Item[],
  scopes: readonly Scope[],
): Item[] {
  const order = ({ scope }: Item): number => (scope === null ? -1 : SCOPES.indexOf(scope));
  return items
    .filter(({ scope }) => scope === null || scopes.includes(scope))
    .toSorted((one, other) => order(one) - order(other));
}

/** Most tickets of one shift: beyond it somebody leaves a queue and not a few cases. */
export const MAX_OPEN_TICKETS = 50;
/** Most letters of a ticket's key and title. */
export const TICKET_MAX = 200;

/** Something that somebody leaves open at the end of their shift. */
export interface OpenTicket {
  id: string;
  text: string;
  /** To whom it was handed, and the commitment that came of it; null while it is nobody's. */
  handed: { commitmentId: string; name: string } | null;
}

/** What keeps a shift from being closed [SH62]: nothing when every item is ticked and every ticket is somebody's. */
export function closingFaults(
  items: readonly TickedItem[],
  tickets: readonly OpenTicket[],
): { unticked: number; open: number } {
  return {
    unticked: items.filter(({ part, tick }) => part === 'end' && tick === null).length,
    open: tickets.filter(({ handed }) => handed === null).length,
  };
}
