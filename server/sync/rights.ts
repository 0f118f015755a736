import type { IncomingMessage } from 'node:http';
import { isOutage } from '#lib/base/errors.ts';
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
  readonly #elapsed: () => number;
  #changes = 0;

  constructor(authorise: Authorise, log: SyncLog, elapsed: () => number) {
    this.#authorise = authorise;
    this.#log = log;
    this.#elapsed = elapsed;
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
    const answer = await this.#authorise(request, document);
    const { access, actorKey, name, closeCode, expiresAtMs, isUnseen = false } = answer;
    if (access === 'none') return { code: closeCode ?? CLOSE.forbidden };
    if (actorKey.startsWith(SERVER_ACTOR)) throw new Error(`${actorKey} is not a person's key`);
    return { access, actorKey, name, expiresAtMs: expiresAtMs ?? Infinity, isUnseen };
  }

  /** Asks again for the rights of a connection, after they may have changed, and takes away what is gone. */
  async recheck(room: Room, connection: Connection): Promise<void> {
    if (!(await this.renew(room, connection))) connection.lease.suspend();
  }

  /**
   * Asks again because the last answer is getting old, and takes away what is gone. False when nobody can
   * be asked because the database is away: then nothing is known, and nobody is sent away for it.
   */
  async renew(room: Room, connection: Connection): Promise<boolean> {
    const question = ++connection.rightsQuestions;
    const askedMs = this.#elapsed();
    try {
      const visitor = await this.ask(connection.request, room.name);
      if (question !== connection.rightsQuestions) return true; // asked again meanwhile: the later answer counts
      if ('code' in visitor) {
        expel(room, connection, visitor.code, 'no right to this document');
      } else if (visitor.actorKey !== connection.visitor.actorKey) {
        expel(room, connection, CLOSE.overloaded, 'somebody else is signed in');
      } else {
        const hasChanged = visitor.access !== connection.visitor.access;
        connection.renew(visitor, askedMs);
        if (hasChanged) room.welcome(connection);
        else if ((connection.mayWrite || connection.mayFinish) && connection.hasLost) connection.askForAll();
      }
      return true;
    } catch (error) {
      if (isOutage(error)) {
        this.#log.warn({ error, document: room.name }, 'Rights cannot be asked for now');
        return false;
      }
      // Not knowing is no right: the client comes back and is asked at the door.
      this.#log.error({ error, document: room.name }, 'Rights could not be checked again');
      expel(room, connection, CLOSE.overloaded, 'rights could not be checked');
      return true;
    }
  }
}

/** Ends one connection; its room forgets it at once. */
export function expel(room: Room, connection: Connection, code: number, reason: string): void {
  room.leave(connection);
  connection.close(code, reason);
}
