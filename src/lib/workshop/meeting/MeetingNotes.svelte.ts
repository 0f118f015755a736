import type * as Y from 'yjs';
import { replaceText } from '#lib/ishikawa/doc/edit-text.ts';
import { openRoom, type OpenRoom } from '#lib/sync/open-room.ts';
import { RoomView } from '#lib/sync/RoomView.svelte.ts';
import { YState } from '#lib/sync/YState.svelte.ts';
import { findNotes, MAX_NOTES_LENGTH, notesMap } from './notes-doc.ts';

/** The notes that a meeting writes together, as the page holds them [MT15]. */
export class MeetingNotes {
  readonly view: RoomView;
  readonly #room: OpenRoom;
  readonly #text: YState<string | undefined>;
  #isOpen = $state.raw(false);

  private constructor(room: OpenRoom) {
    this.#room = room;
    this.view = new RoomView(room.provider);
    this.#text = new YState([notesMap(room.doc)], () => findNotes(room.doc)?.toString());
  }

  static async open(options: Parameters<typeof openRoom>[0]): Promise<MeetingNotes> {
    return new MeetingNotes(await openRoom(options));
  }

  /** Changes that exist on this page alone. */
  get unkept(): number {
    return this.#room.provider.unkept;
  }

  /** Undefined until the server's first word. */
  get text(): string | undefined {
    return this.#text.current;
  }

  /** Words wait here that the server does not take any more. */
  get isLate(): boolean {
    const { status, mayWrite, mayFinish } = this.view;
    return status.kind === 'saving' && status.waiting > 0 && !mayWrite && !mayFinish;
  }

  /** Whether this person is in the middle of a sentence: others, and the server, know it [WS106]. */
  set isTyping(isTyping: boolean) {
    if (isTyping === this.#isOpen) return;
    this.#isOpen = isTyping;
    this.view.setPresence({ isTyping });
  }

  get isTyping(): boolean {
    return this.#isOpen;
  }

  /** The names of the others who are in the middle of one. */
  get writers(): string[] {
    const others = this.view.people.filter(({ isMe, isTyping }) => !isMe && isTyping);
    const names = others.map(({ name }) => name);
    return names.filter((name, index) => names.indexOf(name) === index);
  }

  /** Makes the text read so by the smallest change, so that what others type in it at the same time survives. */
  write(next: string): void {
    const text: Y.Text | undefined = findNotes(this.#room.doc);
    if (!text || next.length > Math.max(MAX_NOTES_LENGTH, text.length)) return;
    this.#room.doc.transact(() => replaceText(text, next));
  }

  close(): Promise<void> {
    return this.#room.close();
  }
}
