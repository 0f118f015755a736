import * as Y from 'yjs';
import { diffFishbones, type FishboneChange } from '../ishikawa/diff-fishbones.ts';
import { openFishbone, readFishbone } from '../ishikawa/fishbone-doc.ts';
import { FishboneState } from '../ishikawa/Fishbone.svelte.ts';
import { documentName } from '../sync/document-name.ts';
import type { OfflineStore } from '../sync/offline-store.ts';
import { openRoom, type OpenRoom } from '../sync/open-room.ts';
import { RoomView } from '../sync/RoomView.svelte.ts';
import { YState } from '../sync/YState.svelte.ts';
import { Backstage } from './Backstage.svelte.ts';
import { causeMarks } from './cause-marks.ts';
import { readControl, type Control } from './control-doc.ts';
import { Draft } from './Draft.svelte.ts';
import type { BoardAccess } from './step.ts';
import { boardAccess, isSteering, type Participation } from './workshop.ts';

/** Whose page it is. */
export interface Participant {
  id: string;
  department: string | null;
  participation: Participation;
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
  readonly #openDraft: () => Promise<Draft>;
  #draft: Promise<Draft> | undefined;
  readonly #openBackstage: () => Promise<Backstage>;
  #backstage: Promise<Backstage> | undefined;
  readonly #openFresh: () => Promise<OpenRoom>;
  /** How this person stands, as the server last said; the control document knows only who steers. */
  #standing: Participation = $state.raw('none');

  private constructor(
    board: OpenRoom,
    control: OpenRoom,
    participant: Participant,
    open: {
      draft: () => Promise<Draft>;
      backstage: () => Promise<Backstage>;
      fresh: () => Promise<OpenRoom>;
    },
  ) {
    this.#board = board;
    this.#control = control;
    this.#participant = participant;
    this.#standing = participant.participation;
    this.#openDraft = open.draft;
    this.#openBackstage = open.backstage;
    this.#openFresh = open.fresh;
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
    const document = (kind: 'board' | 'control') => documentName({ kind, workshop: workshopId });
    const draft = documentName({ kind: 'draft', workshop: workshopId, participant: participant.id });
    const [board, control] = await Promise.all([
      openRoom({ ...connection, document: document('board') }),
      openRoom({ ...connection, document: document('control') }),
    ]);
    const backstage = documentName({ kind: 'backstage', workshop: workshopId });
    return new BoardRoom(board, control, participant, {
      draft: () => Draft.open({ ...connection, document: draft }),
      backstage: () => Backstage.open({ ...connection, document: backstage }),
      fresh: () => openRoom({ url, person: participant.id, store: undefined, document: document('board') }),
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

  /** What is different here from what the server has: looked at through a connection of its own. */
  async findLate(): Promise<FishboneChange[]> {
    const fresh = await this.#openFresh();
    await fresh.provider.until(({ isSynced }) => isSynced);
    const before = readFishbone(openFishbone(fresh.doc)).fishbone;
    // With what others did this very moment: only what is ours is left between the two.
    Y.applyUpdate(fresh.doc, Y.encodeStateAsUpdate(this.#board.doc));
    const after = readFishbone(openFishbone(fresh.doc)).fishbone;
    await fresh.close();
    return diffFishbones(before, after);
  }

  /** The tray has what came late: this device's copy steps aside, and the page is to be loaded again. */
  async setLateAside(): Promise<void> {
    await this.#board.setAside();
  }

  /** Rights changed: a board that was closed to us may be open now. */
  accessChanged(): void {
    if (this.access !== 'none' && this.view.status.kind === 'ended') this.view.retryNow();
  }

  /** What this person writes in silence; opened when it is first needed. */
  draft(): Promise<Draft> {
    this.#draft ??= this.#openDraft();
    return this.#draft;
  }

  /** What those who steer say among themselves; opened when it is first needed. */
  backstage(): Promise<Backstage> {
    this.#backstage ??= this.#openBackstage();
    return this.#backstage;
  }

  async close(): Promise<void> {
    this.fishbone.destroy();
    await (await this.#draft)?.close();
    await (await this.#backstage)?.close();
    await Promise.all([this.#board.close(), this.#control.close()]);
  }
}
