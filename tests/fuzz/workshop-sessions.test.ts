import { afterAll, beforeAll, expect, test } from 'vitest';
import { isAppError } from '#lib/base/errors.ts';
import { pick, seededRandom, type RandomSource } from '#lib/base/random.ts';
import { addCause, createEditor } from '#lib/ishikawa/doc/edit-fishbone.ts';
import { openFishbone, readFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { countCauses } from '#lib/ishikawa/fishbone.ts';
import type { Actor } from '#lib/people/person.ts';
import { readControl, type Control } from '#lib/workshop/room/control-doc.ts';
import { addIdea } from '#lib/workshop/write/draft-doc.ts';
import { placedDots } from '#lib/workshop/ballots/dots.ts';
import { entriesOf } from '#lib/workshop/entries/entry.ts';
import { FEWEST_ANSWERS } from '#lib/workshop/entries/pulse.ts';
import { stepAt } from '#lib/workshop/programme/programme.ts';
import { makeTestApp, type PersonActor, type TestApp } from '../test-app.ts';

/**
 * Whole workshops by chance: who steers moves, skips, locks and counts, everybody writes, votes, rates
 * and changes sides, allowed or not. After each press the rules that hold for every workshop are
 * checked. A failure names its seed; FUZZ_SEED runs it alone, FUZZ_SESSIONS runs more of them.
 */
const SESSIONS = Number(process.env['FUZZ_SESSIONS'] ?? 40);
const FIRST_SEED = Number(process.env['FUZZ_SEED'] ?? 1);
const PRESSES = 40;

let scene: TestApp;
let lead: PersonActor;
let people: PersonActor[];

beforeAll(async () => {
  scene = await makeTestApp();
  lead = await scene.person('Lead', ['lead']);
  people = await Promise.all(['Ada', 'Bo', 'Cy', 'Di'].map((name) => scene.person(name)));
});
afterAll(() => scene.close());

/** One workshop and what a press needs to know of it. */
interface Session {
  workshopId: string;
  random: RandomSource;
  guests: Actor[];
  causes: number;
}

const seeds = Array.from({ length: SESSIONS }, (_, index) => FIRST_SEED + index);

test(`${SESSIONS} workshops by chance keep their rules`, { timeout: 60_000 + SESSIONS * 3_000 }, async () => {
  for (const seed of seeds) {
    const session = await begin(seed);
    const done: string[] = [];
    for (let press = 0; press < PRESSES; press++) {
      done.push(await pressAnything(session));
      await checkRules(session, `seed ${seed}: ${done.join(', ')}`);
    }
    await checkEnd(session, `seed ${seed}: ${done.join(', ')}`);
  }
});

async function begin(seed: number): Promise<Session> {
  const workshopId = await scene.app.workshop.createWorkshop(lead, {
    title: `Seed ${seed}`,
    problem: 'Customers wait',
    goal: 'Know why',
    template: '5m',
    language: 'en',
  });
  await scene.app.workshop.invitePeople(lead, { workshopId, personIds: people.map(({ id }) => id) });
  return { workshopId, random: seededRandom(seed), guests: [], causes: 0 };
}

const room = async ({ workshopId }: Session): Promise<Control> => {
  const control = await scene.app.sync.readDocument(`workshop/${workshopId}/control`, readControl);
  if (!control) throw new Error('A room without its control document.');
  return control;
};
const bones = (session: Session) =>
  scene.app.sync.readDocument(`workshop/${session.workshopId}/board`, (doc) =>
    readFishbone(openFishbone(doc)),
  );

/** Presses one thing as somebody; a refusal is an answer too, a fault is not. Says what it was. */
async function pressAnything(session: Session): Promise<string> {
  const { workshop } = scene.app;
  const { workshopId, random } = session;
  const control = await room(session);
  const actor = pick(random, [lead, ...people, ...session.guests]) ?? lead;
  const board = (await bones(session)).fishbone;
  const causeIds = board.bones.flatMap(({ children }) => children.map(({ id }) => id as string));
  const causeId = pick(random, causeIds) ?? '';
  const entryId = pick(random, control.entries)?.id ?? '';
  const stepId = control.position;
  const number = (most: number): string => String(1 + Math.floor(random() * most));
  const flag = random() < 0.6;
  const input = { workshopId };
  const to = pick(random, [...control.steps.map(({ id }) => id as string), 'prepare', 'closed']) ?? 'closed';
  const presses: Record<string, () => Promise<unknown>> = {
    move: () => workshop.moveRoom(lead, { ...input, from: control.position, to }),
    moveOther: () => workshop.moveRoom(actor, { ...input, from: control.position, to }),
    skip: () => workshop.editProgramme(lead, { ...input, change: 'skip', step: to, isSkipped: flag }),
    hold: () =>
      workshop.holdRoom(lead, { ...input, hold: flag ? 'isLocked' : 'isPaused', isOn: random() < 0.4 }),
    timer: () => workshop.setTimer(lead, { ...input, change: 'start', minutes: number(10) }),
    write: () => writeAsIfOnline(session, actor, board.bones[0]?.id ?? ''),
    draft: () => draftAsIfOnline(session, actor, board.bones[0]?.id ?? ''),
    dots: () => workshop.castDots(actor, { ...input, stepId, causeId, dots: number(4) }),
    rate: () =>
      workshop.rateCause(actor, { ...input, stepId, causeId, importance: number(5), urgency: number(5) }),
    signal: () => workshop.setSignal(actor, { ...input, kind: flag ? 'hand' : 'ready', isOn: flag }),
    define: () => workshop.addEntry(actor, { ...input, kind: 'definition', text: 'They come back' }),
    defining: () =>
      workshop.setDefining(lead, { ...input, defining: pick(random, ['collect', 'approve', 'counted']) }),
    approve: () => workshop.approveDefinition(actor, { ...input, entryId, isOn: flag }),
    keep: () => workshop.keepDefinition(lead, { ...input, entryId, isOn: flag }),
    park: () => workshop.addEntry(actor, { ...input, kind: 'parking', text: 'Later' }),
    task: () => workshop.addEntry(actor, { ...input, kind: 'task', text: 'Do', dueOn: '2027-01-01' }),
    claim: () => workshop.addEntry(actor, { ...input, kind: 'claim', causeId: causeId || 'gone' }),
    remove: () => workshop.removeEntry(actor, { ...input, entryId }),
    openPulse: () => workshop.openPulse(lead, { ...input, question: '' }),
    pulse: () => workshop.answerPulse(actor, { ...input, value: number(5) }),
    closePulse: () => workshop.closePulse(lead, input),
    place: () => workshop.changePlace(actor, { ...input, wish: flag ? 'take-part' : 'watch' }),
    door: () => workshop.setDoor(lead, { ...input, door: pick(random, ['open', 'lobby', 'locked']) }),
    join: () => joinByChance(session),
    admit: () => workshop.admitGuests(lead, input),
    late: () =>
      workshop.handInLate(actor, {
        ...input,
        changes: JSON.stringify([{ kind: 'add', causeId: 'x', text: 'Late', under: causeId }]),
      }),
    review: () =>
      workshop.reviewLate(lead, {
        ...input,
        itemId: control.review[0]?.id ?? '',
        verdict: flag ? 'accept' : 'dismiss',
      }),
    status: () =>
      workshop.setCauseStatus(actor, { ...input, causeId, status: 'ruled-out', reason: 'Not so' }),
  };
  const name = pick(random, Object.keys(presses)) ?? 'move';
  scene.clock.nowMs += 1_000;
  try {
    await presses[name]?.();
    return name;
  } catch (fault) {
    if (!isAppError(fault)) throw fault;
    return `${name}!`;
  }
}

async function joinByChance(session: Session): Promise<void> {
  const { app } = scene;
  const { workshop } = await app.workshop.getWorkshop(lead, session.workshopId);
  const wish = session.random() < 0.3 ? 'watch' : 'take-part';
  const { token, isWaiting } = await app.workshop.joinAsGuest(
    { code: workshop.joinCode, name: 'Guest', department: 'Hall', wish },
    { locale: 'en', address: `10.0.${session.workshopId.slice(-2)}.${session.guests.length}` },
  );
  const { actor } = await app.identify(new Headers({ cookie: `herringbone.guest=${token}` }), false);
  expect(actor.kind).toBe(isWaiting ? 'nobody' : 'guest');
  if (!isWaiting) session.guests.push(actor);
}

/** Writes on the board if the server would take it from this person's socket. */
async function writeAsIfOnline(session: Session, actor: Actor, bone: string): Promise<void> {
  const { app } = scene;
  const name = `workshop/${session.workshopId}/board`;
  if ((await app.workshop.documentAccess(actor, name)) !== 'write' || bone === '') return;
  await app.sync.editDocument(name, (doc) => {
    const parent = bone as Parameters<typeof addCause>[1]['parent']; // a bone of this board
    addCause(createEditor(openFishbone(doc), 'fuzz'), { parent, after: 'end' }, 'Written', null);
  });
  session.causes++;
}

async function draftAsIfOnline(session: Session, actor: Actor, bone: string): Promise<void> {
  const { app } = scene;
  if (!('id' in actor)) return;
  const name = `workshop/${session.workshopId}/draft/${actor.id}`;
  if ((await app.workshop.documentAccess(actor, name)) !== 'write') return;
  const id = `idea${Math.floor(session.random() * 1e9)}`;
  await app.sync.editDocument(name, (doc) =>
    addIdea(doc, { id, bone, text: 'Silent', order: scene.clock.nowMs }),
  );
  session.causes++;
}

/** What holds in every workshop after every press. */
async function checkRules(session: Session, said: string): Promise<void> {
  const { app } = scene;
  const { workshopId } = session;
  const control = await room(session);
  const { workshop } = await app.workshop.getWorkshop(lead, workshopId);
  // The room knows what the database knows.
  expect([control.position, control.stage, control.door], said).toEqual([
    workshop.position,
    workshop.stage,
    workshop.room.door,
  ]);
  // An open vote tells nothing but how many voted.
  const step = stepAt(workshop.programme, workshop.position);
  if (step?.kind === 'vote') expect(control.votes?.stepId, said).not.toBe(step.id);
  if (step?.kind === 'rate') expect(control.ratings?.stepId, said).not.toBe(step.id);
  // Approvals are secret until they are counted, and a mood of two is nobody's business.
  if (control.defining !== 'counted')
    expect(
      entriesOf(control.entries, 'definition').every(({ approvals }) => approvals === null),
      said,
    ).toBe(true);
  if (control.pulse?.counts) expect(control.pulse.answered, said).toBeGreaterThanOrEqual(FEWEST_ANSWERS);
  expect(
    entriesOf(control.entries, 'definition').filter(({ isSettled }) => isSettled).length,
    said,
  ).toBeLessThan(2);
  for (const actor of [lead, ...people, ...session.guests]) {
    const access = await app.workshop.documentAccess(actor, `workshop/${workshopId}/board`);
    if (step?.kind === 'vote' || step?.kind === 'rate' || workshop.stage === 'closed')
      expect(access, said).not.toBe('write');
    const ballot = await app.workshop.getMyBallot(actor, workshopId).catch(() => undefined);
    if (ballot) expect(placedDots(ballot.dots), said).toBeLessThanOrEqual(ballot.rules.budget);
  }
}

/** At the end: the chain of seals is whole, no text was lost, and minutes can be written. */
async function checkEnd(session: Session, said: string): Promise<void> {
  const { app } = scene;
  const { workshopId } = session;
  const { position } = await room(session);
  if (position !== 'closed') await app.workshop.moveRoom(lead, { workshopId, from: position, to: 'closed' });
  const minutes = await app.workshop.getMinutes(lead, workshopId);
  expect(minutes.isWhole, said).toBe(true);
  const { fishbone } = await bones(session);
  expect(countCauses(fishbone), said).toBeGreaterThanOrEqual(session.causes);
}
