import { randomInt, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import * as Y from 'yjs';
import { CLOSE } from '#lib/sync/close-codes.ts';
import { CommitLoop } from './commit-loop.ts';
import { Connection } from './connection.ts';
import type { DocumentStore } from './document-store.ts';
import { Inbound } from './inbound.ts';
import {
  CLOSE_TIMEOUT_MS,
  KEEP_ALIVE_MS,
  MAX_FRAME_BYTES,
  MAX_SOCKETS_PER_ROOM,
  OPEN_TIMEOUT_MS,
  SILENCE_MS,
  SWEEP_EVERY_MS,
} from './limits.ts';
import { isOwnOrigin } from './origin.ts';
import { awarenessFrame } from './protocol.ts';
import { Registry } from './registry.ts';
import type { Room } from './room.ts';
import { Seats } from './seats.ts';
import { ServerEdits } from './server-edits.ts';
import type { SyncLog } from './sync-log.ts';
import { readWish, refuseUpgrade, type Wish } from './upgrade.ts';
import { SERVER_ACTOR, type Authorisation, type Visitor } from './visitor.ts';

export interface SyncServerOptions {
  store: DocumentStore;
  /** Who asks, and what may they do with this document? Asked at each connection, and again when rights change. */
  authorise: (request: IncomingMessage, document: string) => Promise<Authorisation>;
  log: SyncLog;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** The visitor's address, as far as proxies are trusted. */
  address?: (request: IncomingMessage) => string;
}

/** Which connections to look at. */
export type ConnectionFilter = (connection: { document: string; actorKey: string }) => boolean;

export type SyncServer = ReturnType<typeof createSyncServer>;

/** The room server: live documents over WebSockets, and the same documents for the server's own commands. */
export function createSyncServer(options: SyncServerOptions) {
  const { store, log, clock } = options;
  const commits = new CommitLoop(store, clock);
  const registry = new Registry({ store, commits, log, now: clock }, randomUUID);
  const seats = new Seats();
  const edits = new ServerEdits(randomUUID(), () => randomInt(2 ** 32));
  const socketOptions = {
    noServer: true,
    maxPayload: MAX_FRAME_BYTES,
    perMessageDeflate: false, // memory per socket, and updates are small
    clientTracking: false,
    closeTimeout: CLOSE_TIMEOUT_MS, // newer than the types of ws
  };
  const sockets = new WebSocketServer(socketOptions);
  let isClosing = false;
  /** Counts the changes of rights: whoever was on the way in during one is asked again. */
  let rightsVersion = 0;
  const sweeping = setInterval(sweep, SWEEP_EVERY_MS);
  sweeping.unref();

  /** Takes over an upgrade request whose path begins with /sync/. Never throws. */
  function handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const onError = (): void => void socket.destroy();
    socket.on('error', onError);
    const { origin, host, cookie } = request.headers;
    if (isClosing) return refuseUpgrade(socket, 503);
    if (!isOwnOrigin({ origin, host, hasCookie: cookie !== undefined })) return refuseUpgrade(socket, 403);
    const giveBack = seats.takeForAddress(addressOf(request));
    if (!giveBack) return refuseUpgrade(socket, 429);
    socket.once('close', giveBack);
    const timer = setTimeout(() => refuseUpgrade(socket, 503), OPEN_TIMEOUT_MS);
    const versionAtStart = rightsVersion;
    admit(request)
      .then((admission) => {
        if (socket.destroyed || socket.writableEnded) return;
        if (isClosing) return refuseUpgrade(socket, 503);
        socket.off('error', onError);
        sockets.handleUpgrade(request, socket, head, (webSocket) => {
          if ('code' in admission) turnAway(webSocket, admission.code, admission.reason);
          else enter(webSocket, request, admission, versionAtStart === rightsVersion);
        });
      })
      .catch((error: unknown) => {
        log.error({ error, url: request.url }, 'A connection could not be opened');
        refuseUpgrade(socket, 503);
      })
      .finally(() => clearTimeout(timer));
  }

  function addressOf(request: IncomingMessage): string {
    return options.address?.(request) ?? request.socket.remoteAddress ?? '';
  }

  interface Admission {
    wish: Wish;
    visitor: Visitor;
    room: Room;
  }

  /** Rights, then the document: both before the socket opens, so that no frame ever has to wait for them. */
  async function admit(request: IncomingMessage): Promise<Admission | { code: number; reason: string }> {
    const wish = readWish(request.url);
    if (!wish) return { code: CLOSE.notFound, reason: 'there is no such document' };
    const authorisation = await options.authorise(request, wish.document);
    const visitor = visitorOf(authorisation);
    if (!visitor)
      return { code: authorisation.closeCode ?? CLOSE.forbidden, reason: 'no right to this document' };
    const room = await registry.room(wish.document);
    if (wish.epoch !== undefined && wish.epoch !== room.epoch) {
      return { code: CLOSE.replaced, reason: 'the document was replaced' };
    }
    if (room.connections.size >= MAX_SOCKETS_PER_ROOM)
      return { code: CLOSE.overloaded, reason: 'the room is full' };
    return { wish, visitor, room };
  }

  function visitorOf({ access, actorKey, name, expiresAtMs }: Authorisation): Visitor | undefined {
    if (access === 'none') return undefined;
    if (actorKey.startsWith(SERVER_ACTOR)) throw new Error(`${actorKey} is not a person's key`);
    return { access, actorKey, name, expiresAtMs: expiresAtMs ?? Infinity };
  }

  function turnAway(socket: WebSocket, code: number, reason: string): void {
    socket.on('error', () => socket.terminate());
    socket.close(code, reason);
  }

  function enter(socket: WebSocket, request: IncomingMessage, admission: Admission, isSure: boolean): void {
    const { wish, visitor, room } = admission;
    if (room.isEnded) return turnAway(socket, CLOSE.overloaded, 'the document was just closed');
    const giveBack = seats.takeForActor(visitor.actorKey);
    if (!giveBack) return turnAway(socket, CLOSE.overloaded, 'too many connections of one person');
    socket.once('close', giveBack);
    const { wantsAcks } = wish;
    const connection = new Connection({
      socket,
      request,
      visitor,
      wantsAcks,
      document: room.bytes,
      now: clock,
    });
    new Inbound(connection, room, log, clock);
    room.enter(connection);
    if (!isSure) void recheckOne(room, connection);
  }

  function* connections(): Iterable<{ room: Room; connection: Connection }> {
    for (const room of registry.open) for (const connection of room.connections) yield { room, connection };
  }

  function sweep(): void {
    const nowMs = clock();
    for (const { room, connection } of connections()) {
      if (!connection.mayRead) expel(room, connection, CLOSE.signedOut, 'the session ended');
      else if (nowMs - connection.lastHeardMs > SILENCE_MS) connection.socket.terminate();
      else if (nowMs - connection.lastSentMs > KEEP_ALIVE_MS - SWEEP_EVERY_MS) {
        connection.send(awarenessFrame([])); // the stock client wants a frame,
        connection.socket.ping(); // and we want an answer
      }
    }
    registry.sweep(nowMs);
  }

  function expel(room: Room, connection: Connection, code: number, reason: string): void {
    room.leave(connection);
    connection.close(code, reason);
  }

  /** Asks again for the rights of connections, after they may have changed, and takes away what is gone. */
  async function recheck(filter: ConnectionFilter): Promise<void> {
    rightsVersion++;
    const chosen = [...connections()].filter(({ room, connection }) =>
      filter({ document: room.name, actorKey: connection.visitor.actorKey }),
    );
    await Promise.all(chosen.map(({ room, connection }) => recheckOne(room, connection)));
  }

  async function recheckOne(room: Room, connection: Connection): Promise<void> {
    const question = ++connection.rightsQuestions;
    try {
      const authorisation = await options.authorise(connection.request, room.name);
      if (question !== connection.rightsQuestions) return; // asked again meanwhile: the later answer counts
      const visitor = visitorOf(authorisation);
      if (!visitor) {
        return expel(
          room,
          connection,
          authorisation.closeCode ?? CLOSE.forbidden,
          'no right to this document',
        );
      }
      if (visitor.actorKey !== connection.visitor.actorKey) {
        return expel(room, connection, CLOSE.overloaded, 'somebody else is signed in');
      }
      const hasChanged = visitor.access !== connection.visitor.access;
      connection.visitor = visitor;
      if (hasChanged) room.welcome(connection);
    } catch (error) {
      // Not knowing is no right: the client comes back and is asked at the door.
      log.error({ error, document: room.name }, 'Rights could not be checked again');
      expel(room, connection, CLOSE.overloaded, 'rights could not be checked');
    }
  }

  /** Reads a document as it is committed. `read` gets a document of its own; an absent one is empty. */
  async function readDocument<T>(name: string, read: (doc: Y.Doc) => T): Promise<T> {
    const isThere = registry.isOpen(name) || (await store.exists(name));
    const doc = isThere ? (await registry.room(name)).bytes.open() : new Y.Doc();
    try {
      return read(doc);
    } finally {
      doc.destroy();
    }
  }

  /** Edits a document in the server's name; resolves when that is stored and everybody was told. */
  async function editDocument(name: string, edit: (doc: Y.Doc) => void): Promise<void> {
    await edits.edit(await registry.room(name), edit);
  }

  /** Erases a document, its log and its history, and sends everybody away. */
  function deleteDocument(name: string): Promise<void> {
    return registry.replace(name, CLOSE.notFound, 'the document was deleted', () => store.delete(name));
  }

  /** Empties a document and begins another life of it: copies of the old one are never merged into it. */
  function resetDocument(name: string): Promise<void> {
    const renew = (): Promise<void> => store.reset(name, randomUUID());
    return registry.replace(name, CLOSE.replaced, 'the document was replaced', renew);
  }

  /** Stores what is under way, sends everybody away with "come back" and waits until they went. */
  async function close(): Promise<void> {
    isClosing = true;
    clearInterval(sweeping);
    await commits.flush();
    const leaving = [...connections()].map(({ connection }) => connection.socket);
    const left = Promise.all(
      leaving.map((socket) => new Promise((resolve) => socket.once('close', resolve))),
    );
    for (const room of registry.open) room.end(CLOSE.restarting, 'the server restarts');
    await left;
    await Promise.all([...registry.open].map((room) => room.compacted));
  }

  return { handleUpgrade, recheck, readDocument, editDocument, deleteDocument, resetDocument, sweep, close };
}
