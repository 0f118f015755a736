import { readForComparing, TextComparison } from '../../base/words/compare-texts.ts';

/** As many lessons as one project keeps, and as many as are shown beside one that begins. */
export const MOST_LESSONS = 20;
export const MOST_LESSON_PROJECTS = 5;
export const LONGEST_LESSON = 500;

/** Lessons as people write them, one a line; each once, in their order. */
export function readLessons(text: string): string[] {
  return [...new Set(text.split('\n').map((line) => line.trim().replace(/^[-–•*]\s*/u, '')))].filter(Boolean);
}

/** A project that is over, with what was learned from it. */
export interface LearnedProject {
  number: number;
  title: string;
  /** What it was about: aim and the issues behind it. */
  about: string;
  lessons: readonly string[];
}

/**
 * What was learned in projects that are about the same as this one, the most alike first [PR65]: by the cosine of
 * their rarer words, of title against title and of all their words against all.
 */
export function lessonsFor<Learned extends LearnedProject>(
  project: { title: string; about: string },
  learned: readonly Learned[],
): Learned[] {
  const found = new Map<Learned, number>();
  const texts = [
    { own: project.title, of: ({ title }: Learned) => title },
    {
      own: `${project.title} ${project.about}`,
      of: ({ title, about, lessons }: Learned) => `${title} ${about} ${lessons.join(' ')}`,
    },
  ];
  for (const { own, of } of texts) {
    const comparison = new TextComparison(readForComparing(learned.map((one) => ({ one, text: of(one) }))));
    for (const { thing, likeness } of comparison.find(own, MOST_LESSON_PROJECTS))
      found.set(thing.one, Math.max(found.get(thing.one) ?? 0, likeness));
  }
  return [...found]
    .toSorted(([, one], [, other]) => other - one)
    .slice(0, MOST_LESSON_PROJECTS)
    .map(([one]) => one);
}
