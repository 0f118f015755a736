import { walkCauses, type Fishbone } from '#lib/ishikawa/fishbone.ts';

/** The fewest people whose causes are counted together: fewer would be named by their share [WS100]. */
export const FEWEST_VOICES = 3;

/** How much of the diagram came from the people of one department. */
export interface Voice {
  /** Null for the departments that are too small to stand alone, taken together. */
  department: string | null;
  people: number;
  causes: number;
  /** Share of all causes that are counted, 0 to 1. */
  share: number;
}

/**
 * The share of causes by department [WS100], the largest first. Departments of fewer than three
 * authors are taken together; when even those are fewer than three, the smallest shown department
 * joins them, so that no share can be worked out from the others. Causes without an author (silent
 * writing) and authors whose department is not known are not counted. Empty when fewer than three
 * people wrote.
 */
export function voiceByDepartment(
  fishbone: Pick<Fishbone, 'bones'>,
  departmentOf: (authorId: string) => string | undefined,
): Voice[] {
  const groups = new Map<string, { people: Set<string>; causes: number }>();
  for (const { node } of walkCauses(fishbone)) {
    if (node.authorId === null || node.twinOf !== null || node.text.trim() === '') continue;
    const department = departmentOf(node.authorId);
    if (department === undefined || department === '') continue;
    const group = groups.get(department) ?? { people: new Set(), causes: 0 };
    group.people.add(node.authorId);
    group.causes++;
    groups.set(department, group);
  }
  const all = [...groups]
    .map(([department, { people, causes }]) => ({ department, people: people.size, causes }))
    .sort((left, right) => right.people - left.people || right.causes - left.causes);
  const shown = all.filter(({ people }) => people >= FEWEST_VOICES);
  const small = all.slice(shown.length);
  while (small.length > 0 && sum(small, 'people') < FEWEST_VOICES) {
    const joined = shown.pop();
    if (!joined) return [];
    small.push(joined);
  }
  const rest = { department: null, people: sum(small, 'people'), causes: sum(small, 'causes') };
  const total = sum(all, 'causes');
  return [...shown, ...(small.length > 0 ? [rest] : [])]
    .map((group) => ({ ...group, share: total === 0 ? 0 : group.causes / total }))
    .sort((left, right) => right.share - left.share);
}

/** Everybody who wrote a cause that still stands. */
export function listAuthors(fishbone: Pick<Fishbone, 'bones'>): string[] {
  return [...walkCauses(fishbone)].flatMap(({ node }) => node.authorId ?? []);
}

function sum<Key extends string>(groups: readonly Record<Key, number>[], key: Key): number {
  return groups.reduce((total, group) => total + group[key], 0);
}
