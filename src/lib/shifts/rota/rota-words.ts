import type { PersonReasons, WhatIf } from './explain-rota.ts';
import type { RotaConflict } from './lock-conflicts.ts';
import { REST_HOURS } from './rest.ts';
import type { RotaRound } from './rota.ts';

/** A sentence of the catalogues with its values, for pages and the command line alike. */
export interface RotaSentence {
  key: string;
  values: Record<string, string | number>;
  /** A sentence that stands in this one as `{reason}`. */
  reason?: RotaSentence;
}

/** What is in conflict, by the ids of the locks and with what the rule allows. */
export function conflictSentence({ rule, locks, limit = 0, ...names }: RotaConflict): RotaSentence {
  const listed = (ids: readonly string[]): string => [...new Set(ids)].join(', ');
  return {
    key: `shifts.rota.conflict.${rule}`,
    values: {
      person: names.person ?? '',
      tour: names.tour ?? '',
      department: names.department ?? '',
      tours: listed(locks.map(({ tour }) => tour)),
      people: listed(locks.map(({ person }) => person)),
      limit,
      hours: REST_HOURS,
    },
  };
}

/**
 * Why somebody has their tours, and what the tours that they would like better would cost [RT8]. Who would come instead
 * is named where `isNamed` says so, and everybody where nobody says [RT11].
 */
export function reasonSentences(
  round: RotaRound,
  person: number,
  { tours, wishes }: PersonReasons,
  isNamed: (person: number) => boolean = () => true,
): RotaSentence[] {
  const nameOf = (tour: number): string => round.tours[tour]?.id ?? '';
  const who = round.people[person]?.id ?? '';
  return [
    ...tours.flatMap(({ tour, isLocked, without }) => {
      const values = { person: who, tour: nameOf(tour) };
      const why = isLocked
        ? { key: 'shifts.rota.why.locked', values }
        : whatIfSentence('why', without, values);
      return [why, ...insteadSentence(round, without, isNamed)];
    }),
    ...wishes.map(({ tour, with: wish }) =>
      whatIfSentence('wish', wish, { person: who, tour: nameOf(tour) }),
    ),
  ];
}

function whatIfSentence(about: 'why' | 'wish', what: WhatIf, values: RotaSentence['values']): RotaSentence {
  if (what.kind !== 'impossible') {
    const goal = what.kind === 'worse' ? what.stage : 'even';
    const key = about === 'why' ? `shifts.rota.why.${goal}` : `shifts.rota.wish.${goal}`;
    return { key, values: { ...values, ...(what.kind === 'worse' && { by: what.by }) } };
  }
  const [conflict] = what.conflicts;
  return {
    key: 'shifts.rota.wish.impossible',
    values,
    ...(conflict && { reason: conflictSentence(conflict) }),
  };
}

function insteadSentence(
  { people }: RotaRound,
  what: WhatIf,
  isNamed: (person: number) => boolean,
): RotaSentence[] {
  if (what.kind === 'impossible') return [];
  if (!what.people.every(isNamed)) return [{ key: 'shifts.rota.why.another', values: {} }];
  const names = what.people.map((person) => people[person]?.id ?? '').join(', ');
  return [
    names === ''
      ? { key: 'shifts.rota.why.nobody', values: {} }
      : { key: 'shifts.rota.why.instead', values: { people: names } },
  ];
}
