import { pick, type RandomSource } from '../../../base/random.ts';

/** A round as it is written in a file. */
export interface RoundFile {
  tours: {
    id: string;
    start: string;
    end: string;
    seats: number;
    departmentCap?: number;
    scopes?: Record<string, number>;
  }[];
  people: {
    id: string;
    department: string | null;
    history: number;
    weight?: number;
    preferences: Record<string, number>;
    unavailable: string[];
    maxTours?: number;
    locked?: string[];
    scopes?: string[];
  }[];
  published?: { person: string; tour: string }[];
  zone?: string;
  timeLimitSeconds?: number;
}

export interface RandomRoundShape {
  people: number;
  tours: number;
  seats: number;
  /** Tours begin this many hours one after the other, a few at the same time. */
  hoursApart: number;
  unavailable: number;
  maxTours: number;
  departmentCap?: number;
  departments: number;
  hasWeights: boolean;
  hasScopes: boolean;
  /** The share of pairs that are locked. */
  locked?: number;
  /** How many tours a person likes or dislikes. */
  preferences: number;
}

/** A round of made-up people; `random` decides about everything that the shape leaves open. */
export function randomRound(random: RandomSource, shape: RandomRoundShape): RoundFile {
  const whole = (below: number): number => Math.floor(random() * below);
  const tours = Array.from({ length: shape.tours }, (_, i) => {
    const start = Temporal.PlainDateTime.from('2026-03-26T08:00').add({ hours: i * shape.hoursApart });
    const minute = (time: Temporal.PlainDateTime): string => time.toString({ smallestUnit: 'minute' });
    return {
      id: `t${i}`,
      start: minute(start),
      end: minute(start.add({ hours: 8 })),
      seats: shape.seats,
      ...(shape.departmentCap !== undefined && { departmentCap: shape.departmentCap }),
      ...(shape.hasScopes && { scopes: { phone: 1 + whole(2), chat: 1, tickets: whole(2) } }),
    };
  });
  const scopes = [['phone', 'chat'], ['chat', 'tickets'], ['phone', 'tickets'], ['phone'], ['chat'], []];
  const people = Array.from({ length: shape.people }, (_, i) => ({
    id: `p${i}`,
    department: `d${whole(shape.departments)}`,
    history: whole(6),
    ...(shape.hasWeights && { weight: (25 + whole(150)) / 100 }),
    preferences: Object.fromEntries(
      Array.from({ length: shape.preferences }, () => [`t${whole(shape.tours)}`, 1 + whole(4)]),
    ),
    unavailable: tours.filter(() => random() < shape.unavailable).map(({ id }) => id),
    maxTours: 1 + whole(shape.maxTours),
    locked: tours.filter(() => random() < (shape.locked ?? 0)).map(({ id }) => id),
    ...(shape.hasScopes && { scopes: pick(random, scopes) ?? [] }),
  }));
  return { tours, people };
}
