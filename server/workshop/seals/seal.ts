import { createHash } from 'node:crypto';
import { formatJson } from '#lib/ishikawa/formats/fishbone-json.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import type { RatingResult, VoteResult } from '#lib/workshop/ballots/results.ts';
import type { WorkshopStep } from '#lib/workshop/step.ts';
import type { Rooms } from '#server/rooms.ts';
import { boardName } from '../board.ts';

/** What a step ended with. */
export interface SealContent {
  step: Pick<WorkshopStep, 'id' | 'kind' | 'title' | 'minutes' | 'spentMs'>;
  /** The diagram as our JSON writes it. */
  board: string;
  /** What the meeting wrote down together until then [MT15]; absent where it wrote nothing. */
  notes?: string;
  /** What a vote gave [WS31]. */
  votes?: VoteResult;
  /** What the room rated [WS33]. */
  ratings?: RatingResult;
}

/** A stored seal; `hash` is SHA-256 over the hash before it and the content as it is stored. */
export interface Seal {
  number: number;
  stepId: string;
  content: SealContent;
  hash: string;
  sealedAtMs: number;
  /** Whether the hash, computed again, is the one that was stored. */
  isFitting: boolean;
}

/** The board as it is now, in the form that a seal keeps. */
export function readBoardForSeal(rooms: Rooms, workshopId: string): Promise<string> {
  return rooms.read(boardName(workshopId), (doc) =>
    formatJson(readFishbone(openFishbone(doc)).fishbone, { authors: true }),
  );
}

/** SHA-256, in hexadecimal, over the hash of the seal before (empty for the first) and the stored content. */
export function sealHash(before: string, content: string): string {
  return createHash('sha256').update(`${before}\n${content}`).digest('hex');
}
