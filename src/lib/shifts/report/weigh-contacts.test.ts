import { expect, test } from 'vitest';
import { readRows } from '#lib/tabular/read/read-rows.ts';
import { guessContactColumns } from './contact-columns.ts';
import * as v from 'valibot';
import { ContactSumsShape, MOST_CONTACTS } from './contact-sums.ts';
import { answerContacts, isReadable, MAX_CONTACTS_BYTES } from './contacts-calls.ts';
import { nameAgents } from './name-agents.ts';
import { weighContacts, type ContactQuestion } from './weigh-contacts.ts';

const GUESTS = ['Ada Lis', 'Jan Kos', 'Ewa Róg', 'Iza Wół', 'Ola Bąk'].map((name, at) => ({
  id: `g${at}`,
  name,
  days: [`2026-11-0${at + 2}`],
}));
const TEAM = ['Team 1', 'Team 2', 'Team 3', 'Team 4', 'Team 5'];
const QUESTION: ContactQuestion = {
  columns: { contact: 0, agent: 1, day: 2, score: 3 },
  scale: null,
  guests: GUESTS,
  agentOf: null,
  span: { firstDay: '2026-11-02', lastDay: '2026-11-06' },
  smallest: 5,
};
const guestLines = GUESTS.map(
  ({ name, days: [day] }, at) => `G${at},${name},${day} 09:15,${at === 0 ? 3 : 5}`,
);
const teamLines = TEAM.map((name, at) => `T${at},${name},2026-11-03,4`);
const rowsOf = (lines: readonly string[]) =>
  readRows(['id,agent,day,score', ...lines].join('\n'), ',').slice(1);
const weigh = (lines: readonly string[], change: Partial<ContactQuestion> = {}) =>
  weighContacts(rowsOf(lines), { ...QUESTION, ...change });

test('[SH89] contacts become sums per group and score, without an agent, a day or a contact', () => {
  const { sums, fault, agents } = weigh([...guestLines, ...teamLines]);
  expect(fault).toBeNull();
  expect(sums).toEqual({
    scale: { low: 1, high: 5 },
    guests: { counts: [0, 0, 1, 0, 4], people: 5 },
    team: { counts: [0, 0, 0, 5, 0], people: 5 },
    teamDays: 5,
  });
  expect(agents).toHaveLength(10);
  expect(JSON.stringify(sums)).not.toMatch(/Ada|Team|2026|G1/);
});

test("[SH89] what a guest's agent had on other days is the team's, and other days than the round's count nowhere", () => {
  const { sums, outside } = weigh([
    ...guestLines,
    ...teamLines,
    'X1,Ada Lis,2026-11-06,1',
    'X2,Ada Lis,2026-12-01,1',
  ]);
  expect(sums?.team.counts).toEqual([1, 0, 0, 5, 0]);
  expect(sums?.team.people).toBe(6);
  expect(outside).toBe(1);
});

test('[SH89] a group of fewer contacts or fewer people than the smallest group is silent', () => {
  const four = guestLines.slice(0, 4);
  expect(weigh([...four, 'G9,Ada Lis,2026-11-02,4', ...teamLines]).fault).toEqual({ kind: 'guests' });
  expect(weigh([...guestLines, ...teamLines.slice(1), 'T9,Team 2,2026-11-03,4']).fault).toEqual({
    kind: 'team',
  });
  expect(weigh([...guestLines, ...teamLines], { smallest: 6 }).fault).toEqual({ kind: 'guests' });
  expect(weigh(['A,Ada Lis,2027-01-01,4']).fault).toEqual({ kind: 'nothing' });
});

test('[SH89] rows that are no contact are refused with their numbers, and unrated ones counted', () => {
  const { refused, unrated, sums } = weigh([
    ...guestLines,
    'G0,Ada Lis,2026-11-02,5',
    'B1,,2026-11-02,5',
    'B2,Team 1,soon,5',
    'B3,Team 1,2026-11-03,good',
    'B4,Team 1,2026-11-03,',
    'B5,Team 1,2026-11-03,4.5',
    ...teamLines,
  ]);
  expect(refused.map(({ row, fault }) => [row, fault.reason.split('.').at(-1)])).toEqual([
    [7, 'twice'],
    [8, 'noAgent'],
    [9, 'badDay'],
    [10, 'badScore'],
    [12, 'badScore'],
  ]);
  expect(unrated).toBe(1);
  expect(sums?.guests.counts).toEqual([0, 0, 1, 0, 4]);
});

test('[SH89] scores of two scales are refused with the row that shows it', () => {
  const wide = weigh([...guestLines, ...teamLines, 'X1,Team 1,2026-11-03,9'], { scale: { low: 1, high: 5 } });
  expect(wide.fault).toMatchObject({ kind: 'scale', row: 12, score: '9' });
  expect(weigh([...guestLines, ...teamLines, 'X1,Team 1,2026-11-03,9']).scale).toEqual({ low: 0, high: 10 });
  const mixed = weigh([...guestLines, 'X1,Team 1,2026-11-03,4/5', 'X2,Team 1,2026-11-03,4/10', ...teamLines]);
  expect(mixed.fault).toMatchObject({ kind: 'scale', row: 8, score: '4/10' });
  expect(weigh([...guestLines, 'X,Team 1,2026-11-03,11']).fault).toMatchObject({
    kind: 'scale',
    score: '11',
  });
});

test('[SH89] a shared login is the guest of its day', () => {
  const lines = GUESTS.map(({ days: [day] }, at) => `G${at},guest1,${day},5`);
  const agentOf = Object.fromEntries(GUESTS.map(({ id }) => [id, 'guest1']));
  const { sums } = weigh([...lines, ...teamLines], { agentOf });
  expect(sums?.guests).toEqual({ counts: [0, 0, 0, 0, 5], people: 5 });
});

test('[SH89] guests are known by their names, also surname first or in an address, and never by a guess', () => {
  const agents = ['kos jan', 'ewa.rog@firma.pl', 'Ada Lis', 'LIS Ada', 'Olga Bąk'];
  expect(Object.fromEntries(nameAgents(GUESTS, agents))).toEqual({ g1: 'kos jan', g2: 'ewa.rog@firma.pl' });
  const twins = [...GUESTS, { id: 'twin', name: 'Jan Kos', days: [] }];
  expect(nameAgents(twins, agents).has('g1')).toBe(false);
});

test('[SH89] columns are guessed by their headings in both languages', () => {
  expect(guessContactColumns(['Ticket ID', 'Agent', 'Created at', 'CSAT'])).toEqual({
    ...{ contact: 0, agent: 1, day: 2, score: 3 },
  });
  expect(guessContactColumns(['Ocena', 'Konsultant', 'Data', 'Nr zgłoszenia', 'Kanał'])).toEqual({
    ...{ score: 0, agent: 1, day: 2, contact: 3 },
  });
  expect(guessContactColumns(['a', 'b'])).toEqual({});
});

test('[SH89] a file in the encoding and with the delimiter of a Polish Excel is read', async () => {
  const calls = answerContacts();
  const text = 'Zgłoszenie;Konsultant;Data;Ocena\r\n1;Ewa Róg;03.11.2026;5\r\n2;Ola Bąk;13.11.2026;4\r\n';
  const windows1250: Record<string, number> = { ł: 0xb3, ó: 0xf3, ą: 0xb9 };
  const bytes = Uint8Array.from(text, (letter) => windows1250[letter] ?? letter.charCodeAt(0));
  const context = { tell: () => undefined, move: () => undefined };
  const opened = await (calls.open as (input: Uint8Array, context: unknown) => ReturnType<typeof calls.open>)(
    bytes,
    context,
  );
  expect(opened?.columns).toEqual({ contact: 0, agent: 1, day: 2, score: 3 });
  const { agents, refused } = calls.weigh(QUESTION);
  expect([agents, refused]).toEqual([['Ewa Róg', 'Ola Bąk'], []]);
  expect(await calls.open(new Uint8Array([0x25, 0x50, 0x44, 0x46, 0x2d]))).toBeNull();
});

test('[SH89] of sums the server asks all of it again', () => {
  const sums = {
    ...{ scale: { low: 1, high: 5 }, teamDays: 5 },
    guests: { counts: [0, 0, 1, 0, 4], people: 5 },
    team: { counts: [0, 0, 0, 5, 0], people: 5 },
  };
  const isTaken = (change: object) => v.is(ContactSumsShape, { ...sums, ...change });
  expect(isTaken({})).toBe(true);
  expect(isTaken({ scale: { low: 1, high: 4 } })).toBe(false);
  expect(isTaken({ scale: { low: 0, high: 10 } })).toBe(false);
  expect(isTaken({ guests: { counts: [0, 0, 1, 0, 4], people: 6 } })).toBe(false);
  expect(isTaken({ teamDays: 4 })).toBe(false);
  expect(isTaken({ teamDays: 6 })).toBe(false);
  const guests = (most: number) => ({ guests: { counts: [0, 0, 0, 0, most], people: 5 } });
  expect(isTaken(guests(MOST_CONTACTS))).toBe(true);
  expect(isTaken(guests(MOST_CONTACTS + 1))).toBe(false);
});

test('[SH89] a file that is too large is not read', () => {
  expect(isReadable({ size: MAX_CONTACTS_BYTES })).toBe(true);
  expect(isReadable({ size: MAX_CONTACTS_BYTES + 1 })).toBe(false);
});
