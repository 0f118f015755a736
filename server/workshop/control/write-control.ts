import { documentName } from '#lib/sync/document-name.ts';
import { writeControl } from '#lib/workshop/room/control-doc.ts';
import { writeWall } from '#lib/workshop/wall/wall-doc.ts';
import type { Queries } from '#server/database/engine.ts';
import type { Rooms } from '#server/rooms.ts';
import { findWorkshop } from '../store.ts';
import { describeWall } from '../wall/describe-wall.ts';
import { hasWalls } from '../wall/wall-store.ts';
import { describeRoom } from './describe-room.ts';

/**
 * Keeps the control documents of workshops, and those of their walls, true to the database [WS3]. Whoever asks while one is
 * being written shares the next writing: sixty raised hands in one second cost a few writes, not sixty.
 */
export class ControlRooms {
  readonly #db: Queries;
  readonly #rooms: Pick<Rooms, 'edit'>;
  readonly #running = new Map<string, Promise<void>>();
  readonly #waiting = new Map<string, Promise<void>>();

  constructor(db: Queries, rooms: Pick<Rooms, 'edit'>) {
    this.#db = db;
    this.#rooms = rooms;
  }

  /** Resolves when the room knows at least what was committed before this call. */
  tell(workshopId: string): Promise<void> {
    const running = this.#running.get(workshopId);
    if (!running) return this.#start(workshopId);
    const waiting = this.#waiting.get(workshopId);
    if (waiting) return waiting;
    const next = running
      .catch(() => undefined) // its own caller hears of it
      .then(() => {
        this.#waiting.delete(workshopId);
        return this.#start(workshopId);
      });
    this.#waiting.set(workshopId, next);
    return next;
  }

  #start(workshopId: string): Promise<void> {
    const writing = this.#write(workshopId).finally(() => {
      if (this.#running.get(workshopId) === writing) this.#running.delete(workshopId);
    });
    this.#running.set(workshopId, writing);
    return writing;
  }

  async #write(workshopId: string): Promise<void> {
    const workshop = await findWorkshop(this.#db, { id: workshopId });
    if (!workshop) return;
    const control = await describeRoom(this.#db, workshop);
    await this.#rooms.edit(documentName({ kind: 'control', workshop: workshopId }), (doc) =>
      writeControl(doc, control),
    );
    if (!(await hasWalls(this.#db, workshopId))) return;
    const wall = await describeWall(this.#db, workshop, control);
    await this.#rooms.edit(documentName({ kind: 'wall', workshop: workshopId }), (doc) =>
      writeWall(doc, wall),
    );
  }
}
