import type { DomainEvent, EventKind } from '#lib/live/domain-event.ts';
import { isPermitted, type Permission } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import type { Context } from '../context.ts';
import { findDecisionPlace, listNamedIn } from '../decisions/decision-store.ts';
import { diaryReaders } from '../shifts/diary/diary-commands.ts';
import { storyReaders } from '../shifts/stories/story-commands.ts';
import { listRatingReaders } from '../issues/ratings/subjects.ts';
import { listPulseReaders } from '../rhythms/subjects.ts';
import { readersOf } from '../workshop/participation.ts';

export type Person = Extract<Actor, { kind: 'person' }>;

/** Whether somebody may know of one event: whoever may read what it is about. */
export type Audience = (person: Person) => boolean;

/** What one needs to read anything of a kind: the permissions of the commands that read it. */
const READING: Readonly<Record<EventKind, Permission>> = {
  issue: 'issue.view',
  ratings: 'issue.view',
  project: 'project.view',
  round: 'shift.view',
  article: 'article.view',
  programme: 'programme.view',
  wave: 'survey.viewSummary',
  survey: 'survey.viewRows',
  insight: 'insight.view',
  area: 'area.view',
  series: 'area.view',
  goal: 'goal.view',
  standard: 'standard.view',
  person: 'people.view',
  department: 'people.view',
  team: 'team.view',
  organisation: 'profile.edit',
  leave: 'leave.enter',
  commitment: 'commitment.make',
  rhythm: 'rhythm.answer',
  pulse: 'rhythm.answer',
  decision: 'decision.view',
  discussion: 'discussion.write',
  outside: 'outside.make',
  notice: 'profile.edit',
  workshop: 'workshop.list',
  template: 'workshop.manage',
};

/** Tags on comments and columns of a file: for those who see the rows. */
const OF_ROWS: readonly string[] = ['tag', 'linkColumns'];

/**
 * Who may know of an event [LV3]. Asked once for an event, whatever the number of streams, and anew for each:
 * nothing is kept that a change of rights would have to take back.
 */
export async function audienceOf(context: Pick<Context, 'db'>, event: DomainEvent): Promise<Audience> {
  const permission =
    event.kind === 'wave' && OF_ROWS.includes(event.action) ? 'survey.viewRows' : READING[event.kind];
  const mayRead = (person: Person): boolean => isPermitted(standingsOf(person), permission);
  if (event.kind === 'workshop') {
    const readers = await readersOf(context.db, event.id);
    return (person) => mayRead(person) && readers.has(person.id);
  }
  if (event.kind === 'pulse' || event.kind === 'ratings') {
    const list = event.kind === 'pulse' ? listPulseReaders : listRatingReaders;
    const readers = await list(context.db, event.id);
    return (person) => mayRead(person) && readers.has(person.id);
  }
  if (['decision', 'commitment', 'rhythm', 'discussion', 'outside'].includes(event.kind)) {
    const seesIt = await decisionAudience(context, event.id);
    return (person) => mayRead(person) && seesIt(person);
  }
  if (event.kind === 'notice') return (person) => mayRead(person) && person.id === event.id;
  if (event.kind === 'round' && (event.action === 'diary' || event.action === 'story')) {
    const readers = event.action === 'diary' ? diaryReaders : storyReaders;
    const readsIt = await readers(context, event.id);
    return (person) => mayRead(person) && readsIt(person);
  }
  return mayRead;
}

/**
 * Who may see the thing of this id, or what hangs on it: of a decision by what it hangs on [DE3], of a workshop those who
 * are in it; of nothing else anybody is kept away.
 */
async function decisionAudience({ db }: Pick<Context, 'db'>, id: string): Promise<Audience> {
  const place = await findDecisionPlace(db, id);
  const readers = await readersOf(db, place?.subject?.id ?? id);
  if (!place) return (person) => readers.size === 0 || readers.has(person.id);
  const named = await listNamedIn(db, id);
  if (place.subject === null)
    return (person) => named.has(person.id) || isPermitted(standingsOf(person), 'decision.viewAll');
  return (person) => readers.size === 0 || readers.has(person.id) || named.has(person.id);
}
