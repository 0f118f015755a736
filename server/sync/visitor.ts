import type { CloseCode } from '#lib/sync/close-codes.ts';

/** What somebody may do with a document; `text` is to finish letters in texts that stand, and nothing more [SY40]. */
export type DocumentAccess = 'write' | 'text' | 'read' | 'none';

/** What the product says about a request for a document. */
export interface Authorisation {
  access: DocumentAccess;
  /** Names the person (or guest) for good; Yjs client ids are bound to it. */
  actorKey: string;
  /** The name that others see. */
  name: string;
  /** With access none: why, as a code of `close-codes.ts`. Forbidden when absent. */
  closeCode?: CloseCode | undefined;
  /** When the session ends by itself, in milliseconds since 1970. */
  expiresAtMs?: number | undefined;
  /** Looks on without being there: is nobody to the others, and hears of nobody. */
  isUnseen?: boolean | undefined;
}

/** Somebody with at least the right to read. */
export interface Visitor {
  access: Exclude<DocumentAccess, 'none'>;
  actorKey: string;
  name: string;
  expiresAtMs: number;
  isUnseen: boolean;
}

/** The server itself, as an owner of Yjs client ids. No person's key may begin like this. */
export const SERVER_ACTOR = 'server:';
