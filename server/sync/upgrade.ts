import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { parseDocumentName } from '#lib/sync/document-name.ts';

const PREFIX = '/sync/';

/** What the address of a socket asks for. */
export interface RoomAddress {
  document: string;
  /** Our own client: wants acknowledgements and the welcome. */
  wantsAcks: boolean;
  /** Which life of the document the client has a copy of. */
  epoch: string | undefined;
}

/** Reads `/sync/<document>?ack=1&epoch=...`; undefined when that is no document of ours. */
export function readWish(url: string | undefined): RoomAddress | undefined {
  if (!url || !URL.canParse(url, 'http://host')) return undefined;
  const { pathname, searchParams } = new URL(url, 'http://host');
  if (!pathname.startsWith(PREFIX)) return undefined;
  const document = pathname.slice(PREFIX.length);
  if (!parseDocumentName(document)) return undefined;
  return {
    document,
    wantsAcks: searchParams.get('ack') === '1',
    epoch: searchParams.get('epoch') ?? undefined,
  };
}

/** Whether an upgrade request is meant for the room server at all. */
export function isForRooms(request: IncomingMessage): boolean {
  return request.url?.startsWith(PREFIX) ?? false;
}

/** Answers an upgrade with an HTTP status and hangs up. */
export function refuseUpgrade(socket: Duplex, status: number): void {
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`,
  );
}
