import type { CompetenceLevel } from '../competence.ts';
import { FEWEST_PEERS, type PeerSummary, type TeamNeed } from './team.ts';

/** What is said of one member's competence: by themselves, and by peers where enough of them did. */
export interface MemberStanding {
  id: string;
  name: string;
  own: CompetenceLevel | null;
  peers: PeerSummary | null;
}

/** Somebody who reads counts; leads read the levels as well, so that nothing is kept from them [PE44]. */
export interface GapReader {
  id: string;
  isLead: boolean;
}

/** Nobody reaches the level; nobody said anything; one person does; too few to say; enough do. */
export const GAP_KINDS = ['gap', 'silent', 'single', 'covered', 'few'] as const;
export type GapKind = (typeof GAP_KINDS)[number];

/** How a needed competence stands in the team [CX9]. All counts are null where too few have said something. */
export interface TeamGap {
  competenceId: string;
  name: string;
  wanted: CompetenceLevel;
  kind: GapKind;
  members: number;
  /** How many said how far they are, how many of them reach the level, how many teach others. */
  said: number | null;
  reach: number | null;
  teach: number | null;
  /** Of how many members peers said enough, and how many of them reach the level by the middle of it. */
  peers: { shown: number; reach: number } | null;
  /** Who reaches the level and who teaches by their own word: for leads alone. */
  names: { reach: string[]; teach: string[] } | null;
}

/** "Teaches others", the highest level. */
const TEACHES = 3;

/** What some peers say, from the fewest to be shown on; of an even number the lower of the two middles. */
export function summarisePeers(levels: readonly CompetenceLevel[]): PeerSummary | null {
  const sorted = levels.toSorted((left, right) => left - right);
  const low = sorted[0];
  const middle = sorted[Math.ceil(sorted.length / 2) - 1];
  const high = sorted.at(-1);
  if (sorted.length < FEWEST_PEERS || low === undefined || middle === undefined || high === undefined)
    return null;
  return { n: sorted.length, low, middle, high };
}

/** Words of peers as their person reads them: enough of them or none, by the alphabet and not as they came [CX8]. */
export function orderWords(words: readonly string[], locale: string): string[] | null {
  return words.length < FEWEST_PEERS ? null : words.toSorted(new Intl.Collator(locale).compare);
}

/**
 * How each needed competence stands, gaps first [CX9]. To whoever is no lead counts are told from as many
 * people besides the reader as peers need: with fewer, a member would read a colleague's level off them.
 */
export function findGaps(
  needs: readonly TeamNeed[],
  standings: ReadonlyMap<string, readonly MemberStanding[]>,
  reader: GapReader,
): TeamGap[] {
  const gaps = needs.map((need) => standOf(need, standings.get(need.competenceId) ?? [], reader));
  const rank = ({ kind }: TeamGap): number => GAP_KINDS.indexOf(kind);
  return gaps.toSorted((left, right) => rank(left) - rank(right));
}

function standOf(
  { competenceId, name, wanted }: TeamNeed,
  members: readonly MemberStanding[],
  reader: GapReader,
): TeamGap {
  const told = members.filter(({ own }) => own !== null);
  const reach = told.filter(({ own }) => own !== null && own >= wanted);
  const teach = told.filter(({ own }) => own === TEACHES);
  const judged = members.filter(({ peers }) => peers !== null);
  const judgedReach = judged.filter(({ peers }) => peers !== null && peers.middle >= wanted);
  const base = { competenceId, name, wanted, members: members.length };
  const peers = isEnough(judged, reader) ? { shown: judged.length, reach: judgedReach.length } : null;
  if (!isEnough(told, reader)) {
    const kind = told.length === 0 ? 'silent' : 'few';
    return { ...base, kind, said: null, reach: null, teach: null, peers, names: null };
  }
  return {
    ...base,
    kind: reach.length === 0 ? 'gap' : reach.length === 1 ? 'single' : 'covered',
    said: told.length,
    reach: reach.length,
    teach: teach.length,
    peers,
    names: reader.isLead ? { reach: namesIn(reach), teach: namesIn(teach) } : null,
  };
}

function isEnough(people: readonly MemberStanding[], { id, isLead }: GapReader): boolean {
  const others = people.filter((person) => person.id !== id).length;
  return isLead ? people.length > 0 : others >= FEWEST_PEERS;
}

const namesIn = (people: readonly MemberStanding[]): string[] => people.map(({ name }) => name);
