import { expect, test } from 'vitest';
import { lessonsFor, MOST_LESSON_PROJECTS, readLessons } from './lessons.ts';

const learned = (number: number, title: string, about: string) => ({
  ...{ number, title, about, lessons: ['Ask the supplier first'] },
});
const PAST = [
  learned(1, 'Oddzwanianie w godzinę', 'Klient nie czeka na infolinii'),
  learned(2, 'Faktura na jednej stronie', 'Rozliczenie jest zrozumiałe'),
  learned(3, 'Nowe menu IVR', 'Klient trafia do właściwej osoby'),
];

test('[PR64] lessons are one a line, each once', () => {
  expect(readLessons(' - Ask first\n\n• Ask first\nTest on two teams ')).toEqual([
    'Ask first',
    'Test on two teams',
  ]);
  expect(readLessons('')).toEqual([]);
});

test('[PR65] a project that begins is shown what was learned in those like it', () => {
  const find = (title: string, about = '') => lessonsFor({ title, about }, PAST).map(({ number }) => number);
  expect(find('Oddzwaniamy w ciągu godziny')).toEqual([1]);
  expect(find('Faktury na jednej stronie')).toEqual([2]);
  expect(find('Nowy regulamin parkingu')).toEqual([]);
  const many = Array.from({ length: MOST_LESSON_PROJECTS + 1 }, (_, i) => learned(i, 'Menu IVR', `x${i}`));
  expect(lessonsFor({ title: 'Menu IVR', about: '' }, many)).toHaveLength(MOST_LESSON_PROJECTS);
});
