import type { CloseCode } from '#lib/sync/close-codes.ts';

/** What the product says about a request for a document. */
export interface Authorisation {
  access: 'write' | 'read' | 'none';
  /** Names the person (or guest) for good; Yjs client ids are bound to it. */
  actorKey: string;
  /** The name that others see. */
  name: string;
  /** With access none: why, as a code of `close-codes.ts`. Forbidden when absent. */
  closeCode?: CloseCode | undefined;
  /** When the session ends by itself, in milliseconds since 1970. */
  expiresAtMs?: number | undefined;
}

/** Somebody with at least the right to read. */
export interface Visitor {
  access: 'write' | 'read';
  actorKey: string;
  name: string;
  expiresAtMs: number;
}

/** The server itself, as an owner of Yjs client ids. No person's key may begin like this. */
export const SERVER_ACTOR = 'server:';
