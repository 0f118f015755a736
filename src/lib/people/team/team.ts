import * as v from 'valibot';
import type { Id } from '../../base/ids.ts';
import { parseInput, requiredText, wholeNumber } from '../../base/parse-input.ts';
import { COMPETENCE_NAME_MAX, competenceLevel, type CompetenceLevel } from '../competence.ts';

export type RequirementId = Id<'requirement'>;

export const TEAM_NAME_MAX = 60;

/** A team in which each knows the work of the others. */
export const MOST_TEAM_MEMBERS = 30;

/** Of either list: what is wanted of a team is a choice. */
export const MOST_TEAM_NEEDS = 12;
export const MOST_TEAM_REQUIREMENTS = 12;

/** A requirement may be a sentence. */
export const REQUIREMENT_NAME_MAX = 120;

/** A word or a phrase of a colleague: more would be an assessment. */
export const PEER_WORD_MAX = 60;

/** What peers say is shown from so many of them on [CX6] [CX8], and counts to whoever may read no levels likewise [CX9]. */
export const FEWEST_PEERS = 3;

/** A competence that the team needs: an entry of the organisation's list, and how far somebody should be [CX3]. */
export interface TeamNeed {
  competenceId: string;
  name: string;
  wanted: CompetenceLevel;
  version: number;
}

/** What is asked of everybody in the team; peers say a word about it and no number [CX7]. */
export interface TeamRequirement {
  id: RequirementId;
  name: string;
  version: number;
}

export interface TeamMember {
  id: string;
  name: string;
  departmentName: string | null;
  sinceMs: number;
}

/** What peers say of one competence of one person, without who said what [CX6]. */
export interface PeerSummary {
  n: number;
  low: CompetenceLevel;
  middle: CompetenceLevel;
  high: CompetenceLevel;
}

/** What the team wants and asks, each in its order. */
export interface TeamLists {
  needs: TeamNeed[];
  requirements: TeamRequirement[];
}

/** What is said of one member, as the member and leads read it, by competence and by requirement [CX5] [CX6]. */
export interface MemberRatings {
  own: Readonly<Record<string, CompetenceLevel>>;
  peers: Readonly<Record<string, PeerSummary>>;
  ownRequirements: Readonly<Record<string, CompetenceLevel>>;
}

/** What the reader said of one colleague. */
export interface GivenRatings {
  id: string;
  name: string;
  levels: Readonly<Record<string, CompetenceLevel>>;
  words: Readonly<Record<string, string>>;
}

/** Somebody who reaches "not yet" is nobody to want. */
export const WANTED_LEVELS = [1, 2, 3] as const satisfies readonly CompetenceLevel[];

const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());
/** The place in a list, from 1 on; one beyond the end is the last. */
const place = v.optional(wholeNumber(1, Math.max(MOST_TEAM_NEEDS, MOST_TEAM_REQUIREMENTS)));
const wanted = v.pipe(
  v.union([v.string(), v.number()], 'form.required'),
  v.transform(Number),
  v.picklist(WANTED_LEVELS, 'form.required'),
);

export const TeamNameForm = v.object({ version, teamName: requiredText(TEAM_NAME_MAX) });

export const TeamMemberForm = v.object({
  personId: v.pipe(v.string('form.required'), v.minLength(1, 'form.required')),
});

export const NeedForm = v.object({ name: requiredText(COMPETENCE_NAME_MAX), wanted });

export const NeedChange = v.object({ ...NeedForm.entries, competenceId: v.string(), version, place });

export const NeedRemoval = v.object({ competenceId: v.string(), version });

export const RequirementForm = v.object({ name: requiredText(REQUIREMENT_NAME_MAX) });

export const RequirementChange = v.object({
  ...RequirementForm.entries,
  requirementId: v.string(),
  version,
  place,
});

export const RequirementRemoval = v.object({ requirementId: v.string(), version });

/** A word of a peer, or nothing. No digit in any script, and at least one letter: stars are a number, too [CX7]. */
const peerWord = v.pipe(
  v.string(),
  v.trim(),
  v.maxLength(PEER_WORD_MAX, 'form.tooLong'),
  v.check((text) => text === '' || (/\p{L}/u.test(text) && !/\p{N}/u.test(text)), 'people.team.wordNoNumber'),
);

/** What the team wants and asks now: of these there are answers, by fields that carry their ids. */
export interface AskedOfTeam {
  competenceIds: readonly string[];
  requirementIds: readonly string[];
}

export const levelField = (id: string): string => `level-${id}`;
export const wordField = (id: string): string => `word-${id}`;

/** Pairs of an id and what was answered, without what the form did not ask. */
function answersOf<Value>(
  input: unknown,
  ids: readonly string[],
  fieldOf: (id: string) => string,
  schema: v.GenericSchema<unknown, Value>,
): [id: string, value: Value][] {
  const entries = Object.fromEntries(ids.map((id) => [fieldOf(id), v.optional(schema)]));
  const answers = parseInput(v.object(entries), input);
  return ids.flatMap((id): [string, Value][] => {
    const value = answers[fieldOf(id)];
    return value === undefined ? [] : [[id, value]];
  });
}

/** What somebody says of themselves: a level for each competence and each requirement, or null for nothing [CX5]. */
export function readOwnRating(
  input: unknown,
  { competenceIds, requirementIds }: AskedOfTeam,
): {
  competences: [id: string, level: CompetenceLevel | null][];
  requirements: [id: string, level: CompetenceLevel | null][];
} {
  return {
    competences: answersOf(input, competenceIds, levelField, competenceLevel),
    requirements: answersOf(input, requirementIds, levelField, competenceLevel),
  };
}

/** What somebody says of a colleague: a level for each competence, of each requirement a word, or '' [CX7]. */
export function readPeerRating(
  input: unknown,
  { competenceIds, requirementIds }: AskedOfTeam,
): { competences: [id: string, level: CompetenceLevel | null][]; words: [id: string, word: string][] } {
  return {
    competences: answersOf(input, competenceIds, levelField, competenceLevel),
    words: answersOf(input, requirementIds, wordField, peerWord),
  };
}
