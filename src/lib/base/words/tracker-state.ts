import { foldText } from './fold-text.ts';

/** How far a ticket of another tracker is. */
export type TrackerState = 'open' | 'done' | 'dropped';

/** States of other trackers, as `foldText` leaves them; nothing is in a project of ours by its word. */
const WORDS: Readonly<Record<TrackerState, readonly string[]>> = {
  open: [
    '',
    'open',
    'to do',
    'todo',
    'new',
    'backlog',
    'in progress',
    'reopened',
    'in review',
    'waiting',
    'blocked',
  ]
    .concat([
      'selected for development',
      'ready',
      'on hold',
      'otwarte',
      'otwarty',
      'otwarta',
      'nowe',
      'nowy',
      'nowa',
    ])
    .concat([
      'do zrobienia',
      'w toku',
      'w trakcie',
      'w realizacji',
      'w trakcie realizacji',
      'wstrzymane',
      'oczekuje',
    ])
    .concat(['do sprawdzenia', 'ponownie otwarte', 'rejestr zadan']),
  done: [
    'done',
    'closed',
    'resolved',
    'fixed',
    'completed',
    'complete',
    'finished',
    'gotowe',
    'zrobione',
    'zamkniete',
  ]
    .concat(['zamkniety', 'zamknieta', 'zakonczone', 'zakonczony', 'zakonczona', 'rozwiazane', 'rozwiazany'])
    .concat(['rozwiazana', 'ukonczone', 'wykonane']),
  dropped: [
    'dropped',
    'won t do',
    'wont do',
    'won t fix',
    'wont fix',
    'cancelled',
    'canceled',
    'rejected',
    'abandoned',
  ]
    .concat([
      'declined',
      'odrzucone',
      'odrzucony',
      'odrzucona',
      'anulowane',
      'anulowany',
      'anulowana',
      'zaniechane',
    ])
    .concat(['porzucone']),
};
const STATE_OF = new Map(
  (['open', 'done', 'dropped'] as const).flatMap((state) =>
    WORDS[state].map((word) => [word, state] as const),
  ),
);

/** The state of a cell; undefined for a word that says nothing to us. */
export function readState(cell: string): TrackerState | undefined {
  return STATE_OF.get(foldText(cell));
}
