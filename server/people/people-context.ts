import type { AccessContext } from '../access/access-context.ts';
import type { Queries } from '../database/engine.ts';
import type { Departure } from './departure.ts';

/** A waiting project, and for each part whose signers would change their names before and after. */
export interface SignerChange {
  id: string;
  number: number;
  title: string;
  parts: readonly { part: 'marketing' | 'customer-service'; before: string[]; after: string[] }[];
}

/** What commands about people need besides. */
export interface PeopleContext extends AccessContext {
  /** What each domain does about a person who is switched off. */
  readonly departures: readonly Departure[];
  /** The projects that wait for a signature and would have other signers if this department's part were another. */
  readonly listSignerChanges: (
    trx: Queries,
    moved: { departmentId: string; part: string | null },
  ) => Promise<SignerChange[]>;
}
