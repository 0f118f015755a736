import { DOMAIN_EVENTS, isActionOf, type DomainEvent, type EventKind } from './domain-event.ts';

/** Up to where a page, or a stream, knows the events of one run of the server. */
export interface AsOf {
  readonly epoch: string;
  readonly position: number;
}

/** Why a stream ends: for good, or to be opened again. */
export type EndReason = 'signed-out' | 'rights-changed' | 'restarting' | 'come-back';

/** What a stream says. */
export type LiveMessage =
  /** The first of a stream. */
  | ({ readonly type: 'hello' } & AsOf)
  /** Every few seconds: everything up to here was told, as far as it concerns this reader. */
  | ({ readonly type: 'tick' } & AsOf)
  | ({ readonly type: 'event'; readonly event: DomainEvent; readonly press?: string | undefined } & AsOf)
  /** Something happened, and nobody could find out whom it concerns. */
  | ({ readonly type: 'lost' } & AsOf)
  | { readonly type: 'end'; readonly reason: EndReason };

const END_REASONS: readonly unknown[] = [
  'signed-out',
  'rights-changed',
  'restarting',
  'come-back',
] satisfies EndReason[];

/** Reads a message of the stream; undefined for what a newer server may say and this page does not know. */
export function parseMessage(text: string): LiveMessage | undefined {
  let read: Record<string, unknown>;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return undefined;
    read = value as Record<string, unknown>; // an object, whose parts are looked at below
  } catch {
    return undefined; // cut off, or of something between us and the server
  }
  const { type, epoch, position, reason } = read;
  if (type === 'end') return END_REASONS.includes(reason) ? { type, reason: reason as EndReason } : undefined; // one of them
  if (typeof epoch !== 'string' || typeof position !== 'number') return undefined;
  if (type === 'hello' || type === 'tick' || type === 'lost') return { type, epoch, position };
  const event = type === 'event' ? parseEvent(read.event) : undefined;
  if (!event) return undefined;
  const press = typeof read.press === 'string' ? read.press : undefined;
  return { type: 'event', epoch, position, event, press };
}

function parseEvent(value: unknown): DomainEvent | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const { kind, id, action, waveId } = value as Record<string, unknown>; // parts are looked at one by one
  if (typeof kind !== 'string' || typeof id !== 'string' || typeof action !== 'string') return undefined;
  if (!(kind in DOMAIN_EVENTS) || !isActionOf(kind as EventKind, action)) return undefined; // a key of it
  return { kind, id, action, ...(typeof waveId === 'string' ? { waveId } : {}) } as DomainEvent; // looked at above
}
