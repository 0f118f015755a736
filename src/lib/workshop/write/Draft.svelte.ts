import { newId } from '#lib/base/ids.ts';
import { openRoom, type OpenRoom } from '#lib/sync/open-room.ts';
import { RoomView } from '#lib/sync/RoomView.svelte.ts';
import { YState } from '#lib/sync/YState.svelte.ts';
import {
  addIdea,
  MAX_IDEAS,
  readIdeas,
  removeIdea,
  writeIdea,
  writeLateIdea,
  type Idea,
} from './draft-doc.ts';

/** What this person writes in silence, as the page holds it. Nobody else ever receives it [WS20]. */
export class Draft {
  readonly view: RoomView;
  readonly #room: OpenRoom;
  readonly #ideas: YState<Idea[]>;
  #open = $state.raw<string | null>(null);

  private constructor(room: OpenRoom) {
    this.#room = room;
    this.view = new RoomView(room.provider);
    this.#ideas = new YState([room.doc.getMap('ideas')], () => readIdeas(room.doc));
  }

  /** Changes that exist on this page alone. */
  get unkept(): number {
    return this.#room.provider.unkept;
  }

  static async open(options: Parameters<typeof openRoom>[0]): Promise<Draft> {
    return new Draft(await openRoom(options));
  }

  /** What is still secret, in the order of writing, and what somebody is in the middle of. */
  get ideas(): Idea[] {
    return this.#ideas.current.filter(({ id, causeId }) => causeId === null || id === this.#open);
  }

  /** The idea whose field is open with something in it; null while none is. */
  get open(): string | null {
    return this.#open;
  }

  set open(id: string | null) {
    if (id === this.#open) return;
    this.#open = id;
    this.view.setPresence({ isTyping: id !== null });
  }

  /** The words of the open field. */
  get openText(): string {
    return this.#ideas.current.find(({ id }) => id === this.#open)?.text ?? '';
  }

  /** Words wait here that the server does not take any more. */
  get isLate(): boolean {
    const { status, mayWrite, mayFinish } = this.view;
    return status.kind === 'saving' && status.waiting > 0 && !mayWrite && !mayFinish;
  }

  get isFull(): boolean {
    return this.ideas.length >= MAX_IDEAS;
  }

  /** Begins an idea for a bone and returns its id. */
  add(bone: string, text: string): string {
    const id = newId();
    addIdea(this.#room.doc, { id, bone, text, order: Date.now() });
    return id;
  }

  write(id: string, text: string): void {
    const idea = readIdeas(this.#room.doc).find((each) => each.id === id);
    if (idea?.causeId == null) writeIdea(this.#room.doc, id, text);
    else if (id === this.#open) writeLateIdea(this.#room.doc, id, text);
  }

  /** Takes an idea back; `isRemoved` false brings it back. */
  remove(id: string, isRemoved = true): void {
    removeIdea(this.#room.doc, id, isRemoved);
  }

  /**
   * What the server never took, because the silence had ended before it came: ideas that it does not know,
   * and those that go on differently here, whole. `server` is the same draft as the server has it; both are
   * asked until they have answered. Undefined when one of them is refused: nobody knows then.
   */
  async findLate(server: OpenRoom): Promise<Idea[] | undefined> {
    const answers = [this.#room, server].map(({ provider }) => provider.until(({ isSynced }) => isSynced));
    if ((await Promise.all(answers)).includes(false)) return undefined;
    if (this.#room.provider.mayWrite) return [];
    const known = readIdeas(server.doc);
    // Also those that are on the board already: what was typed after that came too late.
    return readIdeas(this.#room.doc).filter(({ id, text }) => {
      const taken = known.find((idea) => idea.id === id)?.text ?? '';
      return text.trim() !== '' && text.trim() !== taken.trim();
    });
  }

  /** This device's copy steps aside: kept for rescue, not loaded again. */
  setAside(): Promise<void> {
    return this.#room.setAside();
  }

  close(): Promise<void> {
    return this.#room.close();
  }
}
