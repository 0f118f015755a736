import type { LetterKind } from '../people/account/letter-kinds.ts';

interface NoticeRule {
  /** What its reader may do without in letters. */
  readonly group: LetterKind;
  /** Cannot wait for the digest: a letter of its own leaves at once, for whoever wants that. */
  readonly isUrgent: boolean;
  /** The tab of its subject's panel at which it is looked at, where it is not the page itself. */
  readonly panel?: 'talk' | 'due';
  /** What it is about stands on the page of the tour's day. */
  readonly isOnTourDay?: true;
  /** What it is about stands in the report of the round. */
  readonly isInReport?: true;
}

const later = (group: LetterKind): NoticeRule => ({ group, isUrgent: false });
const atOnce = (group: LetterKind): NoticeRule => ({ group, isUrgent: true });
const ofPanel = (rule: NoticeRule): NoticeRule => ({ ...rule, panel: 'due' });
const onTourDay = (rule: NoticeRule): NoticeRule => ({ ...rule, isOnTourDay: true });
const talked = (rule: NoticeRule): NoticeRule => ({ ...rule, panel: 'talk' });

/**
 * Everything that a person can be told, as the one list of both sides: commands can add nothing else, and each kind
 * has its sentence, `notify.kind.*`, in both languages.
 */
export const NOTICES = {
  'commitment.given': later('commitment'),
  'commitment.ask': later('commitment'),
  'commitment.answered': later('commitment'),
  'commitment.late': later('commitment'),
  'commitment.kept': later('commitment'),
  'commitment.broken': atOnce('commitment'),
  'rhythm.ask': ofPanel(later('rhythm')),
  'rhythm.late': ofPanel(later('rhythm')),
  'rhythm.unanswered': ofPanel(later('rhythm')),
  'rhythm.answered': ofPanel(later('rhythm')),
  'pulse.ask': later('rhythm'),
  'pulse.last': later('rhythm'),
  'pulse.closed': later('rhythm'),
  'ratings.ask': later('decision'),
  'ratings.revealed': later('decision'),
  'decision.vote': later('decision'),
  'decision.objection': later('decision'),
  'decision.answered': later('decision'),
  'decision.closed': later('decision'),
  'decision.decide': later('decision'),
  'decision.read': later('decision'),
  'decision.remind': later('decision'),
  'decision.again': later('decision'),
  'discussion.asked': talked(atOnce('discussion')),
  'discussion.answered': talked(later('discussion')),
  'discussion.mentioned': talked(later('discussion')),
  'discussion.news': talked(later('discussion')),
  'outside.kept': later('commitment'),
  'outside.reopened': later('commitment'),
  'outside.said': later('commitment'),
  'outside.accepted': atOnce('commitment'),
  'outside.refused': atOnce('commitment'),
  'signature.waits': atOnce('signature'),
  'project.decided': later('project'),
  'project.sentBack': later('project'),
  'project.declined': later('project'),
  'signature.due': atOnce('signature'),
  'signature.people': later('signature'),
  'team.readAgain': later('project'),
  'standard.waits': atOnce('signature'),
  'standard.approved': later('decision'),
  'standard.sentBack': later('decision'),
  'standard.review': later('decision'),
  'opinion.asked': atOnce('signature'),
  'opinion.due': atOnce('signature'),
  'project.spent': later('project'),
  'project.overspent': atOnce('project'),
  'project.forecast': later('project'),
  'project.resume': later('project'),
  'project.measure': later('project'),
  'recovery.sent': atOnce('project'),
  'cover.taken': atOnce('project'),
  'cover.given': later('project'),
  'cover.named': later('project'),
  'cover.back': later('project'),
  'cover.behind': later('project'),
  'cover.bothAway': atOnce('project'),
  'cover.handOver': later('project'),
  'stage.asked': atOnce('signature'),
  'stage.settled': later('project'),
  'shift.tomorrow': atOnce('shift'),
  'shift.offered': atOnce('shift'),
  'shift.lapsed': later('shift'),
  'shift.cancelled': atOnce('shift'),
  'shift.moved': atOnce('shift'),
  'shift.movedAway': atOnce('shift'),
  'shift.dayOff': atOnce('shift'),
  'shift.unfit': later('shift'),
  'shift.roundCancelled': atOnce('shift'),
  'shift.open': later('shift'),
  'shift.swapTaken': atOnce('shift'),
  'shift.swapped': atOnce('shift'),
  'shift.swapGone': atOnce('shift'),
  'shift.proposed': atOnce('shift'),
  'shift.assigned': atOnce('shift'),
  'shift.unassigned': atOnce('shift'),
  'shift.rota': later('shift'),
  'shift.team': later('shift'),
  'shift.objected': atOnce('shift'),
  'shift.objectionAnswered': later('shift'),
  'shift.unstarted': onTourDay(atOnce('shift')),
  'shift.guestOut': onTourDay(atOnce('shift')),
  'shift.mentorOut': onTourDay(atOnce('shift')),
  'shift.saidOut': atOnce('shift'),
  'shift.stepIn': onTourDay(atOnce('shift')),
  'shift.differs': onTourDay(later('shift')),
  'shift.report': { ...later('shift'), isInReport: true },
  'asking.asked': onTourDay(atOnce('shift')),
  'asking.waits': onTourDay(atOnce('shift')),
  'asking.answered': onTourDay(atOnce('shift')),
  'tracker.done': later('issue'),
  'tracker.fixed': later('issue'),
  'article.review': later('shift'),
  'story.asked': atOnce('shift'),
  'story.agreed': later('shift'),
  'story.declined': later('shift'),
  'story.withdrawn': atOnce('shift'),
  'programme.inForce': later('shift'),
  'programme.confirm': atOnce('shift'),
  'workshop.invited': later('workshop'),
  'outcome.project': later('workshop'),
  'outcome.done': later('workshop'),
  'outcome.dropped': later('workshop'),
  'outcome.accepted': later('workshop'),
  'outcome.declined': later('workshop'),
  'outcome.snoozed': later('workshop'),
  'outcome.duplicate': later('workshop'),
  'reported.project': later('issue'),
  'reported.done': later('issue'),
  'reported.dropped': later('issue'),
  'reported.accepted': later('issue'),
  'reported.declined': later('issue'),
  'reported.snoozed': later('issue'),
  'reported.duplicate': later('issue'),
  'issue.owner': later('issue'),
} as const satisfies Record<string, NoticeRule>;

export type NoticeKind = keyof typeof NOTICES;

/** In the order of the list; for checking what is stored or comes from outside. */
export const ALL_NOTICE_KINDS = Object.keys(NOTICES) as NoticeKind[]; // the keys of the record above

/** What a kind of notice is: its group, and whether it can wait. */
export function noticeRule(kind: NoticeKind): NoticeRule {
  return NOTICES[kind];
}
