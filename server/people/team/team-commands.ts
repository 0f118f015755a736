import type { CompetenceLevel } from '#lib/people/competence.ts';
import { isPermitted } from '#lib/people/permissions.ts';
import { standingsOf, type Actor } from '#lib/people/person.ts';
import { findGaps, orderWords, summarisePeers, type TeamGap } from '#lib/people/team/team-gaps.ts';
import type {
  GivenRatings,
  MemberRatings,
  PeerSummary,
  TeamLists,
  TeamMember,
} from '#lib/people/team/team.ts';
import { requirePerson } from '../../access/require-permission.ts';
import type { Context } from '../../context.ts';
import { byName } from '../by-name.ts';
import { listCompetenceViews } from '../competence-store.ts';
import * as ratings from './rating-store.ts';
import * as store from './team-store.ts';

/** The team as this reader may see it [CX10]: what is null is for others. */
export interface CxTeam {
  teamName: string | null;
  /** Of the settings, on which the name is changed. */
  settingsVersion: number;
  members: TeamMember[];
  lists: TeamLists | null;
  gaps: TeamGap[] | null;
  /** Of the reader, who is in the team; the words of peers by requirement, where there are enough. */
  mine: (MemberRatings & { id: string; words: Readonly<Record<string, string[]>> }) | null;
  /** What the reader said of the others in the team. */
  given: GivenRatings[] | null;
  /** Every member, for leads. */
  everybody: (MemberRatings & { id: string; name: string })[] | null;
}

export async function getTeam(context: Context, actor: Actor): Promise<CxTeam> {
  requirePerson(actor, 'team.view');
  const { db } = context;
  const { teamName, version: settingsVersion } = context.settings.current;
  const members = byName(actor, await store.listTeamMembers(db));
  const isMember = members.some(({ id }) => id === actor.id);
  const isLead = actor.roles.includes('lead');
  const base = { teamName, settingsVersion, members };
  if (!isMember && !isPermitted(standingsOf(actor), 'team.viewGaps'))
    return { ...base, lists: null, gaps: null, mine: null, given: null, everybody: null };

  const needs = await store.listTeamNeeds(db);
  const requirements = await store.listTeamRequirements(db);
  const said = await ratings.readTeamRatings(db);
  const views = await listCompetenceViews(db, members.length > 0 ? members.map(({ id }) => id) : [actor.id]);
  const inTeam = new Set(members.map(({ id }) => id));
  const levels = said.peerLevels.filter((level) => inTeam.has(level.raterId));
  const words = said.peerWords.filter((word) => inTeam.has(word.raterId));

  const peersOf = (personId: string, competenceId: string): PeerSummary | null =>
    summarisePeers(
      levels
        .filter((level) => level.personId === personId && level.competenceId === competenceId)
        .map(({ level }) => level),
    );
  const ownOf = (personId: string, competenceId: string): CompetenceLevel | null =>
    views.get(personId)?.get(competenceId)?.own ?? null;
  const ratingsOf = (personId: string): MemberRatings => ({
    own: keepSaid(needs, ({ competenceId }) => [competenceId, ownOf(personId, competenceId)]),
    peers: keepSaid(needs, ({ competenceId }) => [competenceId, peersOf(personId, competenceId)]),
    ownRequirements: Object.fromEntries(
      said.ownLevels
        .filter((own) => own.personId === personId)
        .map(({ requirementId, level }) => [requirementId, level]),
    ),
  });
  const wordsOf = (requirementId: string): string[] | null => {
    const mine = words.filter((word) => word.personId === actor.id && word.requirementId === requirementId);
    return orderWords(
      mine.map(({ word }) => word),
      actor.locale,
    );
  };
  const standings = new Map(
    needs.map(({ competenceId }) => [
      competenceId,
      members.map(({ id, name }) => ({
        ...{ id, name },
        own: ownOf(id, competenceId),
        peers: peersOf(id, competenceId),
      })),
    ]),
  );
  const given = ({ id, name }: TeamMember): GivenRatings => ({
    ...{ id, name },
    levels: Object.fromEntries(
      levels
        .filter((level) => level.raterId === actor.id && level.personId === id)
        .map(({ competenceId, level }) => [competenceId, level]),
    ),
    words: Object.fromEntries(
      words
        .filter((word) => word.raterId === actor.id && word.personId === id)
        .map(({ requirementId, word }) => [requirementId, word]),
    ),
  });
  return {
    ...base,
    lists: { needs, requirements },
    gaps: findGaps(needs, standings, { id: actor.id, isLead }),
    mine: isMember
      ? { id: actor.id, ...ratingsOf(actor.id), words: keepSaid(requirements, ({ id }) => [id, wordsOf(id)]) }
      : null,
    given: isMember ? members.filter(({ id }) => id !== actor.id).map(given) : null,
    everybody: isLead ? members.map(({ id, name }) => ({ id, name, ...ratingsOf(id) })) : null,
  };
}

/** What there is to say of each item, by its id; without those of which there is nothing. */
function keepSaid<Item, Said>(
  items: readonly Item[],
  read: (item: Item) => readonly [id: string, said: Said | null],
): Record<string, Said> {
  return Object.fromEntries(
    items.flatMap((item): [string, Said][] => {
      const [id, said] = read(item);
      return said === null ? [] : [[id, said]];
    }),
  );
}
