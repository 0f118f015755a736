import * as v from 'valibot';
import type { HistoryForm } from '#lib/audit/history-form.ts';
import type { SubjectRef } from '#lib/base/subject.ts';
import { DECISION_SUBJECTS } from '#lib/decisions/decision.ts';
import { TrailForm } from '#lib/trail/trail-form.ts';
import type { Discussion, QuoteRef } from '#lib/discussion/message.ts';
import type { TrailNode } from '#lib/trail/trail.ts';

/** What was done with these is for the audit log alone. */
const WITHOUT_HISTORY = ['person', 'round', 'finding', 'story'] as const;
type WithoutHistory = { kind: (typeof WITHOUT_HISTORY)[number]; id: string };
type BesideRef = HistoryForm | WithoutHistory;

function isWithoutHistory(subject: BesideRef): subject is WithoutHistory {
  return WITHOUT_HISTORY.some((kind) => kind === subject.kind);
}

/**
 * What stands beside a subject: where it came from and what came of it, what is promised and decided, what is said
 * about it, and what was done with it. `origin` is what it hangs on, where that has a trail and it has none: a decision.
 */
export async function loadBeside(
  locals: App.Locals,
  subject: BesideRef,
  url: URL,
  origin: (SubjectRef & { href: string | null }) | null = null,
) {
  const { app, actor } = locals;
  const traced = v.safeParse(TrailForm, subject.kind === 'decision' ? seenOf(origin) : subject);
  const { kind, id } = subject;
  const trail = traced.success ? await app.trail.getTrail(actor, traced.output) : null;
  return {
    trail,
    due: await loadCommitments(locals, subject),
    talk:
      kind === 'wave' || kind === 'person' ? null : await loadTalk(locals, { kind, id }, url, trail ?? []),
    history: isWithoutHistory(subject) ? null : await app.access.getHistory(actor, subject),
    nowMs: app.clock(),
  };
}

/** What its reader may not open has no trail for them. */
const seenOf = (origin: (SubjectRef & { href: string | null }) | null): SubjectRef | null =>
  origin?.href == null ? null : origin;

/** Commitments and decisions on a subject with who may be named in a new one; nothing is promised on a wave. */
async function loadCommitments({ app, actor }: App.Locals, { kind, id }: BesideRef) {
  if (kind === 'wave') return null;
  const subject = { kind, id };
  const colleagues = await app.people.listColleagues(actor);
  return {
    subject,
    list: await app.commitments.listCommitments(actor, subject),
    rhythms: await app.rhythms.listRhythms(actor, subject),
    /** Null where nothing is decided. */
    decisions: DECISION_SUBJECTS.some((decided) => decided === kind)
      ? await app.decisions.listDecisionsOn(actor, subject)
      : null,
    people: colleagues.map(({ id: personId, name }) => ({ id: personId, name })),
    today: app.today(),
  };
}

/** What is said about a subject, as far back as the address asks, and the evidence that can be quoted there. */
export async function loadTalk(
  { app, actor }: App.Locals,
  { kind, id }: SubjectRef,
  url: URL,
  trail: readonly TrailNode[] = [],
): Promise<{ discussion: Discussion; quotable: { ref: QuoteRef; label: string }[] }> {
  const discussion = await app.discussion.getDiscussion(
    actor,
    { kind, id },
    { limit: Number(url.searchParams.get('talk')), at: url.searchParams.get('at') ?? '' },
  );
  const things = trail.flatMap((node) => (node.state === 'present' ? [node.thing, ...node.also] : []));
  const insights = things.flatMap((thing) =>
    thing.step === 'insight' ? { ref: { kind: thing.step, id: thing.id }, label: thing.title } : [],
  );
  const causes = things.flatMap((thing) => (thing.step === 'cause' && thing.href !== null ? thing.id : []));
  const evidence = (await app.workshop.listQuotable(actor, causes)).map((piece) => ({
    ref: { kind: piece.kind, id: piece.id },
    label: piece.text,
  }));
  return { discussion, quotable: [...insights, ...evidence] };
}
