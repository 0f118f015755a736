import { levelField, wordField } from '#lib/people/team/team.ts';
import type { DemoScene } from './demo-scene.ts';

/** Who is in the CX team, and what it is called. */
const CX_TEAM = {
  name: 'Jakość obsługi',
  members: ['lead', 'analyst', 'mentor', 'brand', 'backoffice'],
} as const;

/** What members say of themselves, by the needs and the requirements of the usual lists in their order; null for nothing. */
const TEAM_OWN: Readonly<Record<string, readonly (readonly (0 | 1 | 2 | 3 | null)[])[]>> = {
  lead: [
    [2, 3, 2, 3, 2, 1],
    [3, 2, 3, 1],
  ],
  analyst: [
    [3, 1, 1, 2, 2, 0],
    [2, 2, 1, 1],
  ],
  mentor: [
    [1, 2, 0, 3, 1, 1],
    [3, 1, 2, 2],
  ],
  brand: [
    [0, 3, 1, 2, 3, null],
    [2, 0, null, 0],
  ],
  backoffice: [
    [2, 1, 1, 1, 1, 1],
    [1, 3, 2, null],
  ],
};

/** What colleagues say of each other: by whom, of whom, levels of the needs, words of the requirements. */
const TEAM_PEERS: readonly (readonly [
  by: string,
  of: string,
  levels: readonly (0 | 1 | 2 | 3 | null)[],
  words: readonly string[],
])[] = [
  ['analyst', 'lead', [2, 3, 2, 3, 1, 1], ['zna każdy produkt', 'widzi całość', 'słucha się jej', '']],
  [
    'mentor',
    'lead',
    [3, 3, 2, 3, 2, 2],
    ['bardzo dobrze', 'pyta, gdy trzeba', 'spokojna i pewna', 'uczy się'],
  ],
  [
    'brand',
    'lead',
    [2, 2, 1, 3, 2, 1],
    ['od podszewki', 'zna też back office', 'umie przekonać', 'z grubsza'],
  ],
  ['lead', 'analyst', [3, 2, 1, 2, 2, 0], ['taryfy biznesowe', 'coraz szerzej', 'rzeczowa', 'zna CRM']],
  ['mentor', 'analyst', [3, 1, 1, 2, 1, null], ['dobrze', '', 'konkretna', '']],
  ['brand', 'analyst', [2, 2, 1, 3, 2, 1], ['w całości', 'sprzedaż tak', 'cicha, ale słuchana', 'pyta IT']],
  ['lead', 'mentor', [1, 2, 1, 3, 1, 1], ['z rozmów z klientami', 'obsługę', 'cierpliwy', 'zgłoszenia tak']],
];

/** The CX team with its usual lists, what its members say of themselves and of each other, and one gap. */
export async function formTeam({ app, cast }: DemoScene): Promise<void> {
  const lead = cast('lead');
  await app.organisation.nameTeam(lead, {
    version: app.settings.current.version,
    teamName: CX_TEAM.name,
  });
  for (const key of CX_TEAM.members) await app.people.addTeamMember(lead, { personId: cast(key).id });
  await app.people.takeTeamDefaults(lead);
  const { lists } = await app.people.getTeam(lead);
  const needs = lists?.needs.map(({ competenceId }) => competenceId) ?? [];
  const requirements = lists?.requirements.map(({ id }) => id) ?? [];
  const answers = <Said>(ids: readonly string[], fieldOf: (id: string) => string, said: readonly Said[]) =>
    Object.fromEntries(ids.map((id, at) => [fieldOf(id), said[at]]));
  for (const [key, [ofNeeds = [], ofRequirements = []]] of Object.entries(TEAM_OWN)) {
    await app.people.rateOwnTeam(cast(key), {
      ...answers(needs, levelField, ofNeeds),
      ...answers(requirements, levelField, ofRequirements),
    });
  }
  for (const [by, of, levels, words] of TEAM_PEERS) {
    await app.people.rateTeamPeer(cast(by), {
      personId: cast(of).id,
      ...answers(needs, levelField, levels),
      ...answers(requirements, wordField, words),
    });
  }
}
