import { asId } from '#lib/base/ids.ts';
import * as Y from 'yjs';
import { buildFishbone } from './build-fishbone.ts';
import type { BuiltFishbone, FishboneRecords } from './build-fishbone.ts';
import { CATEGORY_HUES, hueOfIndex } from '../cause.ts';
import type { Category, CategoryHue, CategoryId, Cause, CauseId, Place } from '../cause.ts';
import { isOrder } from './fractional-order.ts';

/**
 * The shared shapes of one fishbone. `causes` is one flat map of records, each a Y.Map:
 * `text` and `note` (Y.Text), `place` (one value, see Place), `author`, `twinOf`, `tag:<name>` and
 * `living`. `living` is true for a cause that is shown, the id of a removal for one that was
 * removed, and absent for one whose adding was undone. Records are never deleted.
 */
export interface FishboneDoc {
  doc: Y.Doc;
  head: Y.Text;
  settings: Y.Map<unknown>;
  categories: Y.Map<unknown>;
  causes: Y.Map<unknown>;
}

export const TAG_PREFIX = 'tag:';
/** A record without a usable order goes to the end. */
const LAST_ORDER = 'zzzzz';

/** Names the shapes of the fishbone inside a document; safe to call on an empty one. */
export function openFishbone(doc: Y.Doc): FishboneDoc {
  return {
    doc,
    head: doc.getText('fishbone.head'),
    settings: doc.getMap('fishbone.settings'),
    categories: doc.getMap('fishbone.categories'),
    causes: doc.getMap('fishbone.causes'),
  };
}

/** The tree and how it came about; tolerates any content, since writers are not trusted. */
export function readFishbone(board: FishboneDoc): BuiltFishbone {
  const causes: Cause[] = [];
  for (const id of board.causes.keys()) {
    const cause = findCause(board, id);
    if (cause) causes.push(cause);
  }
  return buildFishbone({ ...readSetting(board), categories: readCategories(board), causes });
}

/** What stands at the fish's head, and on which side. */
export function readSetting(board: FishboneDoc): Pick<FishboneRecords, 'head' | 'headSide'> {
  const headSide = board.settings.get('headSide') === 'left' ? 'left' : 'right';
  return { head: board.head.toString(), headSide };
}

/** All recorded categories, living or not. */
export function readCategories(board: FishboneDoc): Category[] {
  const categories: Category[] = [];
  for (const [id, record] of board.categories) {
    if (record instanceof Y.Map) categories.push(readCategory(asId(id), record, categories.length));
  }
  return categories;
}

/** One recorded cause, living or not. */
export function findCause(board: FishboneDoc, id: string): Cause | null {
  const record = causeRecord(board, id);
  return record && readCause(asId(id), record);
}

/** The cause whose text, note and tags a cause shows: the original of a twin, otherwise itself. */
export function originalId(board: FishboneDoc, id: CauseId): CauseId {
  const seen = new Set<string>();
  let at = id;
  for (;;) {
    seen.add(at);
    const original = causeRecord(board, at)?.get('twinOf');
    if (typeof original !== 'string' || !causeRecord(board, original) || seen.has(original)) return at;
    at = asId(original);
  }
}

/** The shared text of a cause, where a keystroke is bound; a twin shares the text of its original. */
export function causeText(board: FishboneDoc, id: CauseId): Y.Text | null {
  return sharedText(causeRecord(board, originalId(board, id))?.get('text'));
}

/** The shared note of a cause; a twin shares that of its original. */
export function causeNote(board: FishboneDoc, id: CauseId): Y.Text | null {
  return sharedText(causeRecord(board, originalId(board, id))?.get('note'));
}

/** The shared name of a category. */
export function categoryName(board: FishboneDoc, id: CategoryId): Y.Text | null {
  const record = board.categories.get(id);
  return record instanceof Y.Map ? sharedText(record.get('name')) : null;
}

/** The cause that stands for another one now: itself, or the one that it was merged into, and so on. */
export function resolveMerged(board: FishboneDoc, id: string): string {
  const seen = new Set<string>();
  for (let at = id; ;) {
    seen.add(at);
    const record = causeRecord(board, at);
    const next = record?.get('mergedInto');
    // Brought back, it stands for itself again; a ring of merges is no place to stay in.
    if (record?.get('living') === true || typeof next !== 'string' || seen.has(next)) return at;
    at = next;
  }
}

/** The record of a cause, living or not. */
export function causeRecord(board: FishboneDoc, id: string): Y.Map<unknown> | null {
  const record = board.causes.get(id);
  return record instanceof Y.Map ? record : null;
}

function sharedText(value: unknown): Y.Text | null {
  return value instanceof Y.Text ? value : null;
}

function plainText(value: unknown): string {
  return value instanceof Y.Text ? value.toString() : typeof value === 'string' ? value : '';
}

function readCategory(id: CategoryId, record: Y.Map<unknown>, index: number): Category {
  const order = record.get('order');
  const hue = record.get('hue');
  return {
    id,
    order: isOrder(order) ? order : LAST_ORDER,
    name: plainText(record.get('name')),
    question: plainText(record.get('question')),
    hue: isHue(hue) ? hue : hueOfIndex(index),
    isLiving: record.get('living') === true,
  };
}

function isHue(value: unknown): value is CategoryHue {
  return CATEGORY_HUES.some((hue) => hue === value);
}

function readCause(id: CauseId, record: Y.Map<unknown>): Cause {
  const author = record.get('author');
  const twinOf = record.get('twinOf');
  const mergedInto = record.get('mergedInto');
  const tags: string[] = [];
  for (const [key, value] of record) {
    if (value === true && key.startsWith(TAG_PREFIX)) tags.push(key.slice(TAG_PREFIX.length));
  }
  return {
    id,
    place: readPlace(record.get('place')),
    text: plainText(record.get('text')),
    authorId: typeof author === 'string' ? author : null,
    note: plainText(record.get('note')),
    tags: tags.sort(),
    twinOf: typeof twinOf === 'string' ? asId(twinOf) : null,
    mergedInto: typeof mergedInto === 'string' ? asId(mergedInto) : null,
    isLiving: record.get('living') === true,
  };
}

function readPlace(value: unknown): Place {
  const place = typeof value === 'object' && value !== null ? value : {};
  const parent = 'parent' in place && typeof place.parent === 'string' ? place.parent : '';
  const home = 'home' in place && typeof place.home === 'string' ? asId<'category'>(place.home) : null;
  return {
    parent: asId(parent),
    order: 'order' in place && isOrder(place.order) ? place.order : LAST_ORDER,
    home,
  };
}
