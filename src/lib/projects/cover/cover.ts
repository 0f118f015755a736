import { daysBetween, dayAfter } from '../../base/days.ts';
import type { ProjectState } from '../project.ts';

/** So many days before a planned leave begins its hand-over list is opened [PR73]. */
export const HANDOVER_DAYS = 7;
/** So many days before owner and deputy are both away people hear of it [PR76]. */
export const BOTH_AWAY_DAYS = 14;

/** Projects that somebody has to carry: their owner, or their deputy in the owner's place. */
export const CARRIED_STATES: readonly ProjectState[] = ['approved', 'running', 'on-hold'];

/** Owner, deputy and sponsor change by themselves in these; in a draft they are written with the rest [PR72] [PR79]. */
export const HELD_STATES: readonly ProjectState[] = ['submitted', ...CARRIED_STATES];

/** Since when a deputy is up to date; days are ISO days, null for what never was. */
export interface DeputyKnows {
  /** They pressed that they have read everything. */
  readOn: string | null;
  /** A meeting about the project was held with them. */
  metOn: string | null;
  /** They reported themselves. */
  reportedOn: string | null;
  /** The day on which they became the deputy, or on which the project began where nobody knows. */
  sinceOn: string;
}

/** The newest day on which a deputy knew how the project stands [PR71]. */
export function currentOn({ readOn, metOn, reportedOn, sinceOn }: DeputyKnows): string {
  return [readOn, metOn, reportedOn, sinceOn].reduce<string>(
    (newest, day) => (day && day > newest ? day : newest),
    '',
  );
}

/** For how many whole weeks a deputy is behind beyond those that the organisation allows; 0 while they are not [PR71]. */
export function weeksBehind(knows: DeputyKnows, allowedWeeks: number, today: string): number {
  const weeks = Math.floor(daysBetween(currentOn(knows), today) / 7);
  return weeks >= allowedWeeks ? weeks : 0;
}

/** Whether a leave (ISO days) begins soon enough for its hand-over list, and is not over [PR73]. */
export function opensHandover(leave: { startsOn: string; endsOn: string }, today: string): boolean {
  return leave.startsOn <= dayAfter(today, HANDOVER_DAYS) && leave.endsOn >= today;
}

/** Why somebody cannot take a project over, as a catalogue key [PR74]; undefined when they can. */
export function refusalToCover(
  personId: string,
  project: { state: ProjectState; deputyId: string; isCovered: boolean },
): 'cover.onlyDeputy' | 'cover.notCarried' | 'cover.isTaken' | undefined {
  if (personId !== project.deputyId) return 'cover.onlyDeputy';
  if (!CARRIED_STATES.includes(project.state)) return 'cover.notCarried';
  return project.isCovered ? 'cover.isTaken' : undefined;
}

/** One thing that is due while somebody is away. */
export interface HandoverItem {
  kind: 'stage' | 'commitment' | 'recovery';
  text: string;
  /** An ISO day; null for what has none. */
  dueOn: string | null;
}

/** What is open on a project: stages that are not accepted, open promises of people, and recovery plans that are not closed. */
export interface OpenWork {
  stages: readonly { name: string; currentOn: string }[];
  promises: readonly { text: string; dueOn: string | null; personId: string }[];
  recoveries: readonly string[];
}

/** Whether somebody carries the project, or stands behind whoever does: of the deputy the second, unless they took over. */
export function handoverRole(
  fromId: string,
  { deputyId, coveredById }: { deputyId: string; coveredById: string | null },
): 'carries' | 'behind' {
  return fromId === deputyId && coveredById !== fromId ? 'behind' : 'carries';
}

/**
 * What is handed over before a leave (ISO days). Of whoever carries the project: every stage and every promise of
 * theirs that is due by its end, and open recovery plans [PR73]. Of a deputy behind the owner: their own promises, and
 * the stages that end while nobody stands behind the owner [PR78].
 */
export function handoverItems(
  { stages, promises, recoveries }: OpenWork,
  leave: { fromId: string; startsOn: string; endsOn: string },
  project: { ownerId: string; deputyId: string; coveredById: string | null },
): HandoverItem[] {
  const carries = handoverRole(leave.fromId, project) === 'carries';
  // What the owner promised asks whoever stands in, and so is handed on by them.
  const theirs =
    carries && leave.fromId === project.deputyId ? [leave.fromId, project.ownerId] : [leave.fromId];
  return [
    ...stages
      .filter(({ currentOn: day }) => day <= leave.endsOn && (carries || day >= leave.startsOn))
      .map(({ name, currentOn: dueOn }): HandoverItem => ({ kind: 'stage', text: name, dueOn })),
    ...promises
      .filter(({ dueOn, personId }) => theirs.includes(personId) && (dueOn === null || dueOn <= leave.endsOn))
      .map(({ text, dueOn }): HandoverItem => ({ kind: 'commitment', text, dueOn })),
    ...(carries ? recoveries.map((text): HandoverItem => ({ kind: 'recovery', text, dueOn: null })) : []),
  ];
}

/**
 * Who of these people stands on a submission with their name, by their own hand or a substitute's: they cannot answer
 * for the project while it waits for the other signature [PR4] [PR79].
 */
export function signedAmong(
  personIds: readonly string[],
  decisions: readonly { directorId: string; inNameOfId: string | null }[],
): string | undefined {
  return personIds.find((id) =>
    decisions.some(({ directorId, inNameOfId }) => directorId === id || inNameOfId === id),
  );
}

/** Whether somebody may say who answers for a project: owner, deputy and proposer do [PR72]. */
export function mayChangeHolders(
  personId: string,
  { ownerId, deputyId, proposedBy }: { ownerId: string; deputyId: string; proposedBy: string },
): boolean {
  return [ownerId, deputyId, proposedBy].includes(personId);
}
