import type { MyBallot } from '../ballots/my-ballot.ts';
import type { Participation } from '../workshop.ts';

/** What only this person may see: their own ballot and answers; for who steers, paper, lobby and what is parked. */
export interface RoomOwn {
  participation: Participation;
  mine: MyBallot | undefined;
  /** Ids of definitions. */
  entries: { proposed: readonly string[]; approved: readonly string[] };
  pulse: number | undefined;
  papers: readonly { voterId: string; name: string; department: string }[];
  waiting: readonly { id: string; name: string; department: string; isObserver: boolean }[];
  carryable: readonly { id: string; text: string; workshopTitle: string }[];
}
