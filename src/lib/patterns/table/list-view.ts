import * as v from 'valibot';
import type { Id } from '../../base/ids.ts';
import { requiredText } from '../../base/parse-input.ts';

/** The lists that views are kept of. */
export const VIEWED_LISTS = ['issues', 'projects', 'people'] as const;
export type ViewedList = (typeof VIEWED_LISTS)[number];

/** A way to look at a list, kept under a name: for oneself, or for everybody who may see the list. */
export interface ListView {
  id: Id<'listView'>;
  name: string;
  /** As it stands in the address of the list. */
  query: string;
  isShared: boolean;
  isMine: boolean;
  /** Who made it, where it is somebody else's. */
  ownerName: string;
}

export const ListViewForm = v.object({
  list: v.picklist(VIEWED_LISTS),
  name: requiredText(60),
  query: v.pipe(v.string(), v.maxLength(2000)),
  isShared: v.boolean(),
});
export type ListViewForm = v.InferOutput<typeof ListViewForm>;
