/**
 * Why the room server ends a connection. The stock y-websocket client takes 4400-4499 as final and
 * tries again after everything else, so what coming back cannot mend has a code in that range.
 */
export const CLOSE = {
  /** The frame could not be read, or is not part of the protocol. */
  malformed: 4400,
  /** Nobody is signed in, or no longer. */
  signedOut: 4401,
  /** Signed in, without the right to this document. */
  forbidden: 4403,
  /** There is no such document, or it was deleted. */
  notFound: 4404,
  /** The update writes under a Yjs client id that belongs to somebody else. */
  foreignClient: 4409,
  /** The document was reset or restored: a copy of the earlier one must not be merged into it. */
  replaced: 4410,
  /** The document would grow beyond its limit. */
  tooLarge: 4413,
  /** Too many connections, or the database cannot be reached: come back later. */
  overloaded: 4503,
  /** The server restarts: come back at once. */
  restarting: 1012,
} as const;

export type CloseCode = (typeof CLOSE)[keyof typeof CLOSE];

/** Whether a client must not try again by itself after this close code. */
export function isFinalClose(code: number): boolean {
  return code >= 4400 && code < 4500;
}
