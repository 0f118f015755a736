import { FishboneState } from '#lib/ishikawa/editor/Fishbone.svelte.ts';
import { documentName } from '#lib/sync/document-name.ts';
import { openRoom, type OpenRoom } from '#lib/sync/open-room.ts';
import { WALL_PARAMETER } from './wall.ts';
import { WallView } from './WallView.svelte.ts';

/** A screen of a room: what is on the wall, and the board as far as a guest may see it. Keeps nothing on its device. */
export class WallRoom {
  readonly wall: WallView;
  readonly fishbone: FishboneState;
  readonly #board: OpenRoom;

  private constructor(wall: WallView, board: OpenRoom) {
    this.wall = wall;
    this.#board = board;
    this.fishbone = new FishboneState(board.doc, { authorId: null, isReadOnly: () => true });
  }

  static async open({
    workshopId: workshop,
    code,
    url,
  }: {
    workshopId: string;
    code: string;
    url: string;
  }): Promise<WallRoom> {
    const connection = { url, store: undefined, person: 'wall', parameters: { [WALL_PARAMETER]: code } };
    const document = (kind: 'wall' | 'board') => documentName({ kind, workshop });
    const [wall, board] = await Promise.all([
      WallView.open({ ...connection, document: document('wall') }, 'screen'),
      openRoom({ ...connection, document: document('board') }),
    ]);
    return new WallRoom(wall, board);
  }

  /** The board is closed to guests before the first step; then only its connection has to be told. */
  stageChanged(): void {
    if (this.#board.provider.status.kind === 'ended') this.#board.provider.retryNow();
  }

  /** The network is back, or the page was asleep. */
  retryNow(): void {
    if (this.wall.view.status.kind !== 'ended') this.wall.view.retryNow();
    this.stageChanged();
  }

  async close(): Promise<void> {
    this.fishbone.destroy();
    await Promise.all([this.wall.close(), this.#board.close()]);
  }
}
