import type { AgendaOffer } from '../meeting/agenda-item.ts';
import type { MyBallot } from '../ballots/my-ballot.ts';
import type { Participation } from '../workshop.ts';

/** Somebody of a workshop, for the figures of those who steer. */
export interface RoomPerson {
  id: string;
  /** By which the presence of their pages is known. */
  key: string;
  name: string;
  department: string;
  /** Expected in the room: whoever only watches is not. */
  takesPart: boolean;
}

/** What only this person may see: their own ballot and answers; for who steers, paper, lobby and what is parked. */
export interface RoomOwn {
  participation: Participation;
  mine: MyBallot | undefined;
  /** Ids of definitions. */
  entries: { proposed: readonly string[]; approved: readonly string[] };
  pulse: number | undefined;
  papers: readonly { voterId: string; name: string; department: string }[];
  waiting: readonly { id: string; name: string; department: string; isObserver: boolean }[];
  /** Everybody who may write here, as they are now: who came after the page was loaded is among them. */
  people: readonly RoomPerson[];
  /** For who steers, what else could stand on the agenda. */
  offers: readonly AgendaOffer[];
  carryable: readonly { id: string; text: string; workshopTitle: string }[];
}
