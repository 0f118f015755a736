// Above 300 lines: the documents of a room and what this page may do with them are one standing.
import { untrack } from 'svelte';
import * as Y from 'yjs';
import { diffFishbones, type FishboneChange } from '#lib/ishikawa/diff-fishbones.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { FishboneState } from '#lib/ishikawa/editor/Fishbone.svelte.ts';
import { documentName } from '#lib/sync/document-name.ts';
import type { OfflineStore } from '#lib/sync/offline-store.ts';
import { joinPresent, type PresentPerson } from '#lib/sync/presence.ts';
import { openRoom, owesServer, type OpenRoom } from '#lib/sync/open-room.ts';
import { RoomView } from '#lib/sync/RoomView.svelte.ts';
import { YState } from '#lib/sync/YState.svelte.ts';
import { Backstage } from './Backstage.svelte.ts';
import { findCauses } from './cause-marks.ts';
import { readControl, type Control } from './control-doc.ts';
import { CLOSE } from '#lib/sync/close-codes.ts';
import { MeetingNotes } from '../meeting/MeetingNotes.svelte.ts';
import { WallView } from '../wall/WallView.svelte.ts';
import { Draft } from '../write/Draft.svelte.ts';
import type { BoardAccess } from '../step.ts';
import { boardAccess, isSteering, type Participation } from '../workshop.ts';
import { workStatus, type WorkStatus } from './work-status.ts';

/** Whose page it is. */
export interface Participant {
  id: string;
  department: string | null;
  participation: Participation;
}

/** A board that is open, and what a page shows of it. */
interface OpenBoard {
  room: OpenRoom;
  view: RoomView;
  fishbone: FishboneState;
}

/** Changes wait on a connection that is there and takes none. */
function isWaiting({ status, mayWrite, mayFinish }: RoomView): boolean {
  return status.kind === 'saving' && status.waiting > 0 && !mayWrite && !mayFinish;
}

/** How a room opens what it needs only now and then, by the names of its documents. */
interface Openers {
  names: Record<'board' | 'draft', string>;
  board: () => Promise<OpenRoom>;
  draft: () => Promise<Draft>;
  notes: () => Promise<MeetingNotes>;
  backstage: () => Promise<Backstage>;
  wall: () => Promise<WallView>;
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
  /** The board as it is open now; one that holds what the server will never take gives way to another [WS109]. */
  #board: OpenBoard = $state.raw() as OpenBoard; // set by the constructor
  readonly #control: OpenRoom;
  readonly #controlView: RoomView;
  readonly #controlState: YState<Control | undefined>;
  readonly #participant: Participant;
  readonly #open: Openers;
  #draft: Promise<Draft> | undefined;
  #notes: Promise<MeetingNotes> | undefined;
  #notesNow: MeetingNotes | undefined = $state.raw();
  /** The same, once it is open. */
  #draftNow: Draft | undefined = $state.raw();
  #backstage: Promise<Backstage> | undefined;
  #wall: Promise<WallView> | undefined;
  /** What was opened beside the board and may hold changes. */
  #opened: { readonly unkept: number }[] = [];
  /** Between handing in what came late and the board as the server has it nothing is changed. */
  #isRenewing = $state(false);
  /** How this person stands, as the server last said; the control document knows only who steers. */
  #standing: Participation = $state.raw('none');

  readonly #showMean: (mean: number) => string;
  readonly #findings = $derived.by(() => {
    const { control } = this;
    return control && findCauses(control, (id) => this.fishbone.tree.standingFor(id), this.#showMean);
  });

  private constructor(
    board: OpenRoom,
    control: OpenRoom,
    participant: Participant,
    open: Openers,
    showMean: (mean: number) => string,
  ) {
    this.#control = control;
    this.#controlView = new RoomView(control.provider);
    this.#participant = participant;
    this.#standing = participant.participation;
    this.#open = open;
    this.#showMean = showMean;
    this.#controlState = new YState([control.doc.getMap('control')], () => readControl(control.doc));
    this.#board = this.#show(board);
    const { department } = participant;
    this.view.setPresence({ department, cursor: null, focus: null, isTyping: false });
    // Where the board is still closed, others see here that somebody has come.
    this.#controlView.setPresence({ department, cursor: null, focus: null, isTyping: false });
  }

  #show(room: OpenRoom): OpenBoard {
    const fishbone = new FishboneState(room.doc, {
      authorId: this.#participant.id,
      isReadOnly: () => this.access !== 'write' || this.#isRenewing,
      marksOf: (id) => this.#findings?.marksOf(id) ?? [],
      numbersOf: (id) => this.#findings?.numbersOf(id) ?? {},
    });
    return { room, view: new RoomView(room.provider), fishbone };
  }

  get fishbone(): FishboneState {
    return this.#board.fishbone;
  }

  get view(): RoomView {
    return this.#board.view;
  }

  /** Who is here; before the workshop is opened, who has arrived. */
  get people(): PresentPerson[] {
    const { people } = this.view;
    return this.control?.stage === 'prepare' ? joinPresent(people, this.#controlView.people) : people;
  }

  /** How this person's work stands, of which `answers` presses wait to be sent [WS112]. */
  status(answers = 0): WorkStatus {
    const isClosed = this.access === 'none' && this.view.status.kind === 'ended';
    return workStatus({
      room: isClosed ? this.#controlView.status : this.view.status,
      draft: this.#draftNow?.view.status,
      notes: this.#notesNow?.view.status,
      answers,
      isHeld:
        this.isLate || this.isHeld || (this.#draftNow?.isLate ?? false) || (this.#notesNow?.isLate ?? false),
    });
  }

  /** Opens both documents: from this device first, then from the server at `url`. */
  static async open(options: {
    workshopId: string;
    participant: Participant;
    url: string;
    store: OfflineStore | undefined;
    onstoragefailure: () => void;
    /** Writes the mean of ratings. */
    showMean: (mean: number) => string;
  }): Promise<BoardRoom> {
    const { workshopId, participant, url, store, onstoragefailure } = options;
    const connection = { url, store, person: participant.id, onstoragefailure };
    const name = (kind: 'board' | 'control' | 'backstage' | 'wall' | 'notes') =>
      documentName({ kind, workshop: workshopId });
    const names = {
      board: name('board'),
      draft: documentName({ kind: 'draft', workshop: workshopId, participant: participant.id }),
    };
    const [board, control] = await Promise.all([
      openRoom({ ...connection, document: names.board }),
      openRoom({ ...connection, document: name('control') }),
    ]);
    const openers: Openers = {
      names,
      board: () => openRoom({ ...connection, document: names.board }),
      draft: () => Draft.open({ ...connection, document: names.draft }),
      notes: () => MeetingNotes.open({ ...connection, document: name('notes') }),
      backstage: () => Backstage.open({ ...connection, document: name('backstage') }),
      // No copy on the device: what is on the wall is there or not.
      wall: () => WallView.open({ ...connection, store: undefined, document: name('wall') }, 'steering'),
      fresh: (document) => openRoom({ url, person: participant.id, store: undefined, document }),
      owes: (document) => owesServer(store, participant.id, document),
    };
    return new BoardRoom(board, control, participant, openers, options.showMean);
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
    if (this.#isRenewing) return false; // handed in already
    return (
      control !== undefined &&
      isWaiting(view) &&
      boardAccess(this.participation, control.stage, { kind: control.kind }) === 'read'
    );
  }

  /** Changes made here wait because the board is locked: it may be opened again [WS13]. */
  get isHeld(): boolean {
    const { control, view } = this;
    if (this.#isRenewing) return false;
    return control?.isLocked === true && !control.isPaused && isWaiting(view) && !this.isLate;
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
      Y.applyUpdate(fresh.doc, Y.encodeStateAsUpdate(this.#board.room.doc));
      return diffFishbones(before, readFishbone(openFishbone(fresh.doc)).fishbone);
    } finally {
      await fresh.close();
    }
  }

  /**
   * What was written in silence on this device and came too late for the reveal, as changes for the
   * tray; nothing known, as above. A device that owes the server nothing asks nobody, unless words are known
   * to be late.
   */
  async findLateIdeas(): Promise<FishboneChange[] | undefined> {
    const { names, owes, fresh } = this.#open;
    if (!this.#draftNow?.isLate && !(await owes(names.draft))) return [];
    const server = await fresh(names.draft);
    try {
      const ideas = await (await this.draft()).findLate(server);
      return ideas?.map(({ id, bone, text }) => ({ kind: 'add', causeId: id, text, under: bone }));
    } finally {
      await server.close();
    }
  }

  /**
   * The tray has what came late: this device's copy steps aside, and the document is opened again as the server
   * has it, while the page stays as it is [WS109].
   */
  async startAnew(which: 'board' | 'draft'): Promise<void> {
    if (which === 'draft') return this.#startDraftAnew();
    if (this.#isRenewing) return;
    this.#isRenewing = true;
    const before = this.#board;
    try {
      await before.room.setAside();
      const after = this.#show(await this.#open.board());
      await after.room.provider.until(({ isSynced }) => isSynced);
      after.room.provider.awareness.setLocalState(before.room.provider.awareness.getLocalState());
      after.fishbone.goOnFrom(before.fishbone);
      this.#board = after;
      before.fishbone.destroy();
      await before.room.close();
    } finally {
      this.#isRenewing = false;
    }
  }

  async #startDraftAnew(): Promise<void> {
    const before = await this.draft();
    await before.setAside();
    this.#draft = undefined;
    this.#draftNow = undefined;
    this.#opened = this.#opened.filter((part) => part !== before);
    await before.close();
  }

  /** Rights changed: a board that was closed to us may be open now. */
  accessChanged(): void {
    if (this.access !== 'none' && this.view.status.kind === 'ended') this.view.retryNow();
  }

  /** Tries again what the server has ended: somebody may have signed in again in another tab. */
  wakeUp(): void {
    if (this.view.status.kind !== 'ended') return;
    for (const { provider } of [this.#board.room, this.#control]) provider.retryNow();
  }

  /** Changes of this page that neither the server nor this device has: leaving would lose them. */
  get unkept(): number {
    return [this.#board.room.provider, ...this.#opened].reduce((sum, { unkept }) => sum + unkept, 0);
  }

  /** What this person writes in silence; opened when it is first needed. */
  draft(): Promise<Draft> {
    // Erased after the last silence [MT31]: this device's copy has ended, and another begins. Asked and not watched: a
    // page that waits for a draft would begin its field anew whenever something of it is saved.
    const status = untrack(() => this.#draftNow?.view.status);
    if (status?.kind === 'ended' && (status.code === CLOSE.notFound || status.code === CLOSE.replaced))
      this.#draft = this.#startDraftAnew().then(() => this.draft());
    this.#draft ??= this.#keep(this.#open.draft()).then((draft) => (this.#draftNow = draft));
    return this.#draft;
  }

  /** The notes that the meeting writes together; opened when they are first needed. */
  notes(): Promise<MeetingNotes> {
    this.#notes ??= this.#keep(this.#open.notes()).then((notes) => (this.#notesNow = notes));
    return this.#notes;
  }

  /** The same, where they have been opened. */
  get notesNow(): MeetingNotes | undefined {
    return this.#notesNow;
  }

  /** What this person writes in silence, where it has been opened. */
  get draftNow(): Draft | undefined {
    return this.#draftNow;
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

  /** What is on the wall, for those who steer; opened when it is first needed. */
  wall(): Promise<WallView> {
    this.#wall ??= this.#open.wall();
    return this.#wall;
  }

  async close(): Promise<void> {
    this.fishbone.destroy();
    await (await this.#draft)?.close();
    await (await this.#notes)?.close();
    await (await this.#backstage)?.close();
    await (await this.#wall)?.close();
    await Promise.all([this.#board.room.close(), this.#control.close()]);
  }
}
