import * as v from 'valibot';

/** From the worst score to the best, in whole steps. */
export interface ContactScale {
  low: number;
  high: number;
}

/** The scales that contacts are rated on; the first that holds every score of a file is guessed. */
export const SCALES: readonly ContactScale[] = [
  { low: 1, high: 5 },
  { low: 1, high: 7 },
  { low: 0, high: 10 },
  { low: 1, high: 10 },
  { low: 1, high: 3 },
  { low: 0, high: 5 },
  { low: 0, high: 1 },
];

/** What is kept of the contacts of one group: how many got each score, from the worst, and how many people had them. */
export interface ContactGroupSums {
  counts: readonly number[];
  people: number;
}

/** All that is kept of a file of contacts [SH89]: never a contact, a day or who had it. */
export interface ContactSums {
  scale: ContactScale;
  guests: ContactGroupSums;
  team: ContactGroupSums;
  /** How many days people of the team had contacts on: each day of each person. */
  teamDays: number;
}

export const CONTACT_GROUPS = ['guests', 'team'] as const;
export type ContactGroup = (typeof CONTACT_GROUPS)[number];

/** More contacts than this are of no round. */
export const MOST_CONTACTS = 1_000_000;

const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MOST_CONTACTS));
const Group = v.object({ counts: v.array(count), people: count });

export const ContactSumsShape = v.pipe(
  v.object({
    scale: v.pipe(
      v.object({ low: v.number(), high: v.number() }),
      v.check((scale) => SCALES.some(({ low, high }) => low === scale.low && high === scale.high)),
    ),
    guests: Group,
    team: Group,
    teamDays: count,
  }),
  v.check(
    ({ scale, guests, team, teamDays }) =>
      [guests, team].every(
        (group) => group.counts.length === stepsOf(scale) && group.people <= contactsOf(group),
      ) &&
      teamDays >= team.people &&
      teamDays <= contactsOf(team),
  ),
);

export function stepsOf({ low, high }: ContactScale): number {
  return high - low + 1;
}

export function contactsOf({ counts }: ContactGroupSums): number {
  return counts.reduce((sum, each) => sum + each, 0);
}

/**
 * The group about which too little is known for it to be said [SH89]: fewer contacts, or fewer different people, than
 * the smallest group of the organisation. A figure of two is a figure of one for the other.
 */
export function tooSmall(
  { guests, team }: Pick<ContactSums, ContactGroup>,
  smallest: number,
): ContactGroup | null {
  const isSmall = (group: ContactGroupSums): boolean =>
    contactsOf(group) < smallest || group.people < smallest;
  return isSmall(guests) ? 'guests' : isSmall(team) ? 'team' : null;
}
