import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#lib/base/ids.ts';
import { isPermitted, type Standing } from '#lib/people/permissions.ts';
import { standingsOf } from '#lib/people/person.ts';
import { ALL_ACTIONS } from './presses/all.ts';
import { isDone, refusalOf, send, type Press, type PressedAction, type Visitor } from './presses/press.ts';
import { openWorld, type World } from './presses/world.ts';
import { lasting } from './presses/written-rows.ts';

/**
 * Presses every form action of every route twice at the same moment and once more afterwards: together
 * they have to write what one press writes, row for row, and give its answer.
 */
let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 60_000);
afterAll(() => world?.close());

/** Who presses: the first of these who may. */
const PRESSERS: readonly Standing[] = ['lead', 'analyst', 'admin', 'director', 'guest', 'nobody'];

function presserOf({ needs, onlyFor }: PressedAction): Visitor {
  const standing = PRESSERS.find((name) => {
    if (onlyFor && !onlyFor.includes(name)) return false;
    return needs === null ? name === 'nobody' : isPermitted(standingsOf(world.visitor(name).actor), needs);
  });
  if (!standing) throw new Error(`Nobody may press what needs ${needs}.`);
  return world.visitor(standing);
}

describe.each(Object.entries(ALL_ACTIONS))('%s', (action, pressed) => {
  test('[FM2] pressed twice at once and once more, it stores what one press stores', async () => {
    const visitor = presserOf(pressed);
    const make = async (): Promise<Press> => {
      const press = await pressed.make(world, visitor, pressed.place);
      await world.written(press.at);
      return press;
    };
    const once = await make();
    const first = await send(world, { action, press: once, visitor, requestKey: newId() });
    expect(isDone(first), JSON.stringify(first)).toBe(true);
    await once.settled?.();
    const single = await world.written(once.at);

    const press = await make();
    const requestKey = newId();
    const again = () => send(world, { action, press, visitor, requestKey });
    const answers = await Promise.all([again(), again()]);
    await press.settled?.();
    answers.push(await again());
    await press.settled?.();
    expect(lasting(await world.written(press.at))).toEqual(lasting(single));
    const [answer] = answers.filter(isDone);
    expect(answer, JSON.stringify(answers)).toBeDefined();
    for (const other of answers) {
      // Nobody's press has no key, and a secret answer is kept nowhere: pressed again, they are refused; with the
      // demo went whoever pressed.
      const mayBeRefused = pressed.isSecret && !isDone(other);
      if (mayBeRefused) expect(refusalOf(other), JSON.stringify(other)).toBeOneOf([401, 403, 409, 410]);
      else expect(other).toEqual(answer);
    }
  });
});

test('[FM2] an import that is sent again gives the wave that it made', async () => {
  const bytes = new Uint8Array([1, 2, 3]);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { survey } = world.app;
  const { actor, cookie } = world.visitor('analyst');
  const { blobId } = await survey.startUpload(actor, { byteSize: bytes.length, sha256 });
  await survey.uploadChunk(actor, { blobId, position: 0, bytes });
  const body = JSON.stringify({
    surveyName: 'Again',
    waveName: world.fresh(),
    fieldedOn: '2026-01-01',
    fileName: 'again.csv',
    blobId,
    rows: { read: 1, imported: 1, rejected: 0, excluded: 0 },
    columns: [{ name: 'a', label: 'a', role: 'nps', naCodes: [] }],
    figures: [],
  });
  const { address } = world.running;
  const post = async (): Promise<unknown> => {
    const headers = { origin: address, 'content-type': 'application/json', cookie };
    const response = await fetch(new URL('/api/survey/waves', address), { method: 'POST', body, headers });
    return response.json();
  };
  const waves = (await survey.listWaves(actor)).length;
  const answers = [...(await Promise.all([post(), post()])), await post()];
  expect(answers).toEqual(Array.from({ length: 3 }, () => ({ waveId: expect.any(String) })));
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect((await survey.listWaves(actor)).length).toBe(waves + 1);
});
