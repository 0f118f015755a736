// Above 300 lines: all that the page does by itself reads one state, which this is.
import { untrack } from 'svelte';
import type { FishbonePresence } from '#lib/ishikawa/editor/presence.ts';
import type { RoomView } from '#lib/sync/RoomView.svelte.ts';
import { entriesOf, mayAddEntry } from '../entries/entry.ts';
import type { HandedIn, LateWords } from '../entries/late-change.ts';
import { hasFish, isNamelessKind } from '../meeting-kind.ts';
import { isRevealDue } from '../programme/grace.ts';
import { isAfterSilence, isBallotStage, type Stage } from '../step.ts';
import { isSteering, isTakingPart } from '../workshop.ts';
import type { BoardRoom } from './BoardRoom.svelte.ts';
import type { Control } from './control-doc.ts';
import { personColour } from './people-colours.ts';
import type { PressQueue, LateSheet } from './PressQueue.svelte.ts';
import type { WaitingPress } from './press-store.ts';
import type {
  Act,
  ActFields,
  ActOutcome,
  ActRefusal,
  Answered,
  Ending,
  RoomActionName,
  RoomActions,
  SendPress,
  Undone,
} from './room-actions.ts';
import type { RoomOwn } from './room-own.ts';
import { listAuthors } from './voice.ts';
import { FacilitatorView, type WallOfRoom } from './FacilitatorView.svelte.ts';
import type { Draft } from '../write/Draft.svelte.ts';
import type { RoomTexts } from './RoomTexts.svelte.ts';
import { isForSteering, type Tool } from './tools.ts';

/** What the names of fields begin with in which evidence is typed, before the id of the cause. */
const EVIDENCE = 'evidence-';

/** Refusals of a press that waits and is sent again by itself. */
const WAITS: readonly string[] = ['room.notSent', 'ballots.vote.revealing'];

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
  | 'startAnew'
  | 'isHeld'
  | 'people'
  | 'status'
> {
  readonly view: Pick<RoomView, 'retryNow' | 'setPresence'>;
  /** What this person writes in silence, where it has been opened. */
  readonly draftNow: Pick<Draft, 'open' | 'isLate' | 'openText'> | undefined;
  backstage: () => ReturnType<Parameters<FacilitatorView['open']>[0]>;
  wall: () => Promise<WallOfRoom>;
}

/** Where a late change was written: on the board, or in silence. */
export type LateFrom = 'board' | 'draft';

/** Words that came too late for their step and wait for a press [WS108]. */
export interface LateOffer {
  from: LateFrom | LateWords['kind'] | 'vote' | 'rate';
  /** The board is only locked: it may be opened again, and then they arrive by themselves. */
  isLocked: boolean;
  text: string;
  send: () => Promise<void>;
  /** Lets them be; a copy stays on the device where it was written on the board or in silence. */
  discard: () => Promise<void>;
}

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
  /** Says that so much was handed in. */
  handedIn: (count: number) => void;
  /** What is typed into the forms of the room. */
  texts: Pick<RoomTexts, 'of' | 'names'>;
  /** Dots, ratings and signals on their way. */
  presses: Pick<PressQueue, 'press' | 'flush' | 'late' | 'noteTold' | 'sendLate' | 'dropLate'>;
  /** Says that a ballot came too late, and what becomes of it. */
  ballotLate: (of: 'vote' | 'rate', count: number) => void;
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
    this.#sendWhatWaits();
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

  /** Whether the room works on its agenda and notes, and not on a diagram. */
  get isMeeting(): boolean {
    const { control, stage } = this;
    return control !== undefined && (stage === 'agenda' || !hasFish(control.kind));
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
    return this.isDraftOpen || this.hasResults;
  }

  /** Whether the panel holds what a vote or ratings gave, beside a board that the room works on. */
  get hasResults(): boolean {
    const { control, stage } = this;
    if (!control || this.isBallot || this.isDraftOpen || stage === 'welcome') return false;
    if (stage === 'evidence' && control.pack.length > 0) return false;
    return !isBallotStage(stage) && (control.votes ?? control.ratings) !== null;
  }

  /** Whether a field on the board is open, in which somebody may be in the middle of a sentence. */
  get isWriting(): boolean {
    return this.#room.fishbone.isWriting;
  }

  /** Whether a field of silent writing is open, or holds what came too late. */
  get isDraftOpen(): boolean {
    return (this.#room.draftNow?.open ?? null) !== null || this.#isDraftTypedLate;
  }

  /** What was typed too late for its step, or could not be sent in time: each goes to the tray with one press [WS108]. */
  readonly offers: readonly LateOffer[] = $derived.by(() => [
    ...(this.#isWaitingLate && this.#isTypedLate ? [this.#boardOffer()] : []),
    ...(this.#isDraftTypedLate ? [this.#draftOffer()] : []),
    ...this.#formOffers(),
    ...this.#ballotOffers(),
  ]);

  #boardOffer(): LateOffer {
    const { fishbone } = this.#room;
    const id = fishbone.writingOn ?? this.#writtenLast;
    return {
      from: 'board',
      isLocked: !this.#room.isLate,
      text: id === null ? '' : fishbone.tree.textOf(id),
      send: async () => {
        fishbone.stopWriting();
        await this.#handInLate('board', () => this.#isWaitingLate);
      },
      discard: () => this.#room.startAnew('board'),
    };
  }

  #draftOffer(): LateOffer {
    return {
      from: 'draft',
      isLocked: false,
      text: this.#room.draftNow?.openText ?? '',
      send: () => this.#handInLate('draft', () => true),
      discard: () => this.#room.startAnew('draft'),
    };
  }

  /** Forms whose step is over, with words in them. A pause ends by itself: nothing is late then. */
  #formOffers(): LateOffer[] {
    const { control, stage } = this;
    if (!control || !this.mayTakePart || stage === 'prepare' || control.isPaused) return [];
    const scene = {
      participation: this.#room.participation,
      stage,
      isPaused: false,
      defining: control.defining,
      isNameless: isNamelessKind(control.kind),
    };
    const offers = (['definition', 'parking', 'task'] as const).flatMap((kind) =>
      mayAddEntry(kind, scene) ? [] : this.#wordsOffer(kind, kind),
    );
    return stage === 'closed' ? [...offers, ...this.#evidenceOffers()] : offers;
  }

  /** What was typed about causes; the first of several, the next one follows. */
  #evidenceOffers(): LateOffer[] {
    const names = this.#ports.texts.names.filter((name) => name.startsWith(EVIDENCE));
    return names.flatMap((name) => this.#wordsOffer('evidence', name)).slice(0, 1);
  }

  #wordsOffer(kind: LateWords['kind'], name: string): LateOffer[] {
    const field = this.#ports.texts.of(name);
    if (field.value.trim() === '') return [];
    const send = async (): Promise<void> => {
      const changes = JSON.stringify([this.#wordsOf(kind, name)]);
      if (!(await this.act('handIn', { changes, isSilent: false }))) return;
      field.value = '';
      this.#ports.handedIn(1);
    };
    const discard = async (): Promise<void> => void (field.value = '');
    return [{ from: kind, isLocked: false, text: field.value, send, discard }];
  }

  #wordsOf(kind: LateWords['kind'], name: string): LateWords {
    const { texts } = this.#ports;
    const text = texts.of(name).value;
    if (kind === 'evidence') return { kind, text, causeId: name.slice(EVIDENCE.length) };
    if (kind !== 'task') return { kind, text };
    return {
      kind,
      text,
      owner: texts.of('task-owner').value,
      dueOn: texts.of('task-due').value,
      causeId: '',
    };
  }

  /** Dots or ratings that came too late, once their step is open again: it is for their author to send them [WS110]. */
  #ballotOffers(): LateOffer[] {
    const { presses } = this.#ports;
    return presses.late
      .filter(({ stepId }) => stepId === this.control?.position)
      .map(({ stepId, of, count }) => ({
        from: of,
        isLocked: false,
        text: String(count),
        send: () => presses.sendLate(stepId),
        discard: async () => presses.dropLate(stepId),
      }));
  }

  /** The open tool. Whoever loses the place to steer loses its tools with it. */
  readonly tool: Tool | null = $derived.by(() =>
    this.#tool !== null && isForSteering(this.#tool) && !this.isSteering ? null : this.#tool,
  );

  /** Opens a tool, or closes the one that is open. */
  toggleTool(tool: Tool): void {
    this.#tool = this.#tool === tool ? null : tool;
  }

  openTool(tool: Tool): void {
    this.#tool = tool;
  }

  closeTool(): void {
    this.#tool = null;
  }

  /** How many things wait behind each tool. */
  readonly counts: Record<Tool, number> = $derived.by(() => ({
    people: this.#room.people.length,
    parking: this.#unsettled('parking'),
    tasks: this.#unsettled('task'),
    facilitate: this.control?.review.length ?? 0,
    backstage: this.steering.unread,
    send: 0,
    wall: this.steering.wall?.screens ?? 0,
  }));

  #unsettled(wanted: 'parking' | 'task'): number {
    return entriesOf(this.control?.entries ?? [], wanted).filter(({ isSettled }) => !isSettled).length;
  }

  /** Where the others are. */
  readonly presence: readonly FishbonePresence[] = $derived.by(() =>
    this.#room.people
      .filter((person) => !person.isMe)
      .map(({ client, name, focus, cursor }, index) => ({
        clientId: client,
        name,
        color: personColour(client),
        causeId: focus,
        pointer: index < MAX_POINTERS || client === this.following ? cursor : null,
      })),
  );

  readonly #followed = $derived.by(() => this.#room.people.find(({ client }) => client === this.following));

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
  readonly #isConnected = $derived.by(() => ['saved', 'saving', 'held'].includes(this.#room.status().kind));
  readonly #isWaitingLate = $derived.by(() => this.#room.isLate || this.#room.isHeld);
  /** Somebody was in the middle of it: they send it themselves, with one press. */
  #isTypedLate = $state(false);
  #isDraftTypedLate = $state(false);
  #writtenLast: string | null = null;
  /** When the last look for what is late is over. */
  readonly #handingIn: Record<LateFrom, Promise<void>> = {
    board: Promise.resolve(),
    draft: Promise.resolve(),
  };
  readonly #isLate = $derived.by(
    () => this.#room.isLate && !this.#isTypedLate && !this.#room.fishbone.isWriting,
  );
  readonly #isRevealed = $derived.by(
    () =>
      this.mayTakePart &&
      isAfterSilence(this.stage) &&
      !isRevealDue(this.control?.grace ?? null) &&
      !this.isDraftOpen,
  );
  readonly #news = $derived.by(
    () => this.control && `${this.control.news} ${this.isSteering ? this.control.waiting : ''}`,
  );

  /**
   * Who is here or wrote something and is not known yet, for the figures of those who steer: they came after the
   * page last asked [WS150]. Named in one text, so that whoever stays unknown is asked about once.
   */
  readonly #newcomers = $derived.by(() => {
    if (!this.isSteering) return '';
    const { people } = this.#own;
    const known = people.flatMap(({ id, key }) => [id, key]);
    const met = [
      ...this.#room.people.flatMap(({ person, isMe }) => (isMe || person === null ? [] : [person])),
      ...listAuthors(this.#room.fishbone.tree.current),
    ];
    return met
      .filter((key, index) => met.indexOf(key) === index && !known.includes(key))
      .toSorted()
      .join(' ');
  });

  /** What the page does when the room changes. */
  #keepUp(): void {
    // A board that was closed to this page may be open now: only its connection has to be told.
    $effect(() => {
      if (this.#room.access !== 'none') untrack(() => this.#room.accessChanged());
    });
    $effect(() => {
      if (!this.isSteering) return;
      void this.steering.open(
        () => this.#room.backstage(),
        () => this.#room.wall(),
      );
    });
    $effect(() => {
      if (this.tool === 'backstage') this.steering.markRead();
    });
    $effect(() => {
      const fishbone = this.#room.fishbone.tree.current;
      if (this.isSteering) untrack(() => this.steering.trace(fishbone, this.#ports.nowMs()));
    });
    // Others, and the server, know that a sentence may be unfinished here [WS106].
    $effect(() => {
      const { isWriting: isTyping, writingOn } = this.#room.fishbone;
      const { view } = this.#room;
      untrack(() => view.setPresence({ isTyping }));
      if (writingOn !== null) this.#writtenLast = writingOn;
    });
    $effect(() => {
      if (!this.#isWaitingLate) this.#isTypedLate = false;
      else if (this.#room.fishbone.isWriting) this.#isTypedLate = true;
    });
    $effect(() => {
      const draft = this.#room.draftNow;
      if (!draft?.isLate) this.#isDraftTypedLate = false;
      else if (draft.open !== null) this.#isDraftTypedLate = true;
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
    $effect(() => {
      if (this.#newcomers !== '') void untrack(() => this.askAgain());
    });
    // What is one's own (a ballot) is not in the room: ask for it when the room moves.
    $effect(() => {
      if (this.#news !== undefined) void this.askAgain();
    });
  }

  /** Presses that wait are tried again whenever something changed that may let them through [WS113]. */
  #sendWhatWaits(): void {
    $effect(() => {
      void [this.control?.position, this.control?.isPaused, this.control?.grace === null, this.#isConnected];
      untrack(() => void this.#ports.presses.flush());
    });
    $effect(() => {
      if (!this.#isConnected) return;
      for (const sheet of this.#ports.presses.late)
        if (!sheet.isTold) untrack(() => void this.#tellOfBallot(sheet));
    });
  }

  /** Those who steer learn that a ballot came too late, and neither whose it was nor what for [WS110]. */
  async #tellOfBallot({ stepId, of, count }: LateSheet): Promise<void> {
    this.#ports.presses.noteTold(stepId);
    if (count > 0) {
      const changes = JSON.stringify([{ kind: 'ballot', of, count } satisfies HandedIn]);
      await this.#ports.send('handIn', { changes, isSilent: false });
    }
    this.#ports.ballotLate(of, count);
  }

  /** What was changed without a connection, when its step has closed meanwhile, goes to the tray of those who steer. */
  #handInWhatIsLate(): void {
    $effect(() => {
      if (this.#isLate) void this.#handInLate('board', () => this.#isLate);
    });
    $effect(() => {
      if (this.#isRevealed) void this.#handInLate('draft', () => this.#isRevealed);
    });
  }

  /**
   * Looks for what is late and hands it in, unless that is over by the time its turn comes. One look ends before
   * the next of its kind begins: what two of them find would be handed in twice.
   */
  #handInLate(which: LateFrom, isLate: () => boolean): Promise<void> {
    const handedIn = this.#handingIn[which].then(async () => {
      if (isLate()) await this.#lookForLate(which);
    });
    this.#handingIn[which] = handedIn.catch(() => undefined);
    return handedIn;
  }

  /** Refused, or cut off again, it stays here as it is. */
  async #lookForLate(which: LateFrom): Promise<void> {
    const room = this.#room;
    const late = which === 'board' ? await room.findLate() : await room.findLateIdeas();
    if (late === undefined || (which === 'draft' && late.length === 0)) return;
    const fields = { changes: JSON.stringify(late), isSilent: which === 'draft' };
    if (late.length > 0 && !(await this.act('handIn', fields))) return;
    await room.startAnew(which);
    if (late.length > 0) this.#ports.handedIn(late.length);
  }

  /** Brings a cause or a bone into sight; who is typing is left to finish, and what is gone is let be. */
  lookAt(id: string): void {
    const { tree, selection } = this.#room.fishbone;
    const isThere = tree.visitOf(id) !== null || tree.boneOf(id) !== null;
    if (this.#room.fishbone.isWriting || !isThere) return;
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
    const outcome = await (this.#queue(action, fields) ?? this.#ports.send(action, fields));
    // What waits for the connection is said in the status, and arrives by itself.
    if (outcome.refusal && WAITS.includes(outcome.refusal.key) && this.#isQueued(action, fields))
      return undefined;
    if (outcome.refusal) {
      this.#ports.refuse(outcome.refusal);
      return undefined;
    }
    const { undoId } = outcome.answer as Partial<Undone>; // those that are not offered back answer none
    if (typeof beside === 'string' && undoId) this.#ports.offerBack(beside, undoId);
    return outcome.answer;
  };

  #isQueued(action: RoomActionName, fields: ActFields): boolean {
    return action === 'dots' || action === 'rating' || (action === 'signal' && !fields.participantId);
  }

  /** Dots, ratings and one's own signals wait for the connection when there is none [WS113]; all else is sent or not. */
  #queue<Name extends RoomActionName>(
    action: Name,
    fields: RoomActions[Name]['input'],
  ): Promise<ActOutcome<Answered<Name>>> | undefined {
    const given = fields as ActFields; // read as what a press carries
    if (!this.#isQueued(action, given)) return undefined;
    const stepId = String(given.stepId ?? this.control?.position ?? '');
    const about = String(given.causeId ?? given.kind);
    const sent = { ...given, stepId } as WaitingPress['fields']; // forms of words and numbers
    // The queue answers what the action does.
    return this.#ports.presses.press(action as WaitingPress['action'], stepId, about, sent) as Promise<
      ActOutcome<Answered<Name>>
    >;
  }

  /** What is one's own may have come back with it. */
  async takeBack(undoId: string): Promise<void> {
    if (await this.act('takeBack', { undoId })) await this.askAgain();
  }
}
