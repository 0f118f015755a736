import { randomInt, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import * as Y from 'yjs';
import { CLOSE } from '#lib/sync/close-codes.ts';
import { askInTurn } from '../access/lease.ts';
import { ActorBudgets } from './actor-budgets.ts';
import { AnswerQueue } from './answer-queue.ts';
import { CommitLoop } from './store/commit-loop.ts';
import { Connection } from './connection.ts';
import type { DocumentStore } from './store/document-store.ts';
import { DocumentThread } from './document/document-thread.ts';
import { UpgradeHandler, type Admission } from './upgrade-handler.ts';
import { Inbound } from './inbound.ts';
import { KEEP_ALIVE_MS, SILENCE_MS, SWEEP_EVERY_MS } from './limits.ts';
import { relayFrame } from './protocol.ts';
import { Registry } from './registry.ts';
import { expel, Rights, type Authorise } from './rights.ts';
import type { Room } from './room.ts';
import { ServerEdits } from './server-edits.ts';
import type { SyncLog } from './sync-log.ts';

export interface SyncServerOptions {
  store: DocumentStore;
  /** Asked at each connection, and again when rights change. */
  authorise: Authorise;
  log: SyncLog;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Milliseconds that only ever grow: a clock that is set must not cut anybody off. */
  elapsed?: () => number;
  /** Somebody closed the field that they had open in a document. */
  ontypingend?: (document: string) => void;
  /** The visitor's address, as far as proxies are trusted; the socket's own when absent. */
  address?: (request: IncomingMessage) => string;
}

/** Which connections to look at. */
export type ConnectionFilter = (connection: { document: string; actorKey: string }) => boolean;

export type SyncServer = ReturnType<typeof createSyncServer>;

/** The room server: live documents over WebSockets, and the same documents for the server's own commands. */
export function createSyncServer(options: SyncServerOptions) {
  const { store, log, clock, authorise } = options;
  const { address = (request: IncomingMessage) => request.socket.remoteAddress ?? '' } = options;
  const { elapsed = () => performance.now() } = options;
  const { ontypingend = () => undefined } = options;
  const commits = new CommitLoop(store, clock);
  const thread = new DocumentThread();
  const budgets = new ActorBudgets(elapsed);
  const answers = new AnswerQueue({ budgets, thread, log, elapsed });
  const registry = new Registry(
    { store, commits, log, now: clock, elapsed, thread, ontypingend },
    randomUUID,
  );
  const rights = new Rights(authorise, log, elapsed);
  const upgrades = new UpgradeHandler({ registry, rights, log, address, enter });
  const edits = new ServerEdits(randomUUID(), () => randomInt(2 ** 32));
  let renewing: Promise<void> | undefined;
  const sweeping = setInterval(() => void sweep(), SWEEP_EVERY_MS);
  sweeping.unref();

  /** Takes over an upgrade request whose path begins with /sync/. Never throws. */
  function handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    upgrades.handleUpgrade(request, socket, head);
  }

  function enter({ socket, request, wish, visitor, room, rightsChanges }: Admission): void {
    const { wantsAcks } = wish;
    const connection = new Connection({
      socket,
      request,
      visitor,
      wantsAcks,
      document: room.bytes,
      answers,
      now: clock,
      elapsed,
    });
    new Inbound(connection, room, { log, elapsed, budgets, answers });
    room.enter(connection);
    // Somebody who was on the way in during a change may have been asked before it.
    if (rightsChanges !== rights.changes) void rights.recheck(room, connection);
  }

  function* connections(): Iterable<{ room: Room; connection: Connection }> {
    for (const room of registry.open) for (const connection of room.connections) yield { room, connection };
  }

  /** Looks after everybody who is connected; resolves when those whose rights were due have been asked for. */
  async function sweep(): Promise<void> {
    const nowMs = elapsed();
    budgets.sweep();
    for (const { room, connection } of connections()) {
      if (connection.lease.isExpired) expel(room, connection, CLOSE.signedOut, 'the session ended');
      else if (!connection.mayRead) expel(room, connection, CLOSE.overloaded, 'rights could not be checked');
      else if (nowMs - connection.lastHeardMs > SILENCE_MS) connection.socket.terminate();
      else if (nowMs - connection.lastSentMs > KEEP_ALIVE_MS - SWEEP_EVERY_MS) {
        connection.send(relayFrame([])); // the stock client wants a frame,
        connection.socket.ping(); // and we want an answer
      }
    }
    registry.sweep(nowMs);
    await (renewing ??= renewLeases().finally(() => (renewing = undefined)));
  }

  /** Asks for rights that were asked for some time ago, a few at a time, with a turn of the event loop between. */
  async function renewLeases(): Promise<void> {
    const due = [...connections()].filter(({ connection }) => connection.lease.isDueForRenewal);
    await askInTurn(due, async ({ room, connection }) => {
      if (room.connections.has(connection)) await rights.renew(room, connection);
    });
  }

  /** Asks again for the rights of connections, after they may have changed, and takes away what is gone. */
  async function recheck(filter: ConnectionFilter): Promise<void> {
    rights.noteChange();
    const chosen = [...connections()].filter(({ room, connection }) =>
      filter({ document: room.name, actorKey: connection.visitor.actorKey }),
    );
    await Promise.all(chosen.map(({ room, connection }) => rights.recheck(room, connection)));
  }

  /** Whether somebody says that a field is open in one of these documents. */
  function isTyping(isMeant: (document: string) => boolean): boolean {
    return [...registry.open].some((room) => isMeant(room.name) && room.presence.isTyping());
  }

  /** Whether somebody who may only finish still has the field open. */
  function isFinishing(isMeant: (document: string) => boolean): boolean {
    for (const { room, connection } of connections())
      if (isMeant(room.name) && connection.mayFinish && room.presence.isTyping(connection)) return true;
    return false;
  }

  /** Nobody finishes anything in these documents any more; resolves when what was taken until now is stored. */
  async function endFinishing(isMeant: (document: string) => boolean): Promise<void> {
    for (const room of registry.open) if (isMeant(room.name)) room.endFinishing();
    await commits.flush();
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
    upgrades.close();
    clearInterval(sweeping);
    await commits.flush();
    const leaving = [...connections()].map(({ connection }) => connection.socket);
    const left = Promise.all(
      leaving.map((socket) => new Promise((resolve) => socket.once('close', resolve))),
    );
    for (const room of registry.open) room.end(CLOSE.restarting, 'the server restarts');
    await left;
    await Promise.all([...registry.open].map((room) => room.compacted));
    thread.close();
  }

  return {
    ...{ handleUpgrade, recheck, isTyping, isFinishing, endFinishing },
    ...{ readDocument, editDocument, deleteDocument, resetDocument, sweep, close },
  };
}
