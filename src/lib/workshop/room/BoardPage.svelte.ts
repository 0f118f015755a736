import { untrack } from 'svelte';
import type { FishboneChange } from '#lib/ishikawa/diff-fishbones.ts';
import type { FishbonePresence } from '#lib/ishikawa/editor/presence.ts';
import type { RoomView } from '#lib/sync/RoomView.svelte.ts';
import { entriesOf } from '../entries/entry.ts';
import { isAfterSilence, isBallotStage, type Stage } from '../step.ts';
import { isSteering, isTakingPart } from '../workshop.ts';
import type { BoardRoom } from './BoardRoom.svelte.ts';
import type { Control } from './control-doc.ts';
import { personColour } from './people-colours.ts';
import type { Act, ActRefusal, Ending, SendPress, Undone } from './room-actions.ts';
import type { RoomOwn } from './room-own.ts';
import { FacilitatorView } from './FacilitatorView.svelte.ts';
import { isForSteering, type Tool } from './tools.ts';

/** More pointers than these hide the board; where others are is still marked at their causes. */
export const MAX_POINTERS = 12;

/** What of a room the page reads and does. */
export interface PageRoom extends Pick<
  BoardRoom,
  | 'control'
  | 'participation'
  | 'access'
  | 'isLate'
  | 'fishbone'
  | 'standAs'
  | 'accessChanged'
  | 'findLate'
  | 'findLateIdeas'
  | 'setLateAside'
> {
  readonly view: Pick<RoomView, 'people' | 'retryNow'>;
  backstage: () => ReturnType<Parameters<FacilitatorView['open']>[0]>;
}

/** Where a late change was written: on the board, or in silence. */
export type LateFrom = 'board' | 'draft';

/** What the page itself does for its state. */
export interface PagePorts {
  /** The stage that the page was loaded with, until the room says another. */
  stage: () => Stage;
  nowMs: () => number;
  send: SendPress;
  /** Asks before something ends; resolves to whether it shall. */
  ask: (ending: Ending) => Promise<boolean>;
  /** Says what was taken away, and offers to take that back. */
  offerBack: (text: string, undoId: string) => void;
  /** Says why a press was refused. */
  refuse: (refusal: ActRefusal) => void;
  /** Brings what is selected into sight. */
  goToCurrent: () => void;
  /** Loads the page again on what the server has, once so many changes were handed in. */
  startAnew: (handedIn: number) => void;
}

/**
 * What the page of a board holds besides the room: the open tool, whom one follows, what is one's own;
 * and what it does by itself when the room changes. Made while a component is set up, whose effects it
 * adds to.
 */
export class BoardPage {
  readonly steering = new FacilitatorView();
  readonly #room: PageRoom;
  readonly #ports: PagePorts;
  #own = $state.raw<RoomOwn>() as RoomOwn; // set by the constructor
  #tool = $state<Tool | null>(null);
  /** Whom this page follows, by their client id. */
  following = $state<number | null>(null);

  constructor(room: PageRoom, own: RoomOwn, ports: PagePorts) {
    this.#room = room;
    this.#ports = ports;
    this.#own = own;
    this.#keepUp();
    this.#handInWhatIsLate();
  }

  get own(): RoomOwn {
    return this.#own;
  }

  get control(): Control | undefined {
    return this.#room.control;
  }

  get stage(): Stage {
    return this.control?.stage ?? this.#ports.stage();
  }

  readonly isSteering: boolean = $derived.by(() => isSteering(this.#room.participation));
  readonly mayTakePart: boolean = $derived.by(() => isTakingPart(this.#room.participation));

  /** Whether there is a board to see. */
  get isShown(): boolean {
    return this.#room.access !== 'none' || this.#room.fishbone.tree.current.bones.length > 0;
  }

  /** Whether everybody works for themselves in the panel. */
  get isBallot(): boolean {
    return isBallotStage(this.stage) && this.mayTakePart;
  }

  /** Whether a panel stands beside the board: to work in, or with what the room found. */
  get hasPanel(): boolean {
    const { control, stage } = this;
    if (!control) return false;
    if (this.isBallot || stage === 'welcome') return true;
    if (stage === 'evidence' && control.pack.length > 0) return true;
    return !isBallotStage(stage) && (control.votes ?? control.ratings) !== null;
  }

  /** The open tool. Whoever loses the place to steer loses its tools with it. */
  readonly tool: Tool | null = $derived.by(() =>
    this.#tool !== null && isForSteering(this.#tool) && !this.isSteering ? null : this.#tool,
  );

  /** Opens a tool, or closes the one that is open. */
  toggleTool(tool: Tool): void {
    this.#tool = this.#tool === tool ? null : tool;
  }

  closeTool(): void {
    this.#tool = null;
  }

  /** How many things wait behind each tool. */
  readonly counts: Record<Tool, number> = $derived.by(() => ({
    people: this.#room.view.people.length,
    parking: this.#unsettled('parking'),
    tasks: this.#unsettled('task'),
    facilitate: this.control?.review.length ?? 0,
    backstage: this.steering.unread,
  }));

  #unsettled(wanted: 'parking' | 'task'): number {
    return entriesOf(this.control?.entries ?? [], wanted).filter(({ isSettled }) => !isSettled).length;
  }

  /** Where the others are. */
  readonly presence: readonly FishbonePresence[] = $derived.by(() =>
    this.#room.view.people
      .filter((person) => !person.isMe)
      .map(({ client, name, focus, cursor }, index) => ({
        clientId: client,
        name,
        color: personColour(client),
        causeId: focus,
        pointer: index < MAX_POINTERS || client === this.following ? cursor : null,
      })),
  );

  readonly #followed = $derived.by(() =>
    this.#room.view.people.find(({ client }) => client === this.following),
  );

  /** The name of the one whom this page follows. */
  get followed(): string | undefined {
    return this.#followed?.name;
  }

  /** The selected causes; bones and the head are none. */
  readonly chosen: readonly string[] = $derived.by(() => {
    const { selection, tree } = this.#room.fishbone;
    return selection.ids.filter((id) => tree.parentOf(id) !== null);
  });

  // Of each, only the next value makes the effects below run again, not every change around it.
  readonly #followedFocus = $derived.by(() => this.#followed?.focus ?? null);
  readonly #spotlight = $derived.by(() => this.control?.spotlight ?? null);
  readonly #isLate = $derived.by(() => this.#room.isLate);
  readonly #isRevealed = $derived.by(() => this.mayTakePart && isAfterSilence(this.stage));
  readonly #news = $derived.by(
    () => this.control && `${this.control.news} ${this.isSteering ? this.control.waiting : ''}`,
  );

  /** What the page does when the room changes. */
  #keepUp(): void {
    // A board that was closed to this page may be open now: only its connection has to be told.
    $effect(() => {
      if (this.#room.access !== 'none') untrack(() => this.#room.accessChanged());
    });
    $effect(() => {
      if (this.isSteering) void this.steering.open(() => this.#room.backstage());
    });
    $effect(() => {
      if (this.tool === 'backstage') this.steering.markRead();
    });
    $effect(() => {
      const fishbone = this.#room.fishbone.tree.current;
      if (this.isSteering) untrack(() => this.steering.trace(fishbone, this.#ports.nowMs()));
    });
    // Whom one follows is followed to what they look at.
    $effect(() => {
      const focus = this.#followedFocus;
      if (focus !== null) untrack(() => this.lookAt(focus));
    });
    // What the facilitator shows comes into everybody's sight.
    $effect(() => {
      const spotlight = this.#spotlight;
      if (spotlight !== null) untrack(() => this.lookAt(spotlight));
    });
    // What is one's own (a ballot) is not in the room: ask for it when the room moves.
    $effect(() => {
      if (this.#news !== undefined) void this.askAgain();
    });
  }

  /** What was changed without a connection, when its step has closed meanwhile, goes to the tray of those who steer. */
  #handInWhatIsLate(): void {
    $effect(() => {
      if (this.#isLate) void this.#room.findLate().then((late) => late && this.#handIn('board', late));
    });
    $effect(() => {
      if (this.#isRevealed) void this.#room.findLateIdeas().then((late) => this.#handInIdeas(late));
    });
  }

  async #handInIdeas(late: readonly FishboneChange[] | undefined): Promise<void> {
    if (late !== undefined && late.length > 0) await this.#handIn('draft', late);
  }

  /** Refused, or cut off again, it stays here as it is. */
  async #handIn(which: LateFrom, late: readonly FishboneChange[]): Promise<void> {
    const fields = { changes: JSON.stringify(late), isSilent: which === 'draft' };
    if (late.length > 0 && !(await this.act('handIn', fields))) return;
    await this.#room.setLateAside(which);
    this.#ports.startAnew(late.length);
  }

  /** Brings a cause or a bone into sight; who is typing is left to finish, and what is gone is let be. */
  lookAt(id: string): void {
    const { tree, selection } = this.#room.fishbone;
    const isThere = tree.visitOf(id) !== null || tree.boneOf(id) !== null;
    if (selection.editing !== null || !isThere) return;
    selection.unfoldTo(id);
    this.#ports.goToCurrent();
  }

  /**
   * Not by loading the page again: without a connection that would put an error page in the place of
   * the board. What one has stays, and the room's next word asks again.
   */
  async askAgain(): Promise<void> {
    const outcome = await this.#ports.send('own', {});
    if (outcome.refusal) return;
    this.#own = outcome.answer;
    this.#room.standAs(outcome.answer.participation);
  }

  async changeSide(wish: 'take-part' | 'watch'): Promise<void> {
    const answer = await this.act('place', { wish });
    if (!answer) return;
    this.#room.standAs(answer.participation);
    this.#room.view.retryNow();
    await this.askAgain();
  }

  readonly act: Act = async (action, fields, ...[beside]) => {
    const isAsked = typeof beside === 'object' && beside !== null;
    if (isAsked && !(await this.#ports.ask(beside))) return undefined;
    const outcome = await this.#ports.send(action, fields);
    if (outcome.refusal) {
      this.#ports.refuse(outcome.refusal);
      return undefined;
    }
    const { undoId } = outcome.answer as Partial<Undone>; // those that are not offered back answer none
    if (typeof beside === 'string' && undoId) this.#ports.offerBack(beside, undoId);
    return outcome.answer;
  };

  /** What is one's own may have come back with it. */
  async takeBack(undoId: string): Promise<void> {
    if (await this.act('takeBack', { undoId })) await this.askAgain();
  }
}
