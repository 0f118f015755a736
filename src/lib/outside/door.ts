import type { Id } from '../base/ids.ts';
import type { Locale } from '../base/locale.ts';
import type { SubjectRef } from '../base/subject.ts';

export type DoorId = Id<'door'>;

/** A door is open for so many days at most [OD6]. */
export const DOOR_DAYS = 90;

/** What was said at a door, and the door with it, is forgotten so long after it ended. */
export const DOOR_KEPT_DAYS = 365;

/** Doors on one subject that are open at once: more are no longer looked after. */
export const MOST_DOORS = 30;

/** Comments and answers at one door: whoever has more to say writes a letter. */
export const MOST_DOOR_WORDS = 100;

/** Commitments that one door shows. */
export const MOST_DOOR_COMMITMENTS = 50;

/** A visit that was begun by a press lasts so long; then the link is pressed again. */
export const VISIT_HOURS = 12;

/** A code of the mail is good for so long, and for so many tries [OD5]. */
export const CODE_MINUTES = 15;
export const MOST_CODE_TRIES = 5;
export const CODE_DIGITS = 6;

/** How a formal act ends. */
export const DOOR_OUTCOMES = ['accepted', 'refused'] as const;
export type DoorOutcome = (typeof DOOR_OUTCOMES)[number];

/** What is written down of what its holder says at a door. */
export const DOOR_WORD_KINDS = ['comment', ...DOOR_OUTCOMES] as const;
export type DoorWordKind = (typeof DOOR_WORD_KINDS)[number];

export interface DoorWord {
  kind: DoorWordKind;
  text: string;
  atMs: number;
}

/** Why a door lets nobody in. */
export type DoorState = 'open' | 'expired' | 'ended';

/** Whether a door lets its holder in at a moment [OD6]; what became of its subject and its maker is asked besides. */
export function doorState(
  { endedAtMs, expiresAtMs }: { endedAtMs: number | null; expiresAtMs: number },
  nowMs: number,
): DoorState {
  if (endedAtMs !== null) return 'ended';
  return nowMs < expiresAtMs ? 'open' : 'expired';
}

/** Whose commitment it is: by its address where it has one, else by its name [OD2]. */
export function isOfHolder(
  owner: { name: string; address: string },
  holder: { name: string; address: string },
): boolean {
  const plain = (text: string): string => text.trim().toLowerCase();
  if (owner.address !== '') return plain(owner.address) === plain(holder.address);
  return plain(owner.name) === plain(holder.name);
}

/** A commitment as its owner sees it at a door: what was promised, and nothing of what the house thinks of it. */
export interface DoorCommitment {
  id: string;
  text: string;
  dueOn: string | null;
  state: 'open' | 'kept' | 'kept-late' | 'broken' | 'withdrawn';
  /** The interim answers that its owner gave. */
  answers: readonly { text: string; atMs: number }[];
  version: number;
}

/** Everything that a door shows [OD2]. */
export interface DoorPlace {
  id: DoorId;
  title: string;
  message: string;
  /** What is to be accepted; empty where nothing is. */
  asks: string;
  holderName: string;
  /** Where codes are mailed to, as far as its owner recognises it. */
  mailedTo: string;
  makerName: string;
  /** The last day (ISO) on which it is open. */
  lastDay: string;
  commitments: readonly DoorCommitment[];
  /** What was said here, by its holder alone. */
  words: readonly DoorWord[];
  outcome: DoorOutcome | null;
  /** Whether a code is on its way and can be typed. */
  isCodeSent: boolean;
  today: string;
}

/** A door as those who look after it see it. */
export interface ListedDoor {
  id: DoorId;
  subject: SubjectRef & { title: string; href: string };
  holderName: string;
  holderAddress: string;
  locale: Locale;
  title: string;
  asks: string;
  makerName: string;
  madeAtMs: number;
  /** The last day (ISO) on which it is open. */
  lastDay: string;
  state: DoorState;
  /** How often its holder came in, by a press. */
  visits: number;
  commitments: number;
  outcome: DoorOutcome | null;
  words: readonly DoorWord[];
  isMine: boolean;
}
