import { expect, test } from 'vitest';
import {
  drawTrail,
  foldLine,
  LONGEST_LINE,
  type FoundTrail,
  type TrailStep,
  type TrailThing,
} from './trail.ts';

const wave: TrailThing = { step: 'responses', id: 'w', href: null, n: 2260, survey: 'S', wave: 'Autumn' };
const meeting: TrailThing = {
  step: 'meeting',
  id: 'm',
  href: null,
  title: 'Waits',
  facilitator: 'A',
  atMs: 1,
};
const cause: TrailThing = { step: 'cause', id: 'c', href: null, text: 'Rota', path: ['People'], vote: null };
const insight = (id: string): TrailThing => ({
  step: 'insight',
  id,
  href: null,
  title: `Insight ${id}`,
  author: 'A',
  question: { column: 'a', label: '', kind: 'nps', segment: null, weight: null },
  figure: null,
});
const issue = (id: string, state: 'open' | 'project' | 'dropped' = 'open'): TrailThing => ({
  step: 'issue',
  id,
  href: null,
  number: 1,
  title: id,
  state,
  band: null,
});
const project = (state: 'running' | 'done' | 'stopped'): TrailThing => ({
  step: 'project',
  id: 'p',
  href: null,
  number: 1,
  title: 'P',
  state,
  owner: 'B',
});

/** Each step with its state; what is current in capitals. */
function drawn(step: TrailStep, id: string, things: TrailThing[], hidden: TrailStep[] = []): string {
  const found: FoundTrail = { current: { step, id }, things, hidden: new Set(hidden) };
  return drawTrail(found)
    .map((node) => {
      if (node.state === 'present') return node.isCurrent ? node.step.toUpperCase() : node.step;
      return node.state === 'hidden' ? `(${node.step})` : `-${node.step}:${node.reason}`;
    })
    .join(' ');
}

test('[TR1] the steps stand in the order of the loop, from whichever of them one looks', () => {
  const things = [project('running'), issue('i', 'project'), cause, meeting, insight('a'), wave];
  const line = 'responses insight meeting cause issue project';
  for (const [step, id] of [
    ['responses', 'w'],
    ['insight', 'a'],
    ['meeting', 'm'],
    ['issue', 'i'],
    ['project', 'p'],
  ] as const)
    expect(drawn(step, id, things)).toBe(`${line.replace(step, step.toUpperCase())} -effect:running`);
});

test('[TR1] of several at one step the first is in the line and the others under "also"; the subject is its own line', () => {
  const [, second] = drawTrail({
    current: { step: 'responses', id: 'w' },
    things: [wave, insight('a'), insight('b'), insight('c')],
    hidden: new Set(),
  });
  expect(second).toMatchObject({ thing: { id: 'a' }, also: [{ id: 'b' }, { id: 'c' }] });
  const [first] = drawTrail({
    current: { step: 'insight', id: 'b' },
    things: [insight('a'), insight('b')],
    hidden: new Set(),
  });
  expect(first).toMatchObject({ thing: { id: 'b' }, isCurrent: true, also: [{ id: 'a' }] });
});

test('[TR2] what is ahead says what would make it; what was never behind is left out', () => {
  expect(drawn('issue', 'i', [issue('i')])).toBe('ISSUE -project:none -effect:none');
  expect(drawn('insight', 'a', [insight('a')])).toBe(
    'INSIGHT -meeting:none -issue:none -project:none -effect:none',
  );
  expect(drawn('insight', 'a', [insight('a'), issue('i')])).toBe('INSIGHT issue -project:none -effect:none');
  expect(drawn('meeting', 'm', [meeting])).toBe('MEETING -cause:none -issue:none -project:none -effect:none');
  expect(drawn('issue', 'i', [issue('i', 'dropped')])).toBe('ISSUE -project:dropped -effect:none');
});

test('[TR2] an effect is not measured yet once a project is done, and nothing comes of one that was stopped', () => {
  expect(drawn('project', 'p', [project('done')])).toBe('PROJECT -effect:unmeasured');
  expect(drawn('project', 'p', [project('running')])).toBe('PROJECT -effect:running');
  expect(drawn('project', 'p', [project('stopped')])).toBe('PROJECT -effect:none');
});

test('[TR3] a step that its reader may not see stands there', () => {
  expect(drawn('issue', 'i', [issue('i'), insight('a'), cause], ['responses', 'meeting'])).toBe(
    '(responses) insight (meeting) cause ISSUE -project:none -effect:none',
  );
  expect(drawn('insight', 'a', [insight('a')], ['meeting'])).toBe(
    'INSIGHT (meeting) -cause:none -issue:none -project:none -effect:none',
  );
});

test('[TR4] a line has at most five steps, the middle folded', () => {
  const fitting = Array.from({ length: LONGEST_LINE }, (_, at) => at);
  expect(foldLine(fitting)).toEqual(fitting);
  expect(foldLine([...fitting, LONGEST_LINE + 1])).toContain(null);
  expect(foldLine([1, 2, 3, 4, 5, 6, 7])).toEqual([1, null, 5, 6, 7]);
  expect(foldLine([])).toEqual([]);
});

test('[TR2] what was measured of a project stands at the end of the trail', () => {
  const effect = { step: 'effect', id: 'p', href: '/projects/1', title: 'P', verdict: 'improved' } as const;
  expect(drawn('project', 'p', [project('done'), effect])).toBe('PROJECT effect');
});
