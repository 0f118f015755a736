import type { Id } from '../base/ids.ts';

export type StepId = Id<'step'>;

/** What a part of a workshop is about; it decides what the room sees and may do [WS2]. */
export const STEP_KINDS = [
  'welcome',
  'evidence',
  'write',
  'reveal',
  'group',
  'whys',
  'vote',
  'rate',
  'agenda',
  'wrapup',
] as const;
export type StepKind = (typeof STEP_KINDS)[number];

/** Where a workshop stands: before it is opened, in a step of some kind, or closed. */
export const STAGES = ['prepare', ...STEP_KINDS, 'closed'] as const;
export type Stage = (typeof STAGES)[number];

/** Whether everybody works for themselves at this stage, in a panel beside the board. */
export function isBallotStage(stage: Stage | undefined): boolean {
  return stage === 'write' || stage === 'vote' || stage === 'rate';
}

/** What works with what was written in silence, and the end: whichever comes first ends the silence [WS21]. */
const AFTER_SILENCE: readonly Stage[] = ['reveal', 'group', 'whys', 'vote', 'rate', 'wrapup', 'closed'];

/** Whether coming to this stage shows what was written in silence. */
export function isAfterSilence(stage: Stage): boolean {
  return AFTER_SILENCE.includes(stage);
}

/** What a step may be told besides its kind; each kind reads its own. */
export interface StepSettings {
  /** `vote`: dots that everybody may place. */
  budget?: number;
  /** `vote`: the most that one cause may get from one person. */
  capPerCause?: number;
  /** `write`: whether the causes come out without their authors [WS20]. */
  isAnonymous?: boolean;
}

/** One part of a workshop, as it was prepared and as it went. */
export interface WorkshopStep {
  id: StepId;
  kind: StepKind;
  title: string;
  /** What people are to do, in the facilitator's words; empty shows the standing instruction. */
  instruction: string;
  minutes: number;
  /** Left out this time; it keeps its place and whatever it holds. */
  isSkipped: boolean;
  settings: StepSettings;
  /** When the room last came here; null while it never did. */
  enteredAtMs: number | null;
  /** How long the room has been here, over all visits that ended. */
  spentMs: number;
}

/** What an actor may do with the board. */
export type BoardAccess = 'none' | 'read' | 'write';

/**
 * What may be done on the board at each stage [WS3] [WS4]. While people write for themselves the
 * board can be read: they see the bones and questions that they write for. What is voted on or rated
 * stands still for all.
 */
export const BOARD_ACCESS: Readonly<Record<Stage, { facilitator: BoardAccess; participant: BoardAccess }>> = {
  prepare: { facilitator: 'write', participant: 'none' },
  welcome: { facilitator: 'write', participant: 'read' },
  evidence: { facilitator: 'write', participant: 'read' },
  write: { facilitator: 'write', participant: 'read' },
  reveal: { facilitator: 'write', participant: 'read' },
  group: { facilitator: 'write', participant: 'write' },
  whys: { facilitator: 'write', participant: 'write' },
  vote: { facilitator: 'read', participant: 'read' },
  rate: { facilitator: 'read', participant: 'read' },
  agenda: { facilitator: 'write', participant: 'read' },
  wrapup: { facilitator: 'write', participant: 'read' },
  closed: { facilitator: 'read', participant: 'read' },
};
