import {
  type ColumnChoice,
  type ColumnDescription,
  joinMarkOf,
  roleOf,
  scaleFor,
} from '../columns/describe-columns.ts';
import type { Treatment } from '../privacy/mask-table.ts';
import { type NaProposal, proposeNaCodes } from '../columns/na-codes.ts';
import type { NaEffect } from './na-effect.ts';
import {
  type MeasurePreview,
  previewMeasure,
  unreadUnder,
  type WordingPoint,
  wordingPoints,
} from './preview-measure.ts';
import type { UnreadAnswers } from '../columns/unread-answers.ts';
import type { ColumnRole, JoinMark, Scale } from '#lib/tabular/table/table.ts';

/** One column as the analyst sees and decides it. */
export interface ColumnDecision {
  description: ColumnDescription;
  role: ColumnRole;
  scale: Scale | undefined;
  /** Accepted N/A codes; the proposals are beside them until they are accepted. */
  naCodes: readonly string[];
  /** Whether 1 is the best point. */
  isReversed: boolean;
  /** The numbers of wordings, where a person set them. */
  points: Readonly<Record<string, number>> | undefined;
  /** What parts the options of a multiple choice; undefined when each answer is one. */
  joinedBy: JoinMark | undefined;
  /** Wordings and their numbers, where the answers of a rated column are words. */
  wordings: readonly WordingPoint[];
  /** What becomes of its personal data: as decided, else masked, or left out where all of it is personal. */
  privacy: Treatment;
  /** What the proposals would do to this item as a driver, all of them accepted. */
  effect: NaEffect | undefined;
  /** Answers that the role cannot read. */
  unread: UnreadAnswers | undefined;
  proposals: readonly NaProposal[];
  isChanged: boolean;
  /** The leading figure as decided, and as it would be with the proposals accepted. */
  now: MeasurePreview | undefined;
  proposed: MeasurePreview | undefined;
}

/** A column under a choice: what was chosen, the guess elsewhere, and what comes of it. */
export function decideColumn(
  description: ColumnDescription,
  choice: ColumnChoice,
  decimal: '.' | ',',
  effect?: NaEffect,
): ColumnDecision {
  const { summary, guess } = description;
  const isDropped = choice.privacy === 'drop';
  const role = isDropped ? 'ignore' : roleOf(guess, choice);
  const scale = choice.scale ?? scaleFor(role, guess.scale, summary);
  const naCodes = choice.naCodes ?? [];
  const all = role === guess.role ? description.naProposals : proposeNaCodes(summary, role, scale);
  const proposals = all.filter(({ text }) => !naCodes.includes(text));
  const isReversed = choice.isReversed ?? (guess.isReversed === true && role !== 'nps');
  const { points } = choice;
  const preview = (codes: readonly string[]): MeasurePreview | undefined =>
    previewMeasure(summary, { role, scale, naCodes: codes, isReversed, points }, decimal);
  return {
    description,
    role,
    scale,
    naCodes,
    isReversed,
    points,
    joinedBy: joinMarkOf(summary, guess, choice),
    wordings: wordingPoints(summary, { role, scale, naCodes, points }, decimal),
    privacy: choice.privacy ?? (guess.isPersonal ? 'drop' : 'mask'),
    effect: proposals.length > 0 && role === guess.role ? effect : undefined,
    unread: unreadUnder(summary, { role, scale, naCodes, isReversed, points }, decimal),
    proposals,
    isChanged: Object.keys(choice).length > 0,
    now: preview(naCodes),
    proposed: proposals.length > 0 ? preview([...naCodes, ...proposals.map(({ text }) => text)]) : undefined,
  };
}
