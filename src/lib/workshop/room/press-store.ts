import { Dexie, type Table } from 'dexie';

/** A press that waits to be sent: dots, a rating, a hand or readiness. */
export interface WaitingPress {
  /** Sent with it, so that what was pressed once is stored once [FM2]. */
  id: string;
  /** Whose, and in which workshop. */
  owner: string;
  action: 'dots' | 'rating' | 'signal';
  /** What it is about, such as a cause: the next press about the same takes its place. */
  about: string;
  /** The step in which it was pressed. */
  stepId: string;
  fields: Readonly<Record<string, string | number | boolean>>;
  atMs: number;
  /** Its step was sealed before it came; what those who steer know of it. */
  late: 'new' | 'told' | null;
}

/** Where a device keeps presses; one that keeps nothing rejects, and the press waits on the page alone. */
export interface PressStore {
  all(owner: string): Promise<WaitingPress[]>;
  put(press: WaitingPress): Promise<void>;
  remove(id: string): Promise<void>;
}

/** Presses in the browser's IndexedDB, one database per address of the app. */
export class DexiePressStore implements PressStore {
  readonly #presses: Table<WaitingPress, string>;

  constructor(name = 'herringbone-presses') {
    const db = new Dexie(name);
    db.version(1).stores({ presses: 'id, owner' });
    this.#presses = db.table('presses');
  }

  all(owner: string): Promise<WaitingPress[]> {
    return this.#presses.where('owner').equals(owner).sortBy('atMs');
  }

  async put(press: WaitingPress): Promise<void> {
    await this.#presses.put(press);
  }

  async remove(id: string): Promise<void> {
    await this.#presses.delete(id);
  }
}
