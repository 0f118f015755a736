import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { CategoryId, CauseId } from '../cause.ts';
import { addCause, createEditor } from '../doc/edit-fishbone.ts';
import { openFishbone } from '../doc/fishbone-doc.ts';
import { isWorthChanging } from '../layout/arrange-fishbone.ts';
import { layoutFishbone } from '../layout/layout-fishbone.ts';
import { interMeasure } from '../layout/text-metrics.ts';
import { REST_MS } from './drawing-pace.ts';
import { FishbonePicture } from './FishbonePicture.svelte.ts';
import { flushSync } from 'svelte';
import { boardOnScreen, boardWithCauses, typeText } from '../testing/board-on-screen.svelte.ts';

test('[IK70] a change from elsewhere shows in the rows and in the picture', () => {
  const { state, doc, shown } = boardOnScreen();
  addCause(
    createEditor(openFishbone(doc), 'Ola'),
    { parent: 'bone2' as CauseId, after: 'end' },
    'hers',
    'ola',
  );
  expect(shown()).toContain('    hers');
  expect(state.picture.layout.labels.map((label) => label.text)).toContain('hers');
});

test('[IK72] folding hides the whys in both views and says how many', () => {
  const { state, shown } = boardOnScreen();
  state.selection.select('bone1');
  state.run('add-sibling', 'outline');
  const a = typeText(state, 'a');
  state.run('add-why', 'outline');
  typeText(state, 'b');
  state.run('stop', 'outline');
  state.selection.select(a);
  state.run('fold', 'outline');
  expect(shown()).toEqual(['Long waits', '  People', '    a', '  Methods']);
  expect(state.picture.layout.labels.find((label) => label.id === a)?.hiddenCount).toBe(1);
  state.run('add-why', 'outline');
  expect(shown()).toHaveLength(6);
});

test('[IK81] what is typed is there at once in the outline, however the picture is drawn', () => {
  const { state, find, shown } = boardWithCauses(
    Array.from({ length: 250 }, (_, i) => `cause ${i}`).join('\n'),
  );
  const id = find('cause 7');
  state.selection.edit(id);
  state.setText(id, 'changed');
  expect(shown()).toContain('    changed');
  expect(state.picture.layout.labels.find((label) => label.id === id)?.text).toBe('cause 7');
});

test('[IK88] computing a drawing changes nothing; what was put on screen is kept where it can be', () => {
  const { state, find } = boardWithCauses('a\nb');
  const [a, b] = [find('a'), find('b')];
  const picture = new FishbonePicture(state.tree, state.selection);
  const labelOf = (id: string) => picture.diagram.labels.find((label) => label.id === id);
  const rowOf = (id: string) => picture.rows.find((row) => row.id === id);
  const stop = $effect.root(() => {
    $effect(() => void picture.diagram);
    $effect(() => void picture.rows);
  });
  flushSync();
  const drawn = [labelOf(a), rowOf(a)];
  state.setText(b, 'b now');
  flushSync();
  // Nobody said that the first drawing was on screen.
  expect(labelOf(a)).toEqual(drawn[0]);
  expect([labelOf(a) === drawn[0], rowOf(a) === drawn[1]]).toEqual([false, false]);
  const onScreen = [labelOf(a), rowOf(a)];
  picture.diagramShown();
  picture.rowsShown();
  state.setText(b, 'b again');
  flushSync();
  expect([labelOf(a) === onScreen[0], rowOf(a) === onScreen[1]]).toEqual([true, true]);
  expect(labelOf(b)?.text).toBe('b again');
  stop();
});

describe('a picture that is worked on', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test('[IK38] [IK88] keeps its arrangement, and is arranged anew only once people rest', () => {
    const { state, shown } = boardWithCauses('a');
    const measure = interMeasure();
    const scaleOnScreen = (): number => state.picture.layout.scale;
    const scaleAnew = (): number => layoutFishbone(state.tree.current, measure).scale;
    let timesKept = 0;
    let timesChanged = 0;
    for (let i = 0; i < 30; i++) {
      const kept = state.picture.layout.arrangement;
      state.selection.select(i % 3 === 0 ? 'bone2' : 'bone1');
      state.clipboard.paste(`a rather long cause number ${i}\n  why`);
      shown();
      const before = scaleOnScreen();
      expect(before).toBe(layoutFishbone(state.tree.current, measure, { keep: kept }).scale);
      const [isOutgrown, anew] = [isWorthChanging({ scale: before }, { scale: scaleAnew() }), scaleAnew()];
      if (anew !== before) timesKept++;
      vi.advanceTimersByTime(REST_MS - 1);
      shown();
      expect(scaleOnScreen()).toBe(before);
      vi.advanceTimersByTime(1);
      shown();
      expect(scaleOnScreen()).toBe(isOutgrown ? anew : before);
      if (isOutgrown) timesChanged++;
    }
    expect([timesKept > 0, timesChanged > 0]).toEqual([true, true]);
  });

  test('[IK88] another picture need not look like the one before', () => {
    const { state, shown } = boardWithCauses('a');
    state.selection.select('bone1');
    for (let i = 0; i < 12; i++) state.clipboard.paste(`a rather long cause number ${i}\n  why`);
    shown();
    state.picture.forgetShape();
    // An edit that changes no shape, after the page forgot what it showed: drawn as on a new page.
    state.setQuestion('bone1' as CategoryId, 'asked');
    shown();
    const anew = layoutFishbone(state.tree.current, interMeasure());
    expect(state.picture.layout.labels).toEqual(anew.labels);
  });
});
