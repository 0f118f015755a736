import { WebSocket } from 'ws';
import type { DocumentName } from '#lib/sync/document-name.ts';
import type { Visitor } from './press.ts';

/** By type: a new kind of document has to be walked as well. */
export type DocumentKind = DocumentName['kind'];
export const DOCUMENT_KINDS = Object.keys({
  board: true,
  control: true,
  wall: true,
  backstage: true,
  notes: true,
  draft: true,
} satisfies Record<DocumentKind, true>) as DocumentKind[]; // the keys are these kinds

/** The name of a document of a workshop; a draft is the one of this visitor. */
export function documentName(workshopId: string, kind: DocumentKind, { actor }: Visitor): string {
  const name = `workshop/${workshopId}/${kind}`;
  return kind === 'draft' ? `${name}/${'id' in actor ? actor.id : 'unknown'}` : name;
}

/** 'open' once the server speaks, else the close code, else the refusal of the upgrade. */
export function joinDocument(
  address: string,
  { cookie }: Visitor,
  document: string,
  origin: string | null = address,
): Promise<'open' | number | string> {
  return new Promise((resolve) => {
    // With acknowledgements the server greets everybody; else it says nothing to a reader who asks nothing.
    const socket = new WebSocket(`${address.replace('http', 'ws')}/sync/${document}?ack=1`, {
      headers: cookie ? { cookie } : {},
      ...(origin === null ? {} : { origin }),
    });
    socket.once('message', () => {
      socket.close();
      resolve('open');
    });
    socket.once('close', (code) => resolve(code));
    socket.once('unexpected-response', (_request, response) => resolve(`refused ${response.statusCode}`));
    socket.once('error', () => undefined); // the events above say it better
  });
}
