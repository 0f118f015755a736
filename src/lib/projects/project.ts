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
} as const;

/** Total on purpose: a state that is added later does not compile until its moves are decided [PR2]. */
const NEXT: Readonly<Record<ProjectState, Readonly<Record<ProjectMove, ProjectState | null>>>> = {
  draft: { ...NONE, submit: 'submitted', stop: 'stopped' },
  submitted: { ...NONE, approve: 'approved', sendBack: 'sent-back', stop: 'stopped' },
  'sent-back': { ...NONE, submit: 'submitted', withdraw: 'submitted', stop: 'stopped' },
  approved: { ...NONE, withdraw: 'submitted', start: 'running', stop: 'stopped' },
  running: { ...NONE, hold: 'on-hold', finish: 'done', stop: 'stopped' },
  'on-hold': { ...NONE, resume: 'running', stop: 'stopped' },
  done: NONE,
  stopped: NONE,
};

/** The state after a move, or undefined when the move is not possible [PR2]. */
export function moveProject(state: ProjectState, move: ProjectMove): ProjectState | undefined {
  return NEXT[state][move] ?? undefined;
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
