import { openRoom, type OpenRoom } from '#lib/sync/open-room.ts';
import { YState } from '#lib/sync/YState.svelte.ts';
import { addMessage, readMessages, type BackstageMessage } from './backstage-doc.ts';

/** What those who steer say among themselves, as their page holds it. Nobody else receives it [WS102]. */
export class Backstage {
  readonly #room: OpenRoom;
  readonly #messages: YState<BackstageMessage[]>;

  private constructor(room: OpenRoom) {
    this.#room = room;
    this.#messages = new YState([room.doc.getArray('messages')], () => readMessages(room.doc));
  }

  /** Changes that exist on this page alone. */
  get unkept(): number {
    return this.#room.provider.unkept;
  }

  static async open(options: Parameters<typeof openRoom>[0]): Promise<Backstage> {
    return new Backstage(await openRoom(options));
  }

  get messages(): BackstageMessage[] {
    return this.#messages.current;
  }

  say(message: BackstageMessage): void {
    addMessage(this.#room.doc, message);
  }

  close(): Promise<void> {
    return this.#room.close();
  }
}
