import { createSubscriber } from 'svelte/reactivity';
import { openRoom, type OpenRoom } from '#lib/sync/open-room.ts';
import { RoomView } from '#lib/sync/RoomView.svelte.ts';
import { YState } from '#lib/sync/YState.svelte.ts';
import { readWall, wallMap, type WallContent } from './wall-doc.ts';
import { WALL_ACTOR } from './wall.ts';

/** What is on the wall of a workshop: as a screen shows it, and as those who steer see it. */
export class WallView {
  readonly view: RoomView;
  /** Nothing is ever written here. */
  readonly unkept = 0;
  readonly #room: OpenRoom;
  readonly #content: YState<WallContent | undefined>;
  readonly #subscribeScreens: () => void;

  private constructor(room: OpenRoom) {
    this.#room = room;
    this.#content = new YState([wallMap(room.doc)], () => readWall(room.doc));
    this.view = new RoomView(room.provider);
    const { awareness } = room.provider;
    this.#subscribeScreens = createSubscriber((update) => {
      awareness.on('change', update);
      return () => awareness.off('change', update);
    });
  }

  /** Opened by a screen, which counts as one; or by who steers, who does not. */
  static async open(options: Parameters<typeof openRoom>[0], as: 'screen' | 'steering'): Promise<WallView> {
    const room = await openRoom(options);
    if (as === 'steering') room.provider.awareness.setLocalState(null);
    return new WallView(room);
  }

  /** Undefined before the first word of the server, and while there never was a wall. */
  get content(): WallContent | undefined {
    return this.#content.current;
  }

  /** How many screens show it now. */
  get screens(): number {
    this.#subscribeScreens();
    const states = [...this.#room.provider.awareness.getStates().values()];
    return states.filter(({ person }) => typeof person === 'string' && person.startsWith(WALL_ACTOR)).length;
  }

  close(): Promise<void> {
    return this.#room.close();
  }
}
