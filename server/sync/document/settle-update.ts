import type { DocumentBytes } from './document-bytes.ts';
import { encodeDeleteSet } from './tick-ranges.ts';
import type { ScannedUpdate } from './update-scan.ts';
import type { KnownClock } from './update-order.ts';

/** An update as it will be stored, in bytes of its own; undefined when it says nothing new. */
export interface SettledUpdate {
  update: Uint8Array | undefined;
  scanned: ScannedUpdate;
}

const NO_STRUCTS = Uint8Array.from([0]);

/**
 * Leaves out of an update the deletions that the document has already: the answer to step 1 always
 * carries every deletion of the document, so that a hundred people coming back after a restart
 * would write the same long list a hundred times.
 */
export function settleUpdate(
  update: Uint8Array,
  scanned: ScannedUpdate,
  known: KnownClock,
  document: DocumentBytes,
): SettledUpdate {
  const writes = scanned.writes.filter(({ client, to }) => to > known(client));
  const deletes = document.newDeletes(scanned.deletes);
  const settled = { ...scanned, writes, deletes };
  if (writes.length === 0 && deletes.length === 0) return { update: undefined, scanned: settled };
  const isUnchanged = deletes.length === scanned.deletes.length && writes.length > 0;
  if (isUnchanged) return { update: joinBytes(update), scanned: settled };
  const structs = writes.length > 0 ? update.subarray(0, scanned.deletesAt) : NO_STRUCTS;
  return { update: joinBytes(structs, encodeDeleteSet(deletes)), scanned: settled };
}

/** A copy: what came in is a view of a whole network chunk, and must not keep it alive. */
function joinBytes(...parts: Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}
