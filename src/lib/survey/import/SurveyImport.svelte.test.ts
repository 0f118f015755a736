import * as v from 'valibot';
import { expect, test } from 'vitest';
import { askInPlace } from '#lib/base/testing/answer-in-place.ts';
import { answerImport } from './answer-import.ts';
import { type ImportProfile, ImportSettings } from './import-profile.ts';
import { MOST_STEPS_BACK, type SendWave, SurveyImport } from './SurveyImport.svelte.ts';

function surveyFile(text: string, name = 'survey.csv'): File {
  return new File([text], name);
}

const SMALL = `id,NPS\n${Array.from({ length: 240 }, (_, i) => `${i + 1},${i % 12}`).join('\n')}\n`;

async function readSmall(send: SendWave = async () => 'wave-1'): Promise<SurveyImport> {
  const state = new SurveyImport(askInPlace(answerImport), send);
  await state.chooseFile(surveyFile(SMALL));
  await state.confirmPassport();
  return state;
}

test('[SV25] the steps: choose, passport, columns, done', async () => {
  const state = new SurveyImport(askInPlace(answerImport), async () => 'wave-1');
  expect(state.step.name).toBe('choose');
  await state.chooseFile(surveyFile(SMALL));
  expect(state.step.name).toBe('passport');
  await state.confirmPassport();
  expect(state.step.name).toBe('columns');
  await state.confirmColumns();
  expect(state.step).toMatchObject({ name: 'done', waveId: 'wave-1' });
});

test('[SV29] a workbook that cannot be opened is refused by name', async () => {
  const state = new SurveyImport(askInPlace(answerImport), async () => '');
  await state.chooseFile(surveyFile('PK\u0003\u0004xl/workbook.xml'));
  expect(state.step).toMatchObject({ name: 'refused', issue: { code: 'damaged-workbook' } });
});

test('[SV13] accepting 11 as N/A shows NPS before and after', async () => {
  const state = await readSmall();
  const nps = () => state.decisions[1];
  expect(nps()?.proposals.map(({ text }) => text)).toEqual(['11']);
  const before = nps()?.now?.estimate;
  const proposed = nps()?.proposed?.estimate;
  expect([before?.n, proposed?.n]).toEqual([240, 220]);
  state.acceptProposals(1);
  expect([nps()?.now?.estimate, nps()?.proposals, nps()?.isChanged]).toEqual([proposed, [], true]);
  state.setNaCodes(1, []);
  expect(nps()?.now?.estimate).toEqual(before);
});

test('[SV6] a change of the passport reads the head again', async () => {
  const state = new SurveyImport(askInPlace(answerImport), async () => '');
  await state.chooseFile(surveyFile(SMALL));
  await state.changePassport({ headerRows: 0 });
  const { step } = state;
  expect(step.name === 'passport' && step.passport.headings.map(({ name }) => name)).toEqual([
    'Column 1',
    'Column 2',
  ]);
});

test('[SV6] reading waits for the changes of the passport that are still under way', async () => {
  const state = new SurveyImport(askInPlace(answerImport), async () => '');
  await state.chooseFile(surveyFile(SMALL));
  const changes = [state.changePassport({ headerRows: 0 }), state.changePassport({ headerRows: 1 })];
  await state.confirmPassport();
  await Promise.all(changes);
  expect(state.step.name).toBe('columns');
  expect(state.decisions[1]?.description.summary.name).toBe('NPS');
});

test('[SV31] a number set for a wording, and the direction of a scale, change the figure at once', async () => {
  const words = ['zadowolony', 'bardzo zadowolony', 'niezadowolony'];
  const rows = Array.from({ length: 60 }, (_, i) => `${i + 1};${words[i % 3]};${(i % 5) + 1}`).join('\n');
  const state = new SurveyImport(askInPlace(answerImport), async () => '');
  await state.chooseFile(surveyFile(`id;Zadowolenie z czatu;Ocena ceny\n${rows}\n`));
  await state.confirmPassport();
  expect(state.decisions[1]?.wordings.map(({ text, point, count }) => [text, point, count])).toEqual([
    ['niezadowolony', 2, 20],
    ['zadowolony', 4, 20],
    ['bardzo zadowolony', 5, 20],
  ]);
  expect(state.decisions[1]?.now?.estimate.value).toBeCloseTo(66.67, 2);
  state.setPoint(1, 'zadowolony', 3);
  expect(state.decisions[1]?.now?.estimate.value).toBeCloseTo(33.33, 2);
  state.setPoint(1, 'niezadowolony', NaN);
  expect([state.decisions[1]?.now?.estimate.n, state.decisions[1]?.naCodes]).toEqual([40, ['niezadowolony']]);
  const before = state.decisions[2]?.now?.estimate.value;
  state.setReversed(2, true);
  expect([before, state.decisions[2]?.now?.estimate.value]).toEqual([3, 3]);
  expect(state.decisions[2]?.isReversed).toBe(true);
});

test('[SV33] a column of names is left out unless it is masked by hand, and a column can be dropped', async () => {
  const rows = Array.from({ length: 30 }, (_, i) => `${i + 1};Łucja ${i};call +48 600 100 2${10 + i}`).join(
    '\n',
  );
  const waves: string[][] = [];
  const state = new SurveyImport(askInPlace(answerImport), async (wave) => {
    waves.push(wave.columns.map(({ name }) => name));
    return 'wave';
  });
  await state.chooseFile(surveyFile(`id;Imię;Uwagi\n${rows}\n`));
  await state.confirmPassport();
  expect([state.privacyOf(1), state.privacyOf(2), state.decisions[1]?.role]).toEqual([
    'drop',
    'mask',
    'ignore',
  ]);
  state.setPrivacy(1, 'mask');
  state.setPrivacy(2, 'drop');
  expect([state.decisions[1]?.role, state.decisions[2]?.role]).toEqual(['category', 'ignore']);
  await state.confirmColumns();
  expect(waves).toEqual([['id', 'Imię']]);
});

test('[SV12] a role set by hand wins', async () => {
  const state = await readSmall();
  state.setRole(1, 'category');
  expect(state.decisions[1]).toMatchObject({ role: 'category', isChanged: true, now: undefined });
});

test('[SV25] cancelling while sending goes back to the choice of a file', async () => {
  const sent = Promise.withResolvers<AbortSignal>();
  const state = await readSmall((_wave, _share, signal) => {
    sent.resolve(signal);
    return new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)));
  });
  const done = state.confirmColumns();
  const signal = await sent.promise;
  state.cancel();
  await done;
  expect([signal.aborted, state.step.name]).toEqual([true, 'choose']);
});

test('[SV25] when sending fails, every decision is kept and it can be tried again', async () => {
  let attempts = 0;
  const state = await readSmall(async () => {
    if (attempts++ === 0) throw new Error('no connection');
    return 'wave-2';
  });
  state.acceptProposals();
  await state.confirmColumns();
  expect(state.step).toMatchObject({ name: 'columns', failure: 'no connection' });
  expect(state.decisions[1]?.naCodes).toEqual(['11']);
  await state.confirmColumns();
  expect(state.step).toMatchObject({ name: 'done', waveId: 'wave-2' });
});

/** A wave as it is kept: ids 1 to 240 with their NPS. */
async function storedSmall(): Promise<Uint8Array> {
  const waves: Uint8Array[] = [];
  const state = await readSmall(async (wave) => {
    waves.push(wave.bytes);
    return 'wave-1';
  });
  await state.confirmColumns();
  return waves[0] ?? new Uint8Array();
}

test('[SV87] a file for the place of a wave is compared first, and sent only when that was confirmed', async () => {
  const earlier = await storedSmall();
  let sent = 0;
  const send: SendWave = async () => {
    if (sent++ === 0) throw new Error('import.replace.stale');
    return 'wave-1';
  };
  const state = new SurveyImport(askInPlace(answerImport), send, async () => earlier);
  // The first answer is another one, the last row is gone, two are new, one of them twice.
  const lines = SMALL.trim().split('\n');
  const newer = ['id,NPS', '1,9', ...lines.slice(2, -1), '900,3', '901,4', '901,4'];
  await state.chooseFile(surveyFile(`${newer.join('\n')}\n`));
  await state.confirmPassport();
  await state.confirmColumns();
  expect(state.step).toMatchObject({
    name: 'compared',
    comparison: {
      by: { kind: 'key', column: 'id' },
      keys: ['id'],
      difference: {
        unchanged: 238,
        changed: 1,
        changedColumns: [{ name: 'NPS', count: 1 }],
        vanished: 1,
        added: 3,
        repeatedKeys: 1,
      },
    },
  });
  await state.compareBy({ kind: 'content' });
  expect(state.step).toMatchObject({
    comparison: { difference: { unchanged: 238, changed: 0, vanished: 2, added: 4 } },
  });
  expect(sent).toBe(0);
  await state.confirmComparison();
  expect(state.step).toMatchObject({ name: 'compared', failure: 'import.replace.stale' });
  state.backToColumns();
  await state.confirmColumns();
  await state.confirmComparison();
  expect(state.step).toMatchObject({ name: 'done', waveId: 'wave-1' });
});

test('[SV87] cancelling while the wave is on its way compares nothing', async () => {
  const asked = Promise.withResolvers<void>();
  const earlier = Promise.withResolvers<Uint8Array>();
  const state = new SurveyImport(
    askInPlace(answerImport),
    async () => '',
    () => {
      asked.resolve();
      return earlier.promise;
    },
  );
  await state.chooseFile(surveyFile(SMALL));
  await state.confirmPassport();
  const done = state.confirmColumns();
  await asked.promise;
  state.cancel();
  earlier.resolve(new Uint8Array());
  await done;
  expect(state.step.name).toBe('choose');
});

const WORDS = ['zadowolony', 'bardzo zadowolony', 'niezadowolony', 'nie wiem'];

/** A wave with a name, a worded scale, a rating, a code and comments; decimal points only when asked. */
function waveFile(more = ''): File {
  const rows = Array.from(
    { length: 80 },
    (_, i) => `${i + 1};Łucja ${i};${WORDS[i % 4]};${i % 6};${i % 3};proszę dzwonić 600 100 2${10 + i}`,
  );
  return surveyFile(`id;Imię;Zadowolenie z czatu;Ocena ceny;Region;Uwagi\n${rows.join('\n')}\n${more}`);
}

/** Decides a first wave and gives the profile that its import leaves. */
async function profileOfFirst(decide: (state: SurveyImport) => Promise<void> | void): Promise<ImportProfile> {
  const settings: ImportSettings[] = [];
  const first: SurveyImport = new SurveyImport(askInPlace(answerImport), async () => {
    settings.push(first.settings);
    return 'wave-1';
  });
  await first.chooseFile(waveFile());
  await first.confirmPassport();
  await decide(first);
  await first.confirmColumns();
  const [kept] = settings;
  if (!kept) throw new Error('the wave was not sent');
  // Over the wire and back, as the next visit to the page gets it.
  const parsed = v.parse(ImportSettings, JSON.parse(JSON.stringify(kept)));
  return { surveyId: 's', surveyName: 'Customers', waveName: 'Spring', savedAtMs: 0, settings: parsed };
}

async function readNext(profile: ImportProfile, file = waveFile()): Promise<SurveyImport> {
  const next = new SurveyImport(askInPlace(answerImport), async () => 'wave-2', undefined, [profile]);
  await next.chooseFile(file);
  await next.confirmPassport();
  return next;
}

function decideAll(state: SurveyImport): void {
  state.setPrivacy(1, 'mask');
  state.setNaCodes(2, ['nie wiem']);
  state.setPoint(2, 'zadowolony', 3);
  state.setReversed(3, true);
  state.setNaCodes(3, ['0']);
  state.setRole(4, 'ignore');
  state.setPrivacy(5, 'keep');
}

test('[SV88] the next wave is read like the last one on a click only, and that can be undone', async () => {
  const next = await readNext(await profileOfFirst(decideAll));
  const before = next.decisions;
  expect(next.offer?.changes).toEqual([
    { kind: 'privacy', column: 'Imię', to: 'mask' },
    { kind: 'role', column: 'Imię', from: 'ignore', to: 'category' },
    {
      kind: 'wordings',
      column: 'Zadowolenie z czatu',
      texts: ['zadowolony'],
    }, // none had a number beside “nie wiem”
    { kind: 'na', column: 'Zadowolenie z czatu', added: ['nie wiem'] },
    { kind: 'direction', column: 'Ocena ceny', isReversed: true },
    { kind: 'na', column: 'Ocena ceny', added: ['0'] },
    { kind: 'role', column: 'Region', from: before[4]?.role, to: 'ignore' },
  ]);
  expect(before.every(({ isChanged }) => !isChanged)).toBe(true);

  await next.applyOffer();
  expect([next.offer, next.appliedProfile?.waveName]).toEqual([undefined, 'Spring']);
  expect(next.decisions.map(({ role, isReversed, naCodes }) => [role, isReversed, naCodes.join()])).toEqual([
    ['id', false, ''],
    ['category', false, ''],
    [before[2]?.role, false, 'nie wiem'],
    ['rating', true, '0'],
    ['ignore', false, ''],
    ['comment', false, ''],
  ]);
  const wording = next.decisions[2]?.wordings.find(({ text }) => text === 'zadowolony');
  expect(wording?.point).toBe(3);

  next.setRole(4, 'category'); // decided since then: stays
  await next.undoProfile();
  expect(next.appliedProfile).toBeUndefined();
  expect(next.decisions.map(({ isChanged }) => isChanged)).toEqual([false, false, false, false, true, false]);
  expect(next.offer?.changes.map(({ kind }) => kind)).toContain('direction');
});

test('[SV88] keeping personal data unmasked is not remembered', async () => {
  const next = await readNext(await profileOfFirst((state) => state.setPrivacy(5, 'keep')));
  expect([next.offer, next.privacyOf(5)]).toEqual([undefined, 'mask']);
});

test('[SV88] a passport set by hand is offered too: the file is read again, and back', async () => {
  const profile = await profileOfFirst(async (state) => {
    state.cancel();
    await state.chooseFile(waveFile());
    await state.changePassport({ decimal: ',' });
    await state.confirmPassport();
  });
  const next = await readNext(profile);
  next.setRole(4, 'ignore');
  expect(next.offer?.changes).toContainEqual({ kind: 'passport', part: 'decimal', to: ',' });
  await next.applyOffer();
  const decimal = (): string => (next.step.name === 'columns' ? next.step.reading.decimal : next.step.name);
  expect(decimal()).toBe(',');
  await next.undoProfile();
  expect([decimal(), next.decisions[4]?.role, next.settings.passport]).toEqual(['.', 'ignore', {}]);
});

test('[SV88] settings with which the file cannot be read leave everything as it was', async () => {
  const profile = await profileOfFirst(decideAll);
  profile.settings.passport = { headerRows: 3 };
  const names = 'id;Imię;Zadowolenie z czatu;Ocena ceny;Region;Uwagi';
  const next = await readNext(
    profile,
    surveyFile(`${names}\n1;Ola;zadowolony;3;1;dobrze\n2;Ela;nie wiem;4;2;tak\n`),
  );
  next.setRole(4, 'comment');
  await next.applyOffer();
  expect(next.step).toMatchObject({ name: 'columns', failure: 'import.profile.unreadable' });
  expect([next.appliedProfile, next.decisions[4]?.role]).toEqual([undefined, 'comment']);
  await next.confirmColumns();
  expect(next.step).toMatchObject({ name: 'done' });
});

test('[SV88] a file of another survey is offered nothing', async () => {
  const profile = await profileOfFirst(decideAll);
  const next = await readNext(profile, surveyFile(SMALL));
  expect(next.offer).toBeUndefined();
});

test('[SV202] many columns are decided at once, and one step back takes all of it back', async () => {
  const state = new SurveyImport(askInPlace(answerImport), async () => 'wave-1');
  const rows = Array.from({ length: 60 }, (_, i) => `${i + 1},${(i % 5) + 1},${((i * 2) % 5) + 1},x${i % 3}`);
  await state.chooseFile(surveyFile(`id,Q1,Q2,Plan\n${rows.join('\n')}\n`));
  await state.confirmPassport();
  const roles = (): string[] => state.decisions.map(({ role }) => role);
  const before = roles();
  expect(state.canUndo).toBe(false);
  expect(state.editMany([1, 2, 3], [{ kind: 'role', role: 'category' }])).toBe(2);
  expect(roles()).toEqual([before[0], 'category', 'category', 'category']);
  expect(state.editMany([1, 2], [{ kind: 'order', answers: ['5', '4', '3', '2', '1'], none: [] }])).toBe(2);
  expect(state.decisions[1]?.now?.kind).toBeDefined();
  state.undo();
  expect(roles()).toEqual([before[0], 'category', 'category', 'category']);
  state.undo();
  expect([roles(), state.canUndo]).toEqual([before, false]);
  expect(state.editMany([0], [{ kind: 'scale', scale: { min: 1, max: 5 } }])).toBe(0);
  expect(state.canUndo).toBe(false);
});

test('[SV202] so many steps back and no more', async () => {
  const state = await readSmall();
  for (let i = 0; i <= MOST_STEPS_BACK; i++) state.setNaCodes(1, [String(i)]);
  let steps = 0;
  for (; state.canUndo; steps++) state.undo();
  expect([steps, state.decisions[1]?.naCodes]).toEqual([MOST_STEPS_BACK, ['0']]);
});

/** Twelve answers under a title, a total below them, options joined by bars. */
const TITLED = `Raport\n\nID;NPS;Kanał\n${Array.from({ length: 12 }, (_, i) => `${i + 1};${i % 11};${i % 2 ? 'a|b' : 'b'}`).join('\n')}\nRazem;;\n`;

test('[SV125] [SV127] the row of the headings and the totals are decided by hand, and every choice is kept', async () => {
  const state = new SurveyImport(askInPlace(answerImport), async () => '');
  await state.chooseFile(surveyFile(TITLED));
  await state.changePassport({ headingRow: 4 });
  expect(state.step.name === 'passport' && state.step.passport.headings[0]?.name).toBe('1');
  await state.changePassport({ headingRow: 3 });
  await state.confirmPassport();
  const rows = () => ('reading' in state.step ? state.step.reading.rows : undefined);
  expect(rows()).toMatchObject({ imported: 12, excluded: 1 });
  state.setNaCodes(1, ['0']);
  await state.setTotalRows('keep');
  expect(rows()).toMatchObject({ imported: 13, excluded: 0 });
  expect(state.decisions[1]?.naCodes).toEqual(['0']);
  expect(v.parse(ImportSettings, state.settings).passport).toEqual({ headingRow: 3, totalRows: 'keep' });
  await state.setTotalRows('exclude');
  expect(rows()).toMatchObject({ imported: 12, excluded: 1 });
});

test('[SV131] [SV137] what parts the options is chosen, and a role that does not fit says what it cannot read', async () => {
  const state = new SurveyImport(askInPlace(answerImport), async () => '');
  await state.chooseFile(surveyFile(TITLED));
  await state.confirmPassport();
  state.setRole(2, 'multi');
  expect(state.decisions[2]?.joinedBy).toBe('|');
  state.setJoinedBy(2, 'none');
  expect(state.decisions[2]?.joinedBy).toBeUndefined();
  expect(v.parse(ImportSettings, state.settings).columns[2]?.joinedBy).toBe('none');
  state.setRole(2, 'rating');
  expect(state.decisions[2]?.unread).toEqual({ kind: 'not-numbers', count: 12, examples: ['b', 'a|b'] });
});
