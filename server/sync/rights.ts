import type { IncomingMessage } from 'node:http';
import { CLOSE } from '#lib/sync/close-codes.ts';
import type { Connection } from './connection.ts';
import type { Room } from './room.ts';
import type { SyncLog } from './sync-log.ts';
import { SERVER_ACTOR, type Authorisation, type Visitor } from './visitor.ts';

/** Who asks, and what may they do with this document? */
export type Authorise = (request: IncomingMessage, document: string) => Promise<Authorisation>;

/** The rights of visitors, at the door and whenever they may have changed. */
export class Rights {
  readonly #authorise: Authorise;
  readonly #log: SyncLog;
  #changes = 0;

  constructor(authorise: Authorise, log: SyncLog) {
    this.#authorise = authorise;
    this.#log = log;
  }

  /** How often rights changed: whoever was on the way in during a change is asked again. */
  get changes(): number {
    return this.#changes;
  }

  noteChange(): void {
    this.#changes++;
  }

  /** The visitor, or why there is none. */
  async ask(request: IncomingMessage, document: string): Promise<Visitor | { code: number }> {
    const { access, actorKey, name, closeCode, expiresAtMs } = await this.#authorise(request, document);
    if (access === 'none') return { code: closeCode ?? CLOSE.forbidden };
    if (actorKey.startsWith(SERVER_ACTOR)) throw new Error(`${actorKey} is not a person's key`);
    return { access, actorKey, name, expiresAtMs: expiresAtMs ?? Infinity };
  }

  /** Asks again for the rights of a connection, and takes away what is gone. */
  async recheck(room: Room, connection: Connection): Promise<void> {
    const question = ++connection.rightsQuestions;
    try {
      const visitor = await this.ask(connection.request, room.name);
      if (question !== connection.rightsQuestions) return; // asked again meanwhile: the later answer counts
      if ('code' in visitor) return expel(room, connection, visitor.code, 'no right to this document');
      if (visitor.actorKey !== connection.visitor.actorKey) {
        return expel(room, connection, CLOSE.overloaded, 'somebody else is signed in');
      }
      const hasChanged = visitor.access !== connection.visitor.access;
      connection.visitor = visitor;
      if (hasChanged) room.welcome(connection);
    } catch (error) {
      // Not knowing is no right: the client comes back and is asked at the door.
      this.#log.error({ error, document: room.name }, 'Rights could not be checked again');
      expel(room, connection, CLOSE.overloaded, 'rights could not be checked');
    }
  }
}

/** Ends one connection; its room forgets it at once. */
export function expel(room: Room, connection: Connection, code: number, reason: string): void {
  room.leave(connection);
  connection.close(code, reason);
}
