import { buildFishbone } from '../doc/build-fishbone.ts';
import type { Category, Cause } from '../cause.ts';
import type { Fishbone, HeadSide } from '../fishbone.ts';
import { walkCauses } from '../fishbone.ts';

/** A cause as a replay shows it: what the diagram draws, without author and note [IK100]. */
export type FrameCause = Omit<Cause, 'authorId' | 'note' | 'mergedInto'>;

/** What changed on the diagram until a moment; what is not named stayed as it was. */
export interface FishboneFrame {
  atMs: number;
  /** Nothing of the frames before stays: this one is complete. */
  isFresh?: true;
  setting?: { head: string; headSide: HeadSide };
  /** All categories, when one of them changed. */
  categories?: readonly Category[];
  /** The causes that changed. */
  causes?: readonly FrameCause[];
}

/** One frame that shows what two in a row show. */
export function mergeFrames(first: FishboneFrame, second: FishboneFrame): FishboneFrame {
  if (second.isFresh) return second;
  const causes = new Map<string, FrameCause>();
  for (const cause of [...(first.causes ?? []), ...(second.causes ?? [])]) causes.set(cause.id, cause);
  return { ...first, ...second, ...(causes.size > 0 && { causes: [...causes.values()] }) };
}

/** A finished diagram, such as a sealed one, as a frame of its own. */
export function frameOfFishbone(fishbone: Fishbone, atMs: number): FishboneFrame {
  const { head, headSide, bones } = fishbone;
  const causes: FrameCause[] = [];
  for (const { node, parent, bone } of walkCauses(fishbone)) {
    const place = {
      parent: parent?.id ?? bone.id,
      order: orderOf(causes.length),
      home: bone.id,
    };
    const { id, text, tags, twinOf } = node;
    causes.push({ id, place, text, tags, twinOf, isLiving: true });
  }
  return {
    atMs,
    isFresh: true,
    setting: { head, headSide },
    categories: bones.map(({ id, name, question, hue }, index) => ({
      id,
      order: orderOf(index),
      name,
      question,
      hue,
      isLiving: true,
    })),
    causes,
  };
}

/** A key that sorts like the number. */
function orderOf(index: number): string {
  return String(index).padStart(7, '0');
}

/**
 * The diagram at any frame of a replay. Going on costs what changed, going back begins at the
 * checkpoint before, so that no place of the slider is far away [IK101].
 */
export class FishboneTape {
  readonly #frames: readonly FishboneFrame[];
  readonly #checkpoints = new Map<number, Shown>();
  readonly #every: number;
  #at = -1;
  #shown: Shown = NOTHING;

  constructor(frames: readonly FishboneFrame[], checkpointEvery = 40) {
    this.#frames = frames;
    this.#every = checkpointEvery;
  }

  get length(): number {
    return this.#frames.length;
  }

  /** The diagram as the frame of this number left it. */
  fishboneAt(index: number): Fishbone {
    const target = Math.max(-1, Math.min(index, this.#frames.length - 1));
    if (target < this.#at) this.#goBackTo(target);
    while (this.#at < target) {
      const frame = this.#frames[++this.#at];
      if (frame) this.#shown = apply(this.#shown, frame);
      if (this.#at % this.#every === 0) this.#checkpoints.set(this.#at, copy(this.#shown));
    }
    const causes = [...this.#shown.causes.values()].map((cause) => ({
      ...cause,
      authorId: null,
      note: '',
      mergedInto: null,
    }));
    return buildFishbone({ ...this.#shown, causes }).fishbone;
  }

  #goBackTo(target: number): void {
    const checkpoint = target - (target % this.#every);
    const found = target < 0 ? undefined : this.#checkpoints.get(checkpoint);
    this.#at = found ? checkpoint : -1;
    this.#shown = found ? copy(found) : NOTHING;
  }
}

interface Shown {
  head: string;
  headSide: HeadSide;
  categories: readonly Category[];
  causes: Map<string, FrameCause>;
}

const NOTHING: Readonly<Shown> = { head: '', headSide: 'right', categories: [], causes: new Map() };

function apply(shown: Shown, frame: FishboneFrame): Shown {
  // The map grows in place, but the empty one belongs to everybody.
  const causes = frame.isFresh || shown === NOTHING ? new Map<string, FrameCause>() : shown.causes;
  for (const cause of frame.causes ?? []) causes.set(cause.id, cause);
  const { head, headSide, categories } = frame.isFresh ? NOTHING : shown;
  return {
    head: frame.setting?.head ?? head,
    headSide: frame.setting?.headSide ?? headSide,
    categories: frame.categories ?? categories,
    causes,
  };
}

function copy(shown: Shown): Shown {
  return { ...shown, causes: new Map(shown.causes) };
}
