import type { Fishbone } from '#lib/ishikawa/fishbone.ts';
import type { WallView } from '../wall/WallView.svelte.ts';
import type { BackstageMessage } from './backstage-doc.ts';
import { examineBones, traceBones, type BoneHealth, type BoneTrace } from './bone-health.ts';

/** What those who steer say among themselves. */
interface Talk {
  readonly messages: readonly BackstageMessage[];
  say: (message: BackstageMessage) => void;
}

/** What is on the wall, and on how many screens. */
export type WallOfRoom = Pick<WallView, 'content' | 'screens'>;

/**
 * What the page of somebody who steers keeps besides the board: the words backstage, how many of them
 * are new, when each bone last changed, and what is on the wall.
 */
export class FacilitatorView {
  #backstage = $state.raw<Talk>();
  #wall = $state.raw<WallOfRoom>();
  #read = $state(0);
  #traces = $state.raw<ReadonlyMap<string, BoneTrace>>();

  /** Called when its owner begins to steer; calling it again changes nothing. */
  async open(backstage: () => Promise<Talk>, wall: () => Promise<WallOfRoom>): Promise<void> {
    this.#backstage ??= await backstage();
    this.#wall ??= await wall();
  }

  /** Undefined until it has been opened. */
  get wall(): WallOfRoom | undefined {
    return this.#wall;
  }

  get messages(): readonly BackstageMessage[] {
    return this.#backstage?.messages ?? [];
  }

  /** Messages that came since they were last looked at. */
  get unread(): number {
    return Math.max(0, this.messages.length - this.#read);
  }

  markRead(): void {
    this.#read = this.messages.length;
  }

  say(message: BackstageMessage): void {
    this.#backstage?.say(message);
  }

  /** Notes what changed on the bones: the document keeps no times. */
  trace(fishbone: Pick<Fishbone, 'bones'>, nowMs: number): void {
    this.#traces = traceBones(this.#traces, fishbone, nowMs);
  }

  health(fishbone: Pick<Fishbone, 'bones'>, nowMs: number): BoneHealth[] {
    return examineBones(fishbone, this.#traces, nowMs);
  }
}
