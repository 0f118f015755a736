import { expect, test } from 'vitest';
import { MAX_STREAMS_PER_ADDRESS } from '../live/limits.ts';
import { MAX_SOCKETS_PER_ADDRESS } from '../sync/limits.ts';
import { makeTestApp } from '../../tests/test-app.ts';
import { knownDevice, MOST_PEOPLE, rememberDevice } from './known-device.ts';
import { Seats } from './seats.ts';

test('[PE9] a device knows the people who signed in on it last, so many of them', async () => {
  const scene = await makeTestApp();
  try {
    const { db } = scene.app.database;
    const signedIn = async (people: number): Promise<boolean[]> => {
      let cookie = '';
      for (let i = 0; i < people; i++) {
        const set = await rememberDevice(db, new Headers({ cookie }), `p${i}`, false);
        cookie = set.split(';')[0] ?? '';
      }
      const isKnown = (i: number) => knownDevice(db, new Headers({ cookie }), `p${i}`);
      return Promise.all(Array.from({ length: people }, async (_, i) => (await isKnown(i)) !== undefined));
    };
    expect(await signedIn(MOST_PEOPLE)).toEqual(new Array(MOST_PEOPLE).fill(true));
    expect(await signedIn(MOST_PEOPLE + 1)).toEqual([false, ...new Array<boolean>(MOST_PEOPLE).fill(true)]);
  } finally {
    await scene.close();
  }
});

test('[SY13] [LV5] an address has so many seats and no more, until one is given back', () => {
  for (const perAddress of [MAX_SOCKETS_PER_ADDRESS, MAX_STREAMS_PER_ADDRESS]) {
    const seats = new Seats({ perAddress, perActor: 1 });
    const leave = Array.from({ length: perAddress }, () => seats.takeForAddress('hotel'));
    expect([leave.every(Boolean), seats.takeForAddress('hotel'), !!seats.takeForAddress('home')]).toEqual([
      true,
      undefined,
      true,
    ]);
    leave[0]?.();
    expect(seats.takeForAddress('hotel')).toBeDefined();
  }
  expect([MAX_SOCKETS_PER_ADDRESS - 1, MAX_STREAMS_PER_ADDRESS - 1].every((seats) => seats > 0)).toBe(true);
});
