import { flushSync } from 'svelte';
import { expect, onTestFinished, test } from 'vitest';
import * as Y from 'yjs';
import type { FishboneChange } from '#lib/ishikawa/diff-fishbones.ts';
import { openFishbone } from '#lib/ishikawa/doc/fishbone-doc.ts';
import { startFishbone } from '#lib/ishikawa/doc/start-fishbone.ts';
import { FishboneState } from '#lib/ishikawa/editor/Fishbone.svelte.ts';
import type { PresentPerson } from '#lib/sync/presence.ts';
import type { BoardAccess, Stage } from '../step.ts';
import type { Participation } from '../workshop.ts';
import type { BackstageMessage } from './backstage-doc.ts';
import { BoardPage, type PageRoom, MAX_POINTERS } from './BoardPage.svelte.ts';
import { readControl, writeControl, type Control } from './control-doc.ts';
import type { ActOutcome, Ending, SendPress } from './room-actions.ts';
import { PressQueue } from './PressQueue.svelte.ts';
import type { PressStore } from './press-store.ts';
import type { WorkStatus } from './work-status.ts';
import type { RoomOwn } from './room-own.ts';

const OWN: RoomOwn = {
  ...{ participation: 'invited', mine: undefined, entries: { proposed: [], approved: [] } },
  ...{ pulse: undefined, papers: [], offers: [], waiting: [], people: [], carryable: [] },
};
const LATE: FishboneChange = { kind: 'add', causeId: 'c1', text: 'late', under: 'bone1' };

/** A device that keeps no press. */
const NO_STORE: PressStore = {
  all: () => Promise.resolve([]),
  put: () => Promise.resolve(),
  remove: () => Promise.resolve(),
};

/** The control document as the server writes it, with some of it set. */
function controlWith(part: Partial<Control>): Control {
  const doc = new Y.Doc();
  doc.getMap('control').set('stage', 'whys');
  const empty = readControl(doc);
  if (!empty) throw new Error('a control document has a stage');
  writeControl(doc, { ...empty, ...part });
  return readControl(doc) ?? empty;
}

function person(client: number, part: Partial<PresentPerson> = {}): PresentPerson {
  return {
    client,
    name: `P${client}`,
    person: null,
    isMe: false,
    department: null,
    cursor: null,
    focus: null,
    isTyping: false,
    ...part,
  };
}

/** A room in memory: what the page reads of it can be set, what it does is written down. */
class RoomInHand implements PageRoom {
  control = $state.raw<Control | undefined>(controlWith({}));
  participation = $state.raw<Participation>('invited');
  access = $state.raw<BoardAccess>('write');
  isLate = $state(false);
  isHeld = $state(false);
  draftNow = $state.raw<PageRoom['draftNow']>(undefined);
  people = $state.raw<PresentPerson[]>([]);
  messages = $state.raw<BackstageMessage[]>([]);
  late: FishboneChange[] | undefined = [LATE];
  lateIdeas: FishboneChange[] | undefined = [];
  looking: Promise<void> = Promise.resolve();
  typing = false;
  readonly calls: string[] = [];
  readonly fishbone: FishboneState;
  readonly view: PageRoom['view'];

  constructor() {
    const doc = new Y.Doc();
    const categories = ['People', 'Methods'].map((name) => ({ name, question: '' }));
    let ids = 0;
    startFishbone(
      openFishbone(doc),
      { head: 'Long waits', headSide: 'right', categories },
      { random: () => 0.5, newId: () => `bone${++ids}` },
    );
    this.fishbone = new FishboneState(doc, { authorId: 'ala', isReadOnly: () => false });
    const retryNow = (): void => void this.calls.push('retry');
    const setPresence = ({ isTyping }: { isTyping?: boolean }): void => {
      if (isTyping !== undefined) this.typing = isTyping;
    };
    this.view = { retryNow, setPresence };
  }

  status(): WorkStatus {
    return { kind: 'saved', causes: 0, answers: 0 };
  }

  standAs(participation: Participation): void {
    this.calls.push(`stand as ${participation}`);
  }
  accessChanged(): void {
    this.calls.push('access changed');
  }
  findLate(): Promise<FishboneChange[] | undefined> {
    return Promise.resolve(this.late);
  }
  /** What was there when somebody began to look, once `looking` is over. */
  findLateIdeas(): Promise<FishboneChange[] | undefined> {
    const found = this.lateIdeas;
    return this.looking.then(() => found);
  }
  startAnew(which: string): Promise<void> {
    this.calls.push(`start ${which} anew`);
    if (which === 'draft') this.lateIdeas = [];
    return Promise.resolve();
  }
  wall(): ReturnType<PageRoom['wall']> {
    return Promise.resolve({ content: undefined, screens: 0 });
  }

  backstage(): ReturnType<PageRoom['backstage']> {
    this.calls.push('open backstage');
    const messages = (): BackstageMessage[] => this.messages;
    return Promise.resolve({
      get messages() {
        return messages();
      },
      say: () => undefined,
    });
  }
}

/** A page on a room in memory; `settled` waits until all that it began by itself is done. */
function openPage(prepare: (room: RoomInHand) => void = () => undefined, firstStage: Stage = 'whys') {
  const room = new RoomInHand();
  prepare(room);
  const { calls } = room;
  const texts: Record<string, { value: string }> = {};
  const answers = new Map<string, ActOutcome<object>>([['own', { answer: OWN }]]);
  const send = (action: string, fields: object): Promise<ActOutcome<object>> => {
    calls.push(`${action} ${JSON.stringify(fields)}`);
    return Promise.resolve(answers.get(action) ?? { answer: {} });
  };
  const ports = {
    ...{ stage: () => firstStage, nowMs: () => 1_000, send: send as SendPress }, // answers as set above
    ask: ({ follows }: Ending) => {
      calls.push(`ask ${follows}`);
      return Promise.resolve(follows !== 'no');
    },
    offerBack: (text: string, undoId: string) => calls.push(`offer ${undoId}: ${text}`),
    refuse: ({ key }: { key: string }) => calls.push(`refused: ${key}`),
    goToCurrent: () => calls.push(`show ${room.fishbone.selection.current ?? 'nothing'}`),
    handedIn: (count: number) => calls.push(`${count} handed in`),
    texts: { names: [], of: (name: string) => (texts[name] ??= { value: '' }) },
    presses: new PressQueue('ala/w1', NO_STORE, ({ action, fields }) => send(action, fields)),
    ballotLate: (of: string, count: number) => calls.push(`late ${of}: ${count}`),
  };
  let page: BoardPage | undefined;
  const stop = $effect.root(() => {
    page = new BoardPage(room, OWN, ports);
  });
  onTestFinished(() => {
    stop();
    room.fishbone.destroy();
  });
  if (!page) throw new Error('an effect root runs at once');
  const settled = async (): Promise<string[]> => {
    flushSync();
    await new Promise((resolve) => setTimeout(resolve)); // after everything that waits for an answer
    flushSync();
    return calls.splice(0);
  };
  return { page, room, answers, texts, settled };
}

test('[WS3] a board that opens for this page connects again, once for each change', async () => {
  const { room, settled } = openPage((closed) => (closed.access = 'none'));
  expect(await settled()).not.toContain('access changed');
  room.access = 'read';
  expect(await settled()).toEqual(['access changed']);
  room.participation = 'observer';
  expect(await settled()).toEqual([]);
});

test('[WS3] the page follows the step of the room, and before its first word the step it was loaded with', () => {
  const { page, room } = openPage((silent) => (silent.control = undefined), 'vote');
  expect([page.stage, page.isBallot, page.hasPanel]).toEqual(['vote', true, false]);
  const see = (part: Partial<Control>): unknown[] => {
    room.control = controlWith(part);
    return [page.stage, page.isBallot, page.hasPanel];
  };
  expect(see({ stage: 'vote' })).toEqual(['vote', true, true]);
  expect(see({ stage: 'whys' })).toEqual(['whys', false, false]);
  expect(see({ stage: 'welcome' })).toEqual(['welcome', false, true]);
  expect(see({ stage: 'evidence' })).toEqual(['evidence', false, false]);
  room.participation = 'observer';
  expect(see({ stage: 'vote' })).toEqual(['vote', false, false]);
});

test('[WS12] whoever loses the place to steer loses its tools, and has them again with it', async () => {
  const { page, room, settled } = openPage((own) => (own.participation = 'facilitator'));
  page.toggleTool('facilitate');
  expect([page.tool, await settled()]).toEqual(['facilitate', expect.arrayContaining(['open backstage'])]);
  room.participation = 'invited';
  expect(page.tool).toBeNull();
  page.toggleTool('people');
  expect(page.tool).toBe('people');
  page.toggleTool('people');
  expect(page.tool).toBeNull();
});

test('[WS102] words backstage count as new until they are looked at', async () => {
  const { page, room, settled } = openPage((own) => (own.participation = 'cofacilitator'));
  await settled();
  room.messages = [{ by: 'ola', name: 'Ola', text: 'ready?', atMs: 1 }];
  expect(page.counts.backstage).toBe(1);
  page.toggleTool('backstage');
  await settled();
  page.closeTool();
  expect(page.counts.backstage).toBe(0);
});

test('[WS103] one who is followed is followed to what they look at, and no longer after that', async () => {
  const { page, room, settled } = openPage();
  await settled();
  room.people = [person(1, { isMe: true }), person(7, { name: 'Ola' })];
  page.following = 7;
  expect([page.followed, await settled()]).toEqual(['Ola', []]);
  room.people = [person(7, { name: 'Ola', focus: 'bone2' })];
  expect(await settled()).toEqual(['show bone2']);
  room.people = [person(7, { name: 'Ola', focus: 'bone2', cursor: { x: 1, y: 1, at: 'bone2' } })];
  expect(await settled()).toEqual([]);
  room.people = [person(7, { name: 'Ola', focus: 'gone' })];
  expect(await settled()).toEqual([]);
  page.following = null;
  room.people = [person(7, { name: 'Ola', focus: 'bone1' })];
  expect([page.followed, await settled()]).toEqual([undefined, []]);
});

test('[WS18] what is shown to everybody comes into sight, but nobody is torn from typing', async () => {
  const { room, settled } = openPage();
  await settled();
  room.control = controlWith({ spotlight: 'bone2' });
  expect(await settled()).toEqual(expect.arrayContaining(['show bone2']));
  room.fishbone.selection.edit('bone1');
  room.control = controlWith({ spotlight: 'bone1' });
  expect(await settled()).toEqual([]);
  expect(room.fishbone.selection.editing).toBe('bone1');
});

test('[WS104] what came too late goes to the tray, then this device steps aside and starts anew', async () => {
  const { room, settled } = openPage();
  await settled();
  room.isLate = true;
  expect(await settled()).toEqual([
    `handIn ${JSON.stringify({ changes: JSON.stringify([LATE]), isSilent: false })}`,
    'start board anew',
    '1 handed in',
  ]);
});

test('[WS104] nothing is set aside when the tray refuses it or nobody knows what is late', async () => {
  const { room, answers, settled } = openPage();
  answers.set('handIn', { refusal: { key: 'room.notSent' } });
  await settled();
  room.isLate = true;
  expect((await settled()).slice(1)).toEqual(['refused: room.notSent']);
  room.isLate = false;
  await settled();
  room.late = undefined;
  room.isLate = true;
  expect(await settled()).toEqual([]);
});

test('[WS104] nothing late after all: the page starts anew without a word to the tray', async () => {
  const { room, settled } = openPage((own) => (own.late = []));
  await settled();
  room.isLate = true;
  expect(await settled()).toEqual(['start board anew']);
});

test('[WS104] ideas that were written in silence are looked for once the silence is over', async () => {
  const { room, settled } = openPage((own) => {
    own.control = controlWith({ stage: 'write' });
    own.lateIdeas = [LATE];
  });
  expect((await settled()).join()).not.toContain('handIn');
  room.control = controlWith({ stage: 'reveal' });
  expect(await settled()).toEqual([
    `handIn ${JSON.stringify({ changes: JSON.stringify([LATE]), isSilent: true })}`,
    'start draft anew',
    '1 handed in',
  ]);
});

test('[WS104] what is looked for twice at once is handed in once', async () => {
  const { room, settled } = openPage((own) => {
    own.control = controlWith({ stage: 'write' });
    own.lateIdeas = [LATE];
  });
  await settled();
  const moveTo = (stage: Stage): void => {
    room.control = controlWith({ stage });
    flushSync();
  };
  const [first, second] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  room.looking = first.promise;
  moveTo('reveal');
  room.looking = second.promise;
  moveTo('write'); // one step back, and on again
  moveTo('reveal');
  first.resolve();
  const calls = await settled();
  second.resolve();
  calls.push(...(await settled()));
  expect(calls.filter((call) => call.startsWith('handIn'))).toHaveLength(1);
});

test('[WS31] what is one’s own is asked for when the room has news, and kept when nobody answers', async () => {
  const { page, room, answers, settled } = openPage();
  expect(await settled()).toEqual(expect.arrayContaining(['own {}', 'stand as invited']));
  const own = { ...OWN, pulse: 4 };
  answers.set('own', { answer: own });
  room.control = controlWith({ news: 1 });
  expect([await settled(), page.own]).toEqual([['own {}', 'stand as invited'], own]);
  room.control = controlWith({ news: 1, isPaused: true });
  room.control = controlWith({ news: 1, waiting: 2 }); // the lobby is for those who steer
  expect(await settled()).toEqual([]);
  answers.set('own', { refusal: { key: 'room.notSent' } });
  room.control = controlWith({ news: 2 });
  expect([await settled(), page.own]).toEqual([['own {}'], own]);
});

test('[WS72] changing sides stands as the server says, connects again and asks for what is one’s own', async () => {
  const { page, answers, settled } = openPage();
  await settled();
  answers.set('place', { answer: { participation: 'observer' } });
  await page.changeSide('watch');
  expect(await settled()).toEqual([
    'place {"wish":"watch"}',
    'stand as observer',
    'retry',
    'own {}',
    'stand as invited',
  ]);
  answers.set('place', { refusal: { key: 'join.full' } });
  await page.changeSide('take-part');
  expect(await settled()).toEqual(['place {"wish":"take-part"}', 'refused: join.full']);
});

test('[FM13] what ends something is asked first, and not sent when it is called off', async () => {
  const { page, settled } = openPage();
  await settled();
  const close = (follows: string): Promise<object | undefined> =>
    page.act('closePulse', {}, { verb: 'Close', follows });
  expect([await close('no'), await close('counted')]).toEqual([undefined, {}]);
  expect(await settled()).toEqual(['ask no', 'ask counted', 'closePulse {}']);
});

test('[WS103] pointers of a full room are left out but for the one who is followed', () => {
  const { page, room } = openPage();
  const pointing = (others: number): number[] => {
    const here = Array.from({ length: others }, (_, i) =>
      person(i + 1, { cursor: { x: i, y: 0, at: null } }),
    );
    room.people = [person(99, { isMe: true }), ...here];
    return page.presence.filter(({ pointer }) => pointer !== null).map(({ clientId }) => clientId);
  };
  expect(pointing(MAX_POINTERS)).toHaveLength(MAX_POINTERS);
  expect(pointing(MAX_POINTERS + 2)).toHaveLength(MAX_POINTERS);
  expect([page.presence.length, pointing(MAX_POINTERS + 2).at(-1)]).toEqual([MAX_POINTERS + 2, MAX_POINTERS]);
  page.following = MAX_POINTERS + 2;
  expect(pointing(MAX_POINTERS + 2).slice(-2)).toEqual([MAX_POINTERS, MAX_POINTERS + 2]);
});

test('[FM16] what is taken away at once is offered back, and what is one’s own is asked for after that', async () => {
  const { page, answers, settled } = openPage();
  await settled();
  answers.set('removeEntry', { answer: { undoId: 'u1' } });
  await page.act('removeEntry', { entryId: 'e1' }, 'Removed.');
  expect(await settled()).toEqual(['removeEntry {"entryId":"e1"}', 'offer u1: Removed.']);
  await page.takeBack('u1');
  expect(await settled()).toEqual(['takeBack {"undoId":"u1"}', 'own {}', 'stand as invited']);
  answers.set('removeEntry', { answer: { undoId: null } });
  await page.act('removeEntry', { entryId: 'e1' }, 'Removed.');
  await page.act('removeEntry', { entryId: 'e2' }, null);
  expect(await settled()).toEqual(['removeEntry {"entryId":"e1"}', 'removeEntry {"entryId":"e2"}']);
});

test('[WS150] who comes or writes after the page was loaded is asked about, once, by who steers', async () => {
  const { page, room, answers, settled } = openPage();
  await settled();
  room.people = [person(1, { isMe: true }), person(7, { name: 'Ola', person: 'person:ola' })];
  expect(await settled()).toEqual([]);
  const ola = { id: 'ola', key: 'person:ola', name: 'Ola', department: 'IT', takesPart: true };
  answers.set('own', { answer: { ...OWN, participation: 'facilitator', people: [ola] } });
  room.participation = 'facilitator';
  expect(await settled()).toContain('own {}');
  expect(page.own.people).toEqual([ola]);
  room.people = [...room.people, person(8, { name: 'Jan', person: 'person:jan' })];
  expect((await settled()).filter((call) => call === 'own {}')).toHaveLength(1);
  room.people = [...room.people]; // he is still not among them: asked once is enough
  expect(await settled()).toEqual([]);
});

test('[WS108] what one is in the middle of is not handed in by itself: one press does it, and closes the field', async () => {
  const { page, room, settled } = openPage();
  await settled();
  room.fishbone.selection.edit('bone1');
  room.fishbone.setText('bone1', 'Half a sen');
  await settled();
  expect(room.typing).toBe(true);
  room.isLate = true;
  expect(await settled()).toEqual([]);
  expect(page.offers.map(({ from, text, isLocked }) => [from, text, isLocked])).toEqual([
    ['board', 'Half a sen', false],
  ]);
  room.fishbone.selection.stopEditing();
  expect([await settled(), page.offers.length]).toEqual([[], 1]);
  await page.offers[0]?.send();
  expect(await settled()).toEqual([
    `handIn ${JSON.stringify({ changes: JSON.stringify([LATE]), isSilent: false })}`,
    'start board anew',
    '1 handed in',
  ]);
  room.isLate = false;
  expect([await settled(), page.offers, room.typing]).toEqual([[], [], false]);
});

test('[WS108] under a lock the words wait, and are offered all the same', async () => {
  const { page, room, settled } = openPage();
  await settled();
  room.fishbone.selection.edit('bone1');
  room.isHeld = true;
  expect(await settled()).toEqual([]);
  expect(page.offers.map(({ from, isLocked }) => [from, isLocked])).toEqual([['board', true]]);
  room.isHeld = false; // opened again, they arrived
  await settled();
  expect(page.offers).toEqual([]);
});

test('[WS108] a definition that was not sent in time is offered to the tray, and a pause makes nothing late', async () => {
  const { page, room, texts, settled } = openPage((own) => (own.control = controlWith({ stage: 'welcome' })));
  texts.definition = { value: 'Being understood' };
  await settled();
  expect(page.offers).toEqual([]);
  room.control = controlWith({ stage: 'whys', isPaused: true });
  await settled();
  expect(page.offers).toEqual([]);
  room.control = controlWith({ stage: 'whys' });
  await settled();
  expect(page.offers.map(({ from, text }) => [from, text])).toEqual([['definition', 'Being understood']]);
  await page.offers[0]?.send();
  const changes = JSON.stringify([{ kind: 'definition', text: 'Being understood' }]);
  expect(await settled()).toEqual([`handIn ${JSON.stringify({ changes, isSilent: false })}`, '1 handed in']);
  expect(texts.definition.value).toBe('');
});

test('[WS110] who steers learns how much of a ballot came too late, once, and its author keeps it', async () => {
  const { page, room, answers, settled } = openPage((own) => (own.control = controlWith({ stage: 'vote' })));
  answers.set('dots', { refusal: { key: 'ballots.vote.closed' } });
  await settled();
  await page.act('dots', { stepId: 's1', causeId: 'c1', dots: 2 });
  const calls = await settled();
  const changes = JSON.stringify([{ kind: 'ballot', of: 'vote', count: 2 }]);
  expect(calls.filter((call) => call.startsWith('handIn'))).toEqual([
    `handIn ${JSON.stringify({ changes, isSilent: false })}`,
  ]);
  expect(calls).toContain('late vote: 2');
  expect(page.offers).toEqual([]);
  room.control = controlWith({ stage: 'vote', position: 's1' as never }); // as an id of a step reads
  await settled();
  expect(page.offers.map(({ from, text }) => [from, text])).toEqual([['vote', '2']]);
});
