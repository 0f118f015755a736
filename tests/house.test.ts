import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { expect, test } from 'vitest';

/** The house: where modules lie, and how many fit into a room (docs/architecture.md). */
const ROOT = join(import.meta.dirname, '..');
const MOST_MODULES = 25;
/** A list in order of numbers, of which nobody reads more than one. */
const LISTS = ['server/database/migrations'];

/** Words that stood for what has a name of its own in docs/glossary.md: they do not come back into the texts. */
const OLD_WORDS: Record<string, readonly [word: RegExp, now: string][]> = {
  en: [
    [/\bsubstitutes?\b/i, 'deputy'],
    [/\bobservations?\b/i, 'finding'],
    [/\b(this|a|the) shift (has begun|is full)\b/i, 'tour'],
    [/\bband\b(?=.*interval)/i, 'strip: a band says when an issue is dealt with'],
  ],
  pl: [
    [/": ".*agend[aęyzi]/i, 'program, or porządek of a meeting'],
    [/plan(u|em|ie)? spotkania/i, 'program warsztatu'],
    [/zaplanuj turę|pierwsz[aą] tur[aęy]|(nazwa|cel) tury/i, 'runda: a tura is one of its days'],
    [/(tym|ten|na) dyżu(r|rze) (nie ma|już się)/i, 'tura'],
    [/zagadnieni/i, 'problem'],
    [/obserwacj/i, 'spostrzeżenie'],
    [/pasmo(?=.*przedział)/i, 'pas: pasmo says when an issue is dealt with'],
    [/substytu/i, 'zastępca'],
  ],
};

/** The pages as they were built, or as they are edited: the server loads one of both files. */
const ONE_OF_TWO = 'createPages';

const files = execFileSync('git', ['ls-files'], { cwd: ROOT, encoding: 'utf8' }).split('\n');
const modules = files.filter((file) => /\.(ts|js|cjs|svelte)$/.test(file) && !/\.test\.ts$/.test(file));

test(`no folder holds more than ${MOST_MODULES} modules`, () => {
  const folders = Map.groupBy(modules, (file) => dirname(file));
  const full = [...folders].filter(
    ([folder, inside]) => inside.length > MOST_MODULES && !LISTS.includes(folder),
  );
  expect(full.map(([folder, inside]) => `${folder}: ${inside.length}`)).toEqual([]);
});

test('no folder or file is a drawer for what has no name', () => {
  const drawers = /^(utils?|helpers?|common|shared|services|models|stores|types|misc)(\.ts)?$/;
  const named = modules.filter((file) =>
    [...dirname(file).split('/'), basename(file)].some((part) => drawers.test(part)),
  );
  expect(named).toEqual([]);
});

test('an exported name stands for one thing', () => {
  const named = new Map<string, Set<string>>();
  for (const file of modules) {
    // Pages and migrations have the names that their frameworks ask for.
    if (!/^(src\/lib|server|cli)\/.*\.ts$/.test(file) || /\/(testing|migrations)\//.test(file)) continue;
    const text = readFileSync(join(ROOT, file), 'utf8');
    for (const [, name = ''] of text.matchAll(
      /^export (?:async )?(?:function|class|interface|type|const) (\w+)/gm,
    ))
      named.set(name, (named.get(name) ?? new Set()).add(file));
  }
  // A command and the query that it calls do the same, each in its file.
  const isPair = (places: ReadonlySet<string>) =>
    places.size === 2 &&
    [...places].some((file) => file.endsWith('store.ts')) &&
    [...places].some((file) => file.endsWith('commands.ts'));
  const twice = [...named].filter(
    ([name, places]) => places.size > 1 && !isPair(places) && name !== ONE_OF_TWO,
  );
  expect(twice.map(([name, places]) => `${name}: ${[...places].join(', ')}`)).toEqual([]);
});

test('the texts name a thing with its one word', () => {
  const found = Object.entries(OLD_WORDS).flatMap(([locale, words]) =>
    files
      .filter((file) => file.startsWith(`src/lib/i18n/${locale}/`))
      .flatMap((file) => readFileSync(join(ROOT, file), 'utf8').split('\n'))
      .flatMap((line) =>
        words.filter(([word]) => word.test(line)).map(([, now]) => `${line.trim()} wants: ${now}`),
      ),
  );
  expect(found).toEqual([]);
});

test('a file of more than 300 lines says why on its first line', () => {
  const silent = modules.filter((file) => {
    const text = readFileSync(join(ROOT, file), 'utf8');
    return text.split('\n').length > 301 && !/^(\/\/|<!--) Above 300 lines: /.test(text);
  });
  expect(silent.filter((file) => !/^(bench|tests)\//.test(file))).toEqual([]);
});

test('no test has a patience of its own: what must come is waited for as long everywhere', () => {
  // A number of one's own, a wait of Vitest's that has a second by default, or a pause in the hope that it is enough.
  const own = /\btimeout: *\d|setDefaultTimeout\(\d|\bvi\.waitFor|waitForTimeout\(/;
  const waiting = files.filter(
    (file) => /^tests\/|\.test\.ts$|\/testing\//.test(file) && file.endsWith('.ts'),
  );
  const found = waiting.flatMap((file) =>
    readFileSync(join(ROOT, file), 'utf8')
      .split('\n')
      .filter((line) => own.test(line))
      .map((line) => `${file}: ${line.trim()}`),
  );
  // Many workshops by chance take their time; each is bounded.
  expect(found.filter((line) => !/SESSIONS \* |const own = /.test(line))).toEqual([]);
});
