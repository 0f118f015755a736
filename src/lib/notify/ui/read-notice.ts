import type { NoticeKind } from '../notice-kinds.ts';
import type { NoticeFacts } from '../notice.ts';

/** A notice as the server gives it to its reader. */
export interface ShownNotice {
  id: string;
  kind: NoticeKind;
  title: string;
  href: string;
  byName: string | null;
  facts: NoticeFacts;
  atMs: number;
  doneAtMs: number | null;
  snoozedUntilMs: number | null;
}
