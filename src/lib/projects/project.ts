import type { Id } from '../base/ids.ts';

export type ProjectId = Id<'project'>;

export const PROJECT_STATES = [
  'draft',
  'submitted',
  'sent-back',
  'approved',
  'running',
  'on-hold',
  'done',
  'stopped',
  'declined',
] as const;
export type ProjectState = (typeof PROJECT_STATES)[number];

export const PROJECT_MOVES = [
  'submit',
  'approve',
  'sendBack',
  'withdraw',
  'start',
  'hold',
  'resume',
  'finish',
  'stop',
  'decline',
  'reopen',
  'revert',
] as const;
export type ProjectMove = (typeof PROJECT_MOVES)[number];

const NONE = {
  submit: null,
  approve: null,
  sendBack: null,
  withdraw: null,
  start: null,
  hold: null,
  resume: null,
  finish: null,
  stop: null,
  decline: null,
  reopen: null,
  revert: null,
} as const;

/** Where a project can be when a change takes it back to its signers [PR41]. */
export const STAGES_BEFORE = ['approved', 'running', 'on-hold'] as const;
export type StageBefore = (typeof STAGES_BEFORE)[number];

/** Total on purpose: a state that is added later does not compile until its moves are decided [PR2]. */
const NEXT: Readonly<Record<ProjectState, Readonly<Record<ProjectMove, ProjectState | null>>>> = {
  draft: { ...NONE, submit: 'submitted', stop: 'stopped' },
  submitted: { ...NONE, approve: 'approved', sendBack: 'sent-back', decline: 'declined', stop: 'stopped' },
  'sent-back': { ...NONE, submit: 'submitted', withdraw: 'submitted', stop: 'stopped' },
  approved: { ...NONE, withdraw: 'submitted', start: 'running', stop: 'stopped', reopen: 'submitted' },
  running: { ...NONE, hold: 'on-hold', finish: 'done', stop: 'stopped', reopen: 'submitted' },
  'on-hold': { ...NONE, resume: 'running', stop: 'stopped', reopen: 'submitted' },
  done: NONE,
  stopped: NONE,
  declined: { ...NONE, withdraw: 'submitted' },
};

/**
 * The state after a move, or undefined when the move is not possible [PR2]. `before` is where a project was that is
 * approved anew: its approval leads back there, a decision that led there can be taken back, and what was sent back
 * or declined can go back to what was approved [PR41].
 */
export function moveProject(
  state: ProjectState,
  move: ProjectMove,
  before: StageBefore | null = null,
): ProjectState | undefined {
  if (before !== null) {
    if (move === 'approve' && state === 'submitted') return before;
    if (move === 'decline' && state === 'submitted') return 'sent-back';
    if (move === 'revert' && (state === 'sent-back' || state === 'submitted')) return before;
    if (move === 'withdraw' && state === before) return 'submitted';
  }
  return NEXT[state][move] ?? undefined;
}

/** Whether work on a project goes on: it runs, or a change of it waits to be signed while nobody stopped the work [PR41]. */
export function isWorking(project: {
  state: ProjectState;
  stageBefore: StageBefore | null;
  worksOn: boolean;
}): boolean {
  if (project.state === 'running') return true;
  const isReopened = project.state === 'submitted' || project.state === 'sent-back';
  return isReopened && project.stageBefore === 'running' && project.worksOn;
}

/** Whether nothing more comes of a project. */
export function isProjectOver(state: ProjectState): boolean {
  return state === 'done' || state === 'stopped' || state === 'declined';
}

/** Moves that end or interrupt a project: they owe a reason, are asked about, or both [PR14]. */
export const ENDING_MOVES = ['hold', 'finish', 'stop'] as const;
export type EndingMove = (typeof ENDING_MOVES)[number];

/** Whether a move has to say why [PR14]. */
export function owesReason(move: ProjectMove): boolean {
  return move === 'hold' || move === 'stop';
}

/** Whether aim, people, budget and term may change [PR6]. */
export function isEditable(state: ProjectState): boolean {
  return state === 'draft' || state === 'sent-back';
}

export const HEALTHS = ['on-track', 'at-risk', 'off-track'] as const;
/** How a running project goes [PR7]. */
export type Health = (typeof HEALTHS)[number];
