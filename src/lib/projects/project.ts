import type { Id } from '../base/ids.ts';

export type ProjectId = Id<'project'>;

export const PROJECT_STATES = [
  'draft',
  'submitted',
  'sent-back',
  'approved',
  'running',
  'done',
  'stopped',
] as const;
export type ProjectState = (typeof PROJECT_STATES)[number];

export const PROJECT_MOVES = ['submit', 'approve', 'sendBack', 'start', 'finish', 'stop'] as const;
export type ProjectMove = (typeof PROJECT_MOVES)[number];

/** Total on purpose: a state or a move that is added later does not compile until every pair is decided [PR2]. */
const NEXT: Readonly<Record<ProjectState, Readonly<Record<ProjectMove, ProjectState | null>>>> = {
  draft: { submit: 'submitted', approve: null, sendBack: null, start: null, finish: null, stop: 'stopped' },
  submitted: {
    submit: null,
    approve: 'approved',
    sendBack: 'sent-back',
    start: null,
    finish: null,
    stop: 'stopped',
  },
  'sent-back': {
    submit: 'submitted',
    approve: null,
    sendBack: null,
    start: null,
    finish: null,
    stop: 'stopped',
  },
  approved: { submit: null, approve: null, sendBack: null, start: 'running', finish: null, stop: 'stopped' },
  running: { submit: null, approve: null, sendBack: null, start: null, finish: 'done', stop: 'stopped' },
  done: { submit: null, approve: null, sendBack: null, start: null, finish: null, stop: null },
  stopped: { submit: null, approve: null, sendBack: null, start: null, finish: null, stop: null },
};

/** The state after a move, or undefined when the move is not possible [PR2]. */
export function moveProject(state: ProjectState, move: ProjectMove): ProjectState | undefined {
  return NEXT[state][move] ?? undefined;
}

/** Whether aim, people, budget and term may change [PR6]. */
export function isEditable(state: ProjectState): boolean {
  return state === 'draft' || state === 'sent-back';
}

export const HEALTHS = ['on-track', 'at-risk', 'off-track'] as const;
/** How a running project goes [PR7]. */
export type Health = (typeof HEALTHS)[number];

export const CURRENCIES = ['PLN', 'EUR'] as const;
export type Currency = (typeof CURRENCIES)[number];
