import { panelHref, subjectKey } from '#lib/base/subject.ts';
import { noticeRule, type NoticeKind } from '#lib/notify/notice-kinds.ts';
import type { NoticeFacts, NoticeId } from '#lib/notify/notice.ts';
import type { Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import { namesOf } from '../people/store.ts';
import type { StoredNotice } from './notice-store.ts';

/** A notice as its reader sees it. */
export interface ReadNotice {
  id: NoticeId;
  kind: NoticeKind;
  /** The key of the subject, and what its domain says of it now. */
  subjectKey: string;
  title: string;
  href: string;
  byName: string | null;
  facts: NoticeFacts;
  atMs: number;
  doneAtMs: number | null;
  snoozedUntilMs: number | null;
}

/** Notices with what they are about; one whose subject its reader may not see, or that is gone, is left out [NO2]. */
export async function readNotices(
  context: Pick<Context, 'db' | 'subjects'>,
  actor: Actor,
  rows: readonly StoredNotice[],
): Promise<ReadNotice[]> {
  const subjects = await context.subjects.find(
    actor,
    rows.map(({ subject }) => subject),
  );
  const names = await namesOf(
    context.db,
    rows.flatMap(({ byId }) => byId ?? []),
  );
  return rows.flatMap((row) => {
    const key = subjectKey(row.subject);
    const subject = subjects.get(key);
    if (!subject) return [];
    return {
      id: row.id,
      kind: row.kind,
      subjectKey: key,
      title: subject.title,
      href: placeOf(row, subject.href),
      byName: row.byId === null ? null : (names.get(row.byId) ?? null),
      facts: row.facts,
      atMs: row.atMs,
      doneAtMs: row.doneAtMs,
      snoozedUntilMs: row.snoozedUntilMs,
    };
  });
}

/** Where to look: at the page of the thing, on a day of it, or in its panel at what the notice is about. */
function placeOf({ kind, facts }: StoredNotice, href: string): string {
  const { panel, isOnTourDay, isInReport } = noticeRule(kind);
  if (isInReport) return `${href}/report`;
  if (isOnTourDay) return `${href}/tours/${String(facts.tourId)}/day`;
  return panel === undefined ? href : panelHref(href, panel, String(facts.at ?? ''));
}
