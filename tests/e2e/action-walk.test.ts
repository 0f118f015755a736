import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '#lib/base/ids.ts';
import { isPermitted, type Standing } from '#lib/people/permissions.ts';
import { mayOpen } from '#lib/people/route-access.ts';
import { builtDoors } from './built-doors.ts';
import { ALL_ACTIONS } from './presses/all.ts';
import {
  isDone,
  refusalOf,
  send,
  type Place,
  type Press,
  type Standpoint,
  type Visitor,
} from './presses/press.ts';
import { openWorld, STANDINGS, type World } from './presses/world.ts';
import type { WrittenRows } from './presses/written-rows.ts';

/**
 * Presses every form action of the build, with a valid body on an object of its own, as everybody there
 * is: with the permission, and in their place at the object, the press is done; else it is refused and
 * writes nothing. Failures are collected, so that one run names all of them.
 */
let world: World;
beforeAll(async () => {
  world = await openWorld();
}, 60_000);
afterAll(() => world?.close());

const actions = Object.keys(ALL_ACTIONS);

test('[PE2] every form action of the build has a press, and nothing else has', async () => {
  expect(actions.toSorted()).toEqual((await builtDoors()).actions);
});

/** What came of one press. */
interface Outcome {
  isDone: boolean;
  refusal: number;
  written: WrittenRows;
  said: string;
}

async function press(action: string, visitor: Visitor, standpoint: Standpoint): Promise<Outcome> {
  return pressMade(action, visitor, await makePress(action, visitor, standpoint));
}

function makePress(action: string, visitor: Visitor, standpoint: Standpoint): Promise<Press> {
  const known = ALL_ACTIONS[action];
  if (!known) throw new Error(`${action} has no press.`);
  return known.make(world, visitor, standpoint);
}

async function pressMade(action: string, visitor: Visitor, made: Press): Promise<Outcome> {
  await world.written(made.at);
  const answer = await send(world, { action, press: made, visitor, requestKey: newId() });
  await made.settled?.();
  const written = await world.written(made.at);
  return { isDone: isDone(answer), refusal: refusalOf(answer), written, said: JSON.stringify(answer) };
}

/** What is wrong with a press that has to be done; nothing when it was. */
function faultOfDone(action: string, outcome: Outcome): string[] {
  if (!outcome.isDone) return [`${action}: not done, ${outcome.said}`];
  const isSilent = Object.keys(outcome.written).length === 0;
  if (isSilent !== (ALL_ACTIONS[action]?.isReading ?? false))
    return [`${action}: wrote ${JSON.stringify(outcome.written)}`];
  return [];
}

function faultOfRefused(action: string, { refusal, written }: Outcome, statuses: number[]): string[] {
  return [
    ...(statuses.includes(refusal) ? [] : [`${action}: ${refusal}`]),
    ...(Object.keys(written).length === 0 ? [] : [`${action}: wrote ${JSON.stringify(written)}`]),
  ];
}

/** Everybody with an account is an employee as well. */
function isAllowed(standing: Standing, action: string): boolean {
  const { actor } = world.visitor(standing);
  const needs = ALL_ACTIONS[action]?.needs;
  if (needs === undefined) return false;
  if (needs === null) return true;
  const standings: Standing[] = actor.kind === 'person' ? [standing, 'employee'] : [standing];
  return isPermitted(standings, needs) && mayOpen(actor, action.split('?')[0] ?? '');
}

/** What nobody has a place at is left as it was by a refusal, and made once for all who are refused. */
const untouched = new Map<string, Promise<Press>>();

function pressRefused(action: string, visitor: Visitor, place: Place): Promise<Outcome> {
  if (place !== 'anybody') return press(action, visitor, place);
  const made = untouched.get(action) ?? makePress(action, world.maker, 'stranger');
  untouched.set(action, made);
  return made.then((known) => pressMade(action, visitor, known));
}

describe.each(STANDINGS)('%s', (standing) => {
  test('[PE2] presses what the table says, and is refused the rest', async () => {
    const faults: string[] = [];
    for (const action of actions) {
      const { place, onlyFor } = ALL_ACTIONS[action] ?? {};
      if (!place || (onlyFor && !onlyFor.includes(standing))) continue;
      const visitor = world.visitor(standing);
      if (isAllowed(standing, action)) {
        faults.push(...faultOfDone(action, await press(action, visitor, place)));
        continue;
      }
      const refusals = standing === 'nobody' ? [401] : [403];
      faults.push(...faultOfRefused(action, await pressRefused(action, visitor, place), refusals));
    }
    expect(faults).toEqual([]);
  });
});

test('[PE2] [WS5] [PR14] [SH8] a stranger to the object, with every role, is refused what is for its people', async () => {
  const faults: string[] = [];
  for (const action of actions) {
    const { place, onlyFor } = ALL_ACTIONS[action] ?? {};
    if (!place || onlyFor) continue;
    const outcome = await press(action, world.outsider, 'stranger');
    if (place === 'anybody') faults.push(...faultOfDone(action, outcome));
    else faults.push(...faultOfRefused(action, outcome, [403, 404]));
  }
  expect(faults).toEqual([]);
});

test('[WS5] a guest of another workshop presses nothing of this one', async () => {
  const faults: string[] = [];
  for (const action of actions) {
    if (!Object.hasOwn(BELOW, ALL_ACTIONS[action]?.place ?? '')) continue;
    const outcome = await press(action, world.visitor('guest'), 'stranger');
    faults.push(...faultOfRefused(action, outcome, [403, 404]));
  }
  expect(faults).toEqual([]);
});

/** It does no more with what is not there than to show its own room nothing. */
const HARMLESS = ['/(room)/workshop/[id]/board?/spotlight'];

/** Names of fields that say which thing of a workshop is meant. */
const THINGS = ['causeId', 'causeIds', 'entryId', 'guestId', 'itemId', 'stepId', 'voterId', 'from', 'id'];

test('[WS5] nothing of another workshop is pressed on in one’s own', async () => {
  const faults: string[] = [];
  let count = 0;
  for (const action of actions) {
    const place = ALL_ACTIONS[action]?.place ?? 'anybody';
    if (!Object.hasOwn(BELOW, place) || HARMLESS.includes(action)) continue;
    const theirs = await makePress(action, world.visitor('lead'), 'stranger');
    if (!Object.keys(theirs.fields).some((name) => THINGS.includes(name))) continue;
    const mine = await makePress(action, world.visitor('lead'), place);
    const outcome = await pressMade(action, world.visitor('lead'), { ...mine, fields: theirs.fields });
    count++;
    faults.push(...faultOfRefused(action, outcome, [403, 404, 409]));
  }
  expect(faults).toEqual([]);
  expect(count).toBeGreaterThan(20);
});

/** The next place in a workshop that does not suffice. */
const BELOW: Partial<Record<Place, Standpoint>> = {
  'is in it': 'stranger',
  'takes part': 'watches',
  steers: 'takes part',
  facilitates: 'steers',
  'made it': 'facilitates',
};

test('[WS12] [WS14] whoever is in a workshop presses nothing that takes a place above theirs', async () => {
  const faults: string[] = [];
  for (const action of actions) {
    const below = BELOW[ALL_ACTIONS[action]?.place ?? 'anybody'];
    if (!below) continue;
    const outcome = await press(action, world.visitor('lead'), below);
    faults.push(...faultOfRefused(action, outcome, [403]));
  }
  expect(faults).toEqual([]);
});
