import { expect, test } from 'vitest';
import { PageForms, MOST_PRESSES } from './page-forms.ts';

/** A form that writes down when it is asked for what is typed, and when that is put back. */
function form(name: string, log: string[]) {
  return {
    hold() {
      log.push(`${name} held`);
      return () => void log.push(`${name} put back`);
    },
  };
}

test('[LV9] [FM14] every form keeps what is typed in it, except the one that was sent and one that is gone', async () => {
  const log: string[] = [];
  const forms = new PageForms();
  const [mine, other, gone] = [form('mine', log), form('other', log), form('gone', log)];
  const leave = [mine, other, gone].map((one) => forms.add(one));
  leave[2]?.();
  await forms.keepThrough(async () => void log.push('loaded'), mine);
  expect(log.splice(0)).toEqual(['other held', 'loaded', 'other put back']);
  await forms.keepThrough(async () => void log.push('loaded'));
  expect(log).toEqual(['mine held', 'other held', 'loaded', 'mine put back', 'other put back']);
});

test('[LV8] a tab knows its own presses, of late', () => {
  const forms = new PageForms();
  for (let press = 0; press < 60; press++) forms.press(`p${press}`);
  expect(['p59', 'p10', 'p0', 'other'].map((key) => forms.isOwn(key))).toEqual([true, true, false, false]);
});

test('[LV9] a tab knows its latest presses, as many as can be under way', () => {
  const forms = new PageForms();
  for (let press = 1; press <= MOST_PRESSES + 1; press++) forms.press(`press ${press}`);
  expect(['press 1', 'press 2', `press ${MOST_PRESSES + 1}`].map((key) => forms.isOwn(key))).toEqual([
    false,
    true,
    true,
  ]);
});
