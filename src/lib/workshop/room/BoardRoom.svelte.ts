import * as Y from 'yjs';
import { diffFishbones, type FishboneChange } from '#lib/ishikawa/diff-fishbones.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { FishboneState } from '#lib/ishikawa/editor/Fishbone.svelte.ts';
import { documentName } from '#lib/sync/document-name.ts';
import type { OfflineStore } from '#lib/sync/offline-store.ts';
import { openRoom, owesServer, type OpenRoom } from '#lib/sync/open-room.ts';
import { RoomView } from '#lib/sync/RoomView.svelte.ts';
import { YState } from '#lib/sync/YState.svelte.ts';
import { Backstage } from './Backstage.svelte.ts';
import { causeMarks } from './cause-marks.ts';
import { readControl, type Control } from './control-doc.ts';
import { Draft } from '../write/Draft.svelte.ts';
import type { BoardAccess } from '../step.ts';
import { boardAccess, isSteering, type Participation } from '../workshop.ts';

/** Whose page it is. */
export interface Participant {
  id: string;
  department: string | null;
  participation: Participation;
}

/** How a room opens what it needs only now and then, by the names of its documents. */
interface Openers {
  names: Record<'board' | 'draft', string>;
  draft: () => Promise<Draft>;
  backstage: () => Promise<Backstage>;
  /** A document as the server has it, without this device's copy. */
  fresh: (document: string) => Promise<OpenRoom>;
  /** Whether this device owes the server changes of a document. */
  owes: (document: string) => Promise<boolean>;
}

/**
 * A workshop's room as one page holds it: the board, which many write, and the control document,
 * which only the server writes. The step in it decides what this page may do [WS3].
 */
export class BoardRoom {
  readonly fishbone: FishboneState;
  readonly view: RoomView;
  readonly #board: OpenRoom;
  readonly #control: OpenRoom;
  readonly #controlState: YState<Control | undefined>;
  readonly #participant: Participant;
  readonly #open: Openers;
  #draft: Promise<Draft> | undefined;
  #backstage: Promise<Backstage> | undefined;
  /** What was opened beside the board and may hold changes. */
  readonly #opened: { readonly unkept: number }[] = [];
  /** How this person stands, as the server last said; the control document knows only who steers. */
  #standing: Participation = $state.raw('none');

  private constructor(board: OpenRoom, control: OpenRoom, participant: Participant, open: Openers) {
    this.#board = board;
    this.#control = control;
    this.#participant = participant;
    this.#standing = participant.participation;
    this.#open = open;
    this.#controlState = new YState([control.doc.getMap('control')], () => readControl(control.doc));
    this.view = new RoomView(board.provider);
    this.fishbone = new FishboneState(board.doc, {
      authorId: participant.id,
      isReadOnly: () => this.access !== 'write',
      marksOf: (id) => causeMarks(this.control, id),
      evidenceOf: (id) => this.control?.evidence[id]?.length ?? 0,
    });
    this.view.setPresence({ department: participant.department, cursor: null, focus: null });
  }

  /** Opens both documents: from this device first, then from the server at `url`. */
  static async open(options: {
    workshopId: string;
    participant: Participant;
    url: string;
    store: OfflineStore | undefined;
    onstoragefailure: () => void;
  }): Promise<BoardRoom> {
    const { workshopId, participant, url, store, onstoragefailure } = options;
    const connection = { url, store, person: participant.id, onstoragefailure };
    const name = (kind: 'board' | 'control' | 'backstage') => documentName({ kind, workshop: workshopId });
    const names = {
      board: name('board'),
      draft: documentName({ kind: 'draft', workshop: workshopId, participant: participant.id }),
    };
    const [board, control] = await Promise.all([
      openRoom({ ...connection, document: names.board }),
      openRoom({ ...connection, document: name('control') }),
    ]);
    return new BoardRoom(board, control, participant, {
      names,
      draft: () => Draft.open({ ...connection, document: names.draft }),
      backstage: () => Backstage.open({ ...connection, document: name('backstage') }),
      fresh: (document) => openRoom({ url, person: participant.id, store: undefined, document }),
      owes: (document) => owesServer(store, participant.id, document),
    });
  }

  /** Where the workshop stands, as last heard; undefined before the first word of the server. */
  get control(): Control | undefined {
    return this.#controlState.current;
  }

  /** How this page stands to the workshop now: the place of the facilitator may have moved. */
  get participation(): Participation {
    const { id } = this.#participant;
    if (this.control?.facilitatorId === id) return 'facilitator';
    if (this.control?.cofacilitatorIds.includes(id)) return 'cofacilitator';
    return isSteering(this.#standing) ? 'invited' : this.#standing;
  }

  /** The server said how this person stands: they changed sides, or another page of theirs did. */
  standAs(participation: Participation): void {
    this.#standing = participation;
  }

  /** What this page may do with the board in the present step. */
  get access(): BoardAccess {
    const { control } = this;
    return control ? boardAccess(this.participation, control.stage, control) : 'none';
  }

  /** Changes made here wait, and the step that they were made in is over: the server will not take them [WS104]. */
  get isLate(): boolean {
    const { control, view } = this;
    if (!control || view.status.kind !== 'saving' || view.status.waiting === 0 || view.mayWrite) return false;
    return boardAccess(this.participation, control.stage) === 'read';
  }

  /**
   * What is different here from what the server has: looked at through a connection of its own. Nothing
   * is known, and everything stays as it is, when the server refuses that connection.
   */
  async findLate(): Promise<FishboneChange[] | undefined> {
    const fresh = await this.#open.fresh(this.#open.names.board);
    try {
      if (!(await fresh.provider.until(({ isSynced }) => isSynced))) return undefined;
      const before = readFishbone(openFishbone(fresh.doc)).fishbone;
      // With what others did this very moment: only what is ours is left between the two.
      Y.applyUpdate(fresh.doc, Y.encodeStateAsUpdate(this.#board.doc));
      return diffFishbones(before, readFishbone(openFishbone(fresh.doc)).fishbone);
    } finally {
      await fresh.close();
    }
  }

  /**
   * What was written in silence on this device and came too late for the reveal, as changes for the
   * tray; nothing known, as above. A device that owes the server nothing asks nobody.
   */
  async findLateIdeas(): Promise<FishboneChange[] | undefined> {
    const { names, owes, fresh } = this.#open;
    if (!(await owes(names.draft))) return [];
    const server = await fresh(names.draft);
    try {
      const ideas = await (await this.draft()).findLate(server);
      return ideas?.map(({ id, bone, text }) => ({ kind: 'add', causeId: id, text, under: bone }));
    } finally {
      await server.close();
    }
  }

  /** The tray has what came late: this device's copy steps aside, and the page is to be loaded again. */
  async setLateAside(which: 'board' | 'draft'): Promise<void> {
    await (which === 'board' ? this.#board : await this.draft()).setAside();
  }

  /** Rights changed: a board that was closed to us may be open now. */
  accessChanged(): void {
    if (this.access !== 'none' && this.view.status.kind === 'ended') this.view.retryNow();
  }

  /** Tries again what the server has ended: somebody may have signed in again in another tab. */
  wakeUp(): void {
    if (this.view.status.kind !== 'ended') return;
    for (const { provider } of [this.#board, this.#control]) provider.retryNow();
  }

  /** Changes of this page that neither the server nor this device has: leaving would lose them. */
  get unkept(): number {
    return [this.#board.provider, ...this.#opened].reduce((sum, { unkept }) => sum + unkept, 0);
  }

  /** What this person writes in silence; opened when it is first needed. */
  draft(): Promise<Draft> {
    this.#draft ??= this.#keep(this.#open.draft());
    return this.#draft;
  }

  async #keep<Part extends { readonly unkept: number }>(opening: Promise<Part>): Promise<Part> {
    const part = await opening;
    this.#opened.push(part);
    return part;
  }

  /** What those who steer say among themselves; opened when it is first needed. */
  backstage(): Promise<Backstage> {
    this.#backstage ??= this.#keep(this.#open.backstage());
    return this.#backstage;
  }

  async close(): Promise<void> {
    this.fishbone.destroy();
    await (await this.#draft)?.close();
    await (await this.#backstage)?.close();
    await Promise.all([this.#board.close(), this.#control.close()]);
  }
}
