import * as Y from 'yjs';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readControl } from '#lib/workshop/room/control-doc.ts';
import { ControlRooms } from './write-control.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../../../tests/test-app.ts';

let scene: TestApp;
let lead: PersonActor;
let workshopId: string;

beforeEach(async () => {
  scene = await makeTestApp();
  lead = await scene.person('Lena Lead', ['lead']);
  const form = {
    title: 'Waits',
    problem: 'Customers wait',
    goal: 'Know why',
    template: '5m',
    language: 'en',
  };
  workshopId = await scene.app.workshop.createWorkshop(lead, form);
});
afterEach(() => scene.close());

test('[WS17] sixty who ask at once cost two writings, and the last one is true', async () => {
  const doc = new Y.Doc();
  let writings = 0;
  let underWay = 0;
  const rooms = new ControlRooms(scene.app.database.db, {
    async edit(_name, change) {
      expect(++underWay).toBe(1);
      writings++;
      await Promise.resolve();
      change(doc);
      underWay--;
    },
  });
  const first = rooms.tell(workshopId);
  await scene.app.database.db.updateTable('workshop').set({ title: 'Renamed' }).execute();
  await Promise.all([first, ...Array.from({ length: 60 }, () => rooms.tell(workshopId))]);
  expect([writings, readControl(doc)?.title]).toEqual([2, 'Renamed']);
});

test('[WS17] a writing that fails reaches its caller and does not hold up the next', async () => {
  let isBroken = true;
  const rooms = new ControlRooms(scene.app.database.db, {
    edit: () => (isBroken ? Promise.reject(new Error('disk full')) : Promise.resolve()),
  });
  await expect(rooms.tell(workshopId)).rejects.toThrow('disk full');
  isBroken = false;
  await rooms.tell(workshopId);
});
