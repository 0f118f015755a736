import { untrack } from 'svelte';
import type { FishboneState } from '#lib/ishikawa/editor/Fishbone.svelte.ts';
import { walkCauses } from '#lib/ishikawa/fishbone.ts';
import { interMeasure } from '#lib/ishikawa/layout/text-metrics.ts';
import { fishPages, pageOf, type FishPage } from './fish-pages.ts';

/** How long a cause that came just now is marked. */
export const NEWEST_MS = 6_000;

/** The fish of a room as the wall shows it: what stands on it at once, and what came just now. */
export class FishOnWall {
  readonly #fishbone: Pick<FishboneState, 'tree' | 'picture'>;
  readonly #measure = interMeasure();
  readonly pages: readonly FishPage[] = $derived.by(() => {
    // As often as the picture of the room is drawn, not with every letter.
    void this.#fishbone.picture.layout;
    return untrack(() => fishPages(this.#fishbone.tree.current, this.#measure));
  });
  /** By id, when each was first seen; undefined until the board has arrived. */
  #seen: Record<string, number> | undefined;
  #newest = $state.raw<readonly string[]>([]);
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(fishbone: Pick<FishboneState, 'tree' | 'picture'>) {
    this.#fishbone = fishbone;
  }

  /** Causes that came just now. */
  get newest(): readonly string[] {
    return this.#newest;
  }

  pageOf(causeId: string | null): FishPage | undefined {
    return pageOf(this.pages, causeId);
  }

  /** Notes what is there; what was there when the board arrived is not new. */
  notice(nowMs: number): void {
    const { current } = this.#fishbone.tree;
    if (current.bones.length === 0) return;
    const isFirst = this.#seen === undefined;
    const before = this.#seen ?? {};
    const seen: Record<string, number> = {};
    for (const { node } of walkCauses(current))
      seen[node.id] = before[node.id] ?? (isFirst ? -Infinity : nowMs);
    this.#seen = seen;
    this.#settle(nowMs);
  }

  #settle(nowMs: number): void {
    clearTimeout(this.#timer);
    const fresh = Object.entries(this.#seen ?? {}).filter(([, atMs]) => nowMs - atMs < NEWEST_MS);
    this.#newest = fresh.map(([id]) => id);
    const first = Math.min(...fresh.map(([, atMs]) => atMs));
    if (fresh.length > 0)
      this.#timer = setTimeout(() => this.#settle(first + NEWEST_MS), first + NEWEST_MS - nowMs);
  }

  destroy(): void {
    clearTimeout(this.#timer);
  }
}
