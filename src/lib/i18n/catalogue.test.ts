import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@formatjs/icu-messageformat-parser';
import { expect, test } from 'vitest';
import { typeMessages } from '../../../tools/type-messages.ts';
import { loadMessages, NAMESPACES, SERVER_NAMESPACES } from './catalogue.ts';
import { Translator } from './translator.ts';

test('no key stands twice in a file: JSON would take the last one without a word', () => {
  for (const file of globSync(join(import.meta.dirname, '{en,pl}', '*.json'))) {
    const keys = [...readFileSync(file, 'utf8').matchAll(/^\s*"([^"]+)":/gm)].map(([, key]) => key);
    expect([file, keys.filter((key, i) => keys.indexOf(key) !== i)]).toEqual([file, []]);
  }
});

test('the types of the values are those of the texts (else: npm run messages)', async () => {
  const written = readFileSync(join(import.meta.dirname, 'message-arguments.ts'), 'utf8');
  expect(written).toBe(await typeMessages());
});

test('a text is called with its values, each of its type: the compiler says so', async () => {
  const english = new Translator('en', await loadMessages('en', ['base']));
  expect(english.t('table.rows', { n: 2 })).toBe('2 rows');
  // @ts-expect-error a number is not a text
  english.t('table.rows', { n: '2' });
  // @ts-expect-error the text takes no such value
  english.t('action.save', { n: 2 });
  // @ts-expect-error the value is forgotten
  expect(() => english.t('table.rows')).toThrow(/"n"/);
  // @ts-expect-error of one of two keys, the values of both are needed
  expect(() => english.t(english.locale === 'en' ? 'table.rows' : 'action.save')).toThrow(/"n"/);
});

for (const namespace of [...NAMESPACES, ...SERVER_NAMESPACES]) {
  test(`the Polish texts of "${namespace}" are complete and take the same values as the English ones`, async () => {
    const english = await loadMessages('en', [namespace]);
    const polish = await loadMessages('pl', [namespace]);
    expect(Object.keys(polish).sort()).toEqual(Object.keys(english).sort());
    for (const [key, message] of Object.entries(english)) {
      expect([key, argumentsOf(polish[key] ?? '')]).toEqual([key, argumentsOf(message)]);
    }
  });

  test(`every Polish plural of "${namespace}" has all four forms`, async () => {
    const polish = await loadMessages('pl', [namespace]);
    for (const [key, message] of Object.entries(polish)) {
      for (const forms of pluralsOf(message)) {
        expect([key, ...['one', 'few', 'many', 'other'].filter((form) => !forms.includes(form))]).toEqual([
          key,
        ]);
      }
    }
  });
}

test('Polish plurals choose the right form', async () => {
  const polish = new Translator('pl', await loadMessages('pl', ['base']));
  const rows = [1, 2, 5, 22, 112].map((n) => polish.t('table.rows', { n }));
  expect(rows).toEqual(['1 wiersz', '2 wiersze', '5 wierszy', '22 wiersze', '112 wierszy']);
});

test('numbers, dates and sorting follow the language', () => {
  const polish = new Translator('pl', {});
  expect(polish.number(-39.84, { digits: 2 })).toBe('\u221239,84');
  expect(polish.percent(0.8207)).toBe('82,1\u00a0%');
  expect(['zima', 'łąka', 'las', 'ćma', 'cel'].sort((a, b) => polish.compare(a, b))).toEqual([
    'cel',
    'ćma',
    'las',
    'łąka',
    'zima',
  ]);
});

type Elements = ReturnType<typeof parse>;

function argumentsOf(message: string): string[] {
  const names = new Set<string>();
  walk(parse(message), (element) => {
    if ('value' in element && element.type !== 0) names.add(String(element.value));
  });
  return [...names].sort();
}

function pluralsOf(message: string): string[][] {
  const found: string[][] = [];
  walk(parse(message), (element) => {
    if (element.type === 6) found.push(Object.keys(element.options));
  });
  return found;
}

function walk(elements: Elements, visit: (element: Elements[number]) => void): void {
  for (const element of elements) {
    visit(element);
    if ('options' in element) for (const option of Object.values(element.options)) walk(option.value, visit);
  }
}
