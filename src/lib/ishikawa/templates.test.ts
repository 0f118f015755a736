import { expect, test } from 'vitest';
import { TEMPLATE_IDS, templateCategories } from './templates.ts';

test('[IK20] the 5M ask their five questions in Polish', () => {
  expect(templateCategories('5m', 'pl').map((category) => category.name)).toEqual([
    'Człowiek',
    'Zarządzanie',
    'Metody',
    'Materiał',
    'Maszyny',
  ]);
});

test('[IK20] both languages of a template have the same number of categories, each with a question', () => {
  const counts = TEMPLATE_IDS.map((id) => {
    const [english, polish] = [templateCategories(id, 'en'), templateCategories(id, 'pl')];
    for (const category of [...english, ...polish]) expect(category.question).toMatch(/\?$/);
    expect(polish).toHaveLength(english.length);
    return english.length;
  });
  expect(counts).toEqual([5, 6, 4, 8, 4, 0]);
});
