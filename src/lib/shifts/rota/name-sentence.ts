import type { RotaSentence } from './rota-words.ts';

/** What ids are called, by id. */
export interface RotaNames {
  people: Readonly<Record<string, string>>;
  tours: Readonly<Record<string, string>>;
  departments: Readonly<Record<string, string>>;
}

/** In which values of a sentence ids stand, one or several with a comma between. */
const NAMED = {
  person: 'people',
  people: 'people',
  tour: 'tours',
  tours: 'tours',
  department: 'departments',
} as const;

/** A sentence with names where it has ids, so that pages and the command line share their sentences [RT11]. */
export function nameSentence({ key, values, reason }: RotaSentence, names: RotaNames): RotaSentence {
  const named = Object.entries(values).map(([name, value]) => {
    const list = NAMED[name as keyof typeof NAMED]; // undefined for what is no id
    if (list === undefined || typeof value !== 'string') return [name, value] as const;
    return [
      name,
      value
        .split(', ')
        .map((id) => names[list][id] ?? id)
        .join(', '),
    ] as const;
  });
  return {
    key,
    values: Object.fromEntries(named),
    ...(reason && { reason: nameSentence(reason, names) }),
  };
}
