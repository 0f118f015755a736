import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seededRandom } from '#lib/base/random.ts';
import { dropTargetAt, labelAhead } from '../editor/diagram-geometry.ts';
import { commandWhileSelecting, commandWhileTyping, isTyping, viewCommand } from '../editor/fishbone-keys.ts';
import type { KeyPress } from '../editor/fishbone-keys.ts';
import { fishboneOfOutline } from '../formats/fishbone-of-outline.ts';
import { keptCaret } from '../editor/keep-caret.ts';
import { layoutFishbone } from '../layout/layout-fishbone.ts';
import { parseOutline } from '../formats/outline.ts';
import { outlineRows } from '../editor/outline-rows.ts';
import { randomFishbone } from '../testing/random-fishbone.ts';
import { interMeasure } from '../layout/text-metrics.ts';
import {
  centred,
  fitted,
  overflows,
  pinched,
  movedToShow,
  toDiagram,
  toScreen,
  zoomedAt,
} from '../editor/viewport.ts';

function press(key: string, held: Partial<KeyPress> = {}): KeyPress {
  return { key, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, ...held };
}

function pictureOf(outline: string) {
  const parsed = parseOutline(outline);
  if (!parsed.ok) throw new Error('refused');
  return layoutFishbone(fishboneOfOutline(parsed.value), interMeasure());
}

test('[IK71] the keys mean the same while one selects and while one types', () => {
  for (const [key, command] of [
    [press('Enter'), 'add-sibling'],
    [press('Tab'), 'add-why'],
    [press('Tab', { shiftKey: true }), 'outdent'],
    [press('Escape'), 'stop'],
    [press('z', { ctrlKey: true }), 'undo'],
    [press('Z', { metaKey: true, shiftKey: true }), 'redo'],
    [press('y', { ctrlKey: true }), 'redo'],
    [press('ArrowUp', { altKey: true }), 'move-up'],
  ] as const) {
    expect([commandWhileSelecting(key), commandWhileTyping(key, 'text')]).toEqual([command, command]);
  }
});

test('[IK71] letters, arrows and Delete are the text’s own while one types', () => {
  expect(commandWhileTyping(press('Delete'), 'x')).toBeNull();
  expect(commandWhileTyping(press('ArrowLeft'), 'x')).toBeNull();
  expect(commandWhileTyping(press('Backspace'), 'x')).toBeNull();
  expect(commandWhileTyping(press('Backspace'), '')).toBe('remove-empty');
  expect(commandWhileSelecting(press('Delete'))).toBe('remove');
  expect([press('ą'), press('Enter'), press('a', { ctrlKey: true }), press(' ')].map(isTyping)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});

test('[IK71] letters that need Option or AltGr start typing, and shortcuts do not', () => {
  const option = press('ą', { altKey: true });
  const altGraphOnWindows = press('ż', { altKey: true, ctrlKey: true });
  expect([option, altGraphOnWindows, press('ź')].map(isTyping)).toEqual([true, true, true]);
  expect([option, altGraphOnWindows].map(commandWhileSelecting)).toEqual([null, null]);
  const shortcuts = [
    press('f', { altKey: true }),
    press('z', { ctrlKey: true }),
    press('ą', { metaKey: true }),
    press('z', { ctrlKey: true, altKey: true }),
  ];
  expect(shortcuts.map(isTyping)).toEqual([false, false, false, false]);
});

test('[IK71] arrows lead to the label that lies ahead, and every label can be reached', () => {
  const fishbone = randomFishbone({ causes: 60, bones: 5, maxDepth: 4, maxWords: 5 }, seededRandom(9));
  const layout = layoutFishbone(fishbone, interMeasure());
  const reached = new Set(['head']);
  const pending = ['head'];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    for (const direction of ['up', 'down', 'left', 'right'] as const) {
      const next = labelAhead(layout, id, direction)?.id;
      if (next !== undefined && !reached.has(next)) {
        reached.add(next);
        pending.push(next);
      }
    }
  }
  expect(layout.labels.filter((label) => !reached.has(label.id)).map((label) => label.text)).toEqual([]);
});

test('[IK71] a drop on a text hangs under it, on its line follows it, far away means nothing', () => {
  const layout = pictureOf('Head\n  A\n    one\n    two');
  const one = layout.labels.find((label) => label.text === 'one');
  if (!one) throw new Error('not drawn');
  const drop = (dy: number, allowed = true) => {
    const target = dropTargetAt(layout, { x: one.x + 5, y: one.y + dy }, () => allowed);
    return target && [target.kind, target.label.text];
  };
  expect(drop(4)).toEqual(['under', 'one']);
  expect(drop(one.height)).toEqual(['after', 'one']);
  expect(drop(4, false)).toBeNull();
  expect(dropTargetAt(layout, { x: -500, y: -500 }, () => true)).toBeNull();
});

test('[IK70] the outline says place, number of siblings and depth of each row', () => {
  const parsed = parseOutline('Head\n  A\n    one\n      deep\n    two\n  B');
  if (!parsed.ok) throw new Error('refused');
  const rows = outlineRows(fishboneOfOutline(parsed.value), new Set(['cause-1']));
  expect(
    rows.map((row) => [row.text, row.depth, `${row.position}/${row.siblings}`, row.whys, row.isFolded]),
  ).toEqual([
    ['Head', 0, '1/1', 2, false],
    ['A', 1, '1/2', 2, false],
    ['one', 2, '1/2', 1, true],
    ['two', 2, '2/2', 0, false],
    ['B', 1, '2/2', 0, false],
  ]);
});

test('[IK70] what is under the pointer stays there while one zooms or pinches', () => {
  const coordinate = fc.integer({ min: -2000, max: 2000 });
  const point = fc.record({ x: coordinate, y: coordinate });
  fc.assert(
    fc.property(point, fc.double({ min: 0.2, max: 3, noNaN: true }), (at, factor) => {
      const view = { scale: 0.7, x: 30, y: -20 };
      const zoomed = zoomedAt(view, at, factor);
      const back = toScreen(zoomed, toDiagram(view, at));
      expect(back.x).toBeCloseTo(at.x, 6);
      expect(back.y).toBeCloseTo(at.y, 6);
    }),
  );
  const moved = pinched(
    { scale: 1, x: 0, y: 0 },
    [
      { x: 0, y: 0 },
      { x: 100, y: 0 },
    ],
    [
      { x: 10, y: 5 },
      { x: 210, y: 5 },
    ],
  );
  expect(moved).toEqual({ scale: 2, x: 10, y: 5 });
});

test('[IK70] a picture is fitted to its screen, and only what is out of sight is brought in', () => {
  const view = fitted({ x: -800, y: -300, width: 1000, height: 600 }, { width: 524, height: 400 });
  expect(view).toEqual({ scale: 0.5, x: 412, y: 200 });
  const screen = { width: 500, height: 500 };
  expect(movedToShow({ scale: 1, x: 0, y: 0 }, { x: 20, y: 20, width: 50, height: 20 }, screen)).toEqual({
    scale: 1,
    x: 0,
    y: 0,
  });
  expect(movedToShow({ scale: 1, x: 0, y: 0 }, { x: 600, y: -50, width: 50, height: 20 }, screen)).toEqual({
    scale: 1,
    x: -162,
    y: 62,
  });
});

test('[IK10] a caret stays with its words when a colleague types before, behind or around it', () => {
  expect(keptCaret('slow tool', 'very slow tool', 4)).toBe(9);
  expect(keptCaret('slow tool', 'slow tools', 4)).toBe(4);
  expect(keptCaret('slow tool', 'slow old tool', 9)).toBe(13);
  expect(keptCaret('abc', '', 2)).toBe(0);
});

test('[IK87] page keys move the picture, with Alt they zoom, Home shows everything', () => {
  const commands = [
    press('PageUp'),
    press('PageDown', { shiftKey: true }),
    press('PageUp', { altKey: true }),
    press('Home'),
    press('Home', { ctrlKey: true }),
    press('a'),
  ].map(viewCommand);
  expect(commands).toEqual(['pan-up', 'pan-right', 'zoom-in', 'fit', null, null]);
  const screen = { width: 400, height: 300 };
  const view = centred({ scale: 2, x: 0, y: 0 }, { x: 50, y: -20 }, screen);
  expect(toScreen(view, { x: 50, y: -20 })).toEqual({ x: 200, y: 150 });
  expect([
    overflows(view, { width: 201, height: 10 }, screen),
    overflows(view, { width: 200, height: 150 }, screen),
  ]).toEqual([true, false]);
});

test('[IK73] [IK77] [IK78] the keys for several, for folding and for one bone', () => {
  expect(
    [
      press('ArrowDown', { shiftKey: true }),
      press('a', { ctrlKey: true }),
      press(' ', { shiftKey: true }),
      press('Enter', { altKey: true }),
      press('m', { metaKey: true }),
      press('f', { ctrlKey: true }),
    ].map(commandWhileSelecting),
  ).toEqual(['extend-down', 'select-all', 'fold-below', 'focus', 'merge', 'find']);
  expect(commandWhileTyping(press('a', { ctrlKey: true }), 'x')).toBeNull();
  expect(commandWhileTyping(press('ArrowDown', { shiftKey: true }), 'x')).toBeNull();
  expect(commandWhileTyping(press('Enter', { ctrlKey: true }), 'x')).toBe('split');
});
