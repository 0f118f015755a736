import { untrack } from 'svelte';
import { createSubscriber } from 'svelte/reactivity';
import type { CauseId } from '../cause.ts';
import type { Bone, Fishbone } from '../fishbone.ts';
import type { FishboneLayout } from '../layout/fishbone-layout.ts';
import type { Arrangement } from '../layout/arrangement.ts';
import { isWorthChanging } from '../layout/arrange-fishbone.ts';
import { layoutFishbone } from '../layout/layout-fishbone.ts';
import { interMeasure } from '../layout/text-metrics.ts';
import { anchoredPicture } from './anchored-picture.ts';
import type { AnchoredPicture } from './anchored-picture.ts';
import { DrawingPace, RestTimer } from './drawing-pace.ts';
import type { FishboneTree } from './FishboneTree.svelte.ts';
import { outlineRows } from './outline-rows.ts';
import type { OutlineRow } from './outline-rows.ts';
import { nothingDrawn, reuseUnchanged } from './reuse-unchanged.ts';
import type { Drawn } from './reuse-unchanged.ts';

/** What somebody does not want to see. */
export interface FishboneFolds {
  readonly folded: ReadonlySet<CauseId>;
  readonly focusedBone: Bone | null;
  readonly focus: string | null;
}

/**
 * The fishbone as it is drawn: as a diagram, and as the rows of an outline. The next drawing keeps
 * what it can of the last one, so the page says what it has put on screen: a drawing is computed from
 * that alone, and computing it changes nothing.
 */
export class FishbonePicture {
  readonly #tree: FishboneTree;
  readonly #folds: FishboneFolds;
  readonly #measure = interMeasure();
  readonly #watchDrawing: () => void;
  /** What is on screen, by key. */
  #onScreen: Drawn = nothingDrawn();
  /** How what is on screen is arranged, of all bones and of each looked at alone: kept while one works on it. */
  #arrangements: Record<string, Arrangement | undefined> = {};

  constructor(tree: FishboneTree, folds: FishboneFolds) {
    this.#tree = tree;
    this.#folds = folds;
    this.#watchDrawing = createSubscriber((update) => {
      const pace = new DrawingPace(update, () => performance.now());
      const rest = new RestTimer(() => {
        if (this.#outgrewItsShape()) {
          this.forgetShape();
          pace.drawNow();
        }
      });
      const stop = tree.observe((events) => {
        pace.changed(events, this.#onScreen.labels.size);
        rest.changed();
      });
      return () => {
        stop();
        pace.stop();
        rest.stop();
      };
    });
  }

  /** What is to be drawn: all of it, or the one bone that is looked at. */
  get #shown(): Fishbone {
    const fishbone = this.#tree.current;
    const bone = this.#folds.focusedBone;
    return bone ? { ...fishbone, bones: [bone] } : fishbone;
  }

  readonly layout: FishboneLayout = $derived.by(() => {
    // Drawn when the pace says so, not whenever a letter changes.
    this.#watchDrawing();
    void this.#folds.focus;
    const shown = untrack(() => this.#shown);
    return this.#layOut(shown, this.#arrangements[this.#folds.focus ?? '']);
  });

  #layOut(shown: Fishbone, keep: Arrangement | undefined): FishboneLayout {
    return layoutFishbone(shown, this.#measure, {
      folded: this.#folds.folded,
      reserve: (id) => this.#tree.marksWidthOf(id),
      ...(keep ? { keep } : {}),
    });
  }

  /** Whether all of it, arranged anew, would be so much larger that it is worth looking for everything again. */
  #outgrewItsShape(): boolean {
    return untrack(() => isWorthChanging(this.layout, this.#layOut(this.#shown, undefined)));
  }

  readonly #drawn = $derived.by(() => {
    const { whole, labels, strokes } = anchoredPicture(this.layout);
    return {
      whole,
      labels: reuseUnchanged(this.#onScreen.labels, labels, (label) => label.id),
      strokes: reuseUnchanged(this.#onScreen.strokes, strokes, (stroke) => stroke.key),
    };
  });

  /** The diagram measured from the head; what an edit left alone stays the same object. */
  readonly diagram: AnchoredPicture = $derived({
    whole: this.#drawn.whole,
    labels: this.#drawn.labels.items,
    strokes: this.#drawn.strokes.items,
  });

  readonly #listed = $derived.by(() =>
    reuseUnchanged(this.#onScreen.rows, outlineRows(this.#shown, this.#folds.folded), (row) => row.id),
  );

  /** The rows of the outline; what an edit left alone stays the same object. */
  get rows(): readonly OutlineRow[] {
    return this.#listed.items;
  }

  /** The page has the diagram on screen; say it from an effect, which runs after each drawing. */
  diagramShown(): void {
    const { labels, strokes } = this.#drawn;
    this.#onScreen = { ...this.#onScreen, labels: labels.byKey, strokes: strokes.byKey };
    this.#arrangements[this.#folds.focus ?? ''] = this.layout.arrangement;
  }

  /** The page has the rows on screen, as the outline or as the names of the diagram; as above. */
  rowsShown(): void {
    this.#onScreen = { ...this.#onScreen, rows: this.#listed.byKey };
  }

  /** Another picture comes: it need not keep the shape of the one before. */
  forgetShape(): void {
    this.#arrangements = {};
  }
}
