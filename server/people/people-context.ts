import type { AccessContext } from '../access/access-context.ts';
import type { Departure } from './departure.ts';

/** What commands about people need besides. */
export interface PeopleContext extends AccessContext {
  /** What each domain does about a person who is switched off. */
  readonly departures: readonly Departure[];
}
