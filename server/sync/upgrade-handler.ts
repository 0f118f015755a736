import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer, type WebSocket } from 'ws';
import { CLOSE } from '#lib/sync/close-codes.ts';
import { Seats } from '../access/seats.ts';
import {
  CLOSE_TIMEOUT_MS,
  MAX_FRAME_BYTES,
  MAX_SOCKETS_PER_ACTOR,
  MAX_SOCKETS_PER_ADDRESS,
  MAX_SOCKETS_PER_ROOM,
  OPEN_TIMEOUT_MS,
} from './limits.ts';
import { isOwnOrigin } from './origin.ts';
import type { Registry } from './registry.ts';
import type { Rights } from './rights.ts';
import type { Room } from './room.ts';
import type { SyncLog } from './sync-log.ts';
import { readWish, refuseUpgrade, type RoomAddress } from './upgrade.ts';
import type { Visitor } from './visitor.ts';

/** Somebody who may come in. */
export interface Admission {
  socket: WebSocket;
  request: IncomingMessage;
  wish: RoomAddress;
  visitor: Visitor;
  room: Room;
  /** How often rights had changed when this visitor's were asked for. */
  rightsChanges: number;
}

interface UpgradeOptions {
  registry: Registry;
  rights: Rights;
  log: SyncLog;
  address: (request: IncomingMessage) => string;
  enter: (admission: Admission) => void;
}

/** Decides about upgrade requests: origin, seats, rights, document, and only then a socket. */
export class UpgradeHandler {
  readonly #options: UpgradeOptions;
  readonly #seats = new Seats({ perAddress: MAX_SOCKETS_PER_ADDRESS, perActor: MAX_SOCKETS_PER_ACTOR });
  readonly #sockets: WebSocketServer;
  #isClosed = false;

  constructor(options: UpgradeOptions) {
    this.#options = options;
    const socketOptions = {
      noServer: true,
      maxPayload: MAX_FRAME_BYTES,
      perMessageDeflate: false, // memory per socket, and updates are small
      clientTracking: false,
      closeTimeout: CLOSE_TIMEOUT_MS, // newer than the types of ws
    };
    this.#sockets = new WebSocketServer(socketOptions);
  }

  /** From now on everybody is sent away. */
  close(): void {
    this.#isClosed = true;
  }

  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const onError = (): void => void socket.destroy();
    socket.on('error', onError);
    const { origin, host, cookie } = request.headers;
    if (this.#isClosed) return refuseUpgrade(socket, 503);
    if (!isOwnOrigin({ origin, host, hasCookie: cookie !== undefined })) return refuseUpgrade(socket, 403);
    const giveBack = this.#seats.takeForAddress(this.#options.address(request));
    if (!giveBack) return refuseUpgrade(socket, 429);
    socket.once('close', giveBack);
    const timer = setTimeout(() => refuseUpgrade(socket, 503), OPEN_TIMEOUT_MS);
    this.#admit(request)
      .then((decision) => {
        if (socket.destroyed || socket.writableEnded) return;
        if (this.#isClosed) return refuseUpgrade(socket, 503);
        socket.off('error', onError);
        this.#sockets.handleUpgrade(request, socket, head, (webSocket) => {
          if ('code' in decision) turnAway(webSocket, decision.code, decision.reason);
          else this.#enter({ ...decision, socket: webSocket, request });
        });
      })
      .catch((error: unknown) => {
        this.#options.log.error({ error, url: request.url }, 'A connection could not be opened');
        refuseUpgrade(socket, 503);
      })
      .finally(() => clearTimeout(timer));
  }

  /** Rights, then the document: both before the socket opens, so that no frame ever has to wait for them. */
  async #admit(
    request: IncomingMessage,
  ): Promise<Omit<Admission, 'socket' | 'request'> | { code: number; reason: string }> {
    const { rights, registry } = this.#options;
    const rightsChanges = rights.changes;
    const wish = readWish(request.url);
    if (!wish) return { code: CLOSE.notFound, reason: 'there is no such document' };
    const visitor = await rights.ask(request, wish.document);
    if ('code' in visitor) return { code: visitor.code, reason: 'no right to this document' };
    const room = await registry.room(wish.document);
    if (wish.epoch !== undefined && wish.epoch !== room.epoch) {
      return { code: CLOSE.replaced, reason: 'the document was replaced' };
    }
    if (room.connections.size >= MAX_SOCKETS_PER_ROOM) {
      return { code: CLOSE.overloaded, reason: 'the room is full' };
    }
    return { wish, visitor, room, rightsChanges };
  }

  #enter(admission: Admission): void {
    const { socket, visitor, room } = admission;
    if (room.isEnded) return turnAway(socket, CLOSE.overloaded, 'the document was just closed');
    const giveBack = this.#seats.takeForActor(visitor.actorKey);
    if (!giveBack) return turnAway(socket, CLOSE.overloaded, 'too many connections of one person');
    socket.once('close', giveBack);
    this.#options.enter(admission);
  }
}

function turnAway(socket: WebSocket, code: number, reason: string): void {
  socket.on('error', () => socket.terminate());
  socket.close(code, reason);
}
