import { expect, test } from 'vitest';
import {
  standingOfAsk,
  mayAnswerAsk,
  mayKeepRhythm,
  rhythmStanding,
  type AskId,
  type RhythmAsk,
  type RhythmStance,
} from './rhythm.ts';

const TODAY = '2026-11-30';
const OPEN: RhythmAsk = {
  id: '01m8mdgsxdvx9ha66edpgxqba2' as AskId, // any id
  dueOn: TODAY,
  state: 'open',
  askedName: 'Ada',
  answer: null,
};
const answeredOn = (day: string, dueOn = TODAY): RhythmAsk => ({
  ...OPEN,
  dueOn,
  state: 'answered',
  answer: { text: '', isNothingNew: true, byName: 'Ada', day },
});

test('[RH4] an ask waits, is overdue after its day, answered, answered late, or missed', () => {
  expect(standingOfAsk(OPEN, TODAY)).toBe('waits');
  expect(standingOfAsk({ ...OPEN, dueOn: '2026-11-29' }, TODAY)).toBe('overdue');
  expect(standingOfAsk(answeredOn(TODAY), '2026-12-09')).toBe('answered');
  expect(standingOfAsk(answeredOn('2026-12-01'), '2026-12-09')).toBe('answered-late');
  expect(standingOfAsk({ ...OPEN, state: 'missed' }, TODAY)).toBe('missed');
});

test('[RH6] never asked, never answered, and answered before are told apart', () => {
  const missed: RhythmAsk = { ...OPEN, dueOn: '2026-11-16', state: 'missed' };
  expect(rhythmStanding([], TODAY)).toBe('not-started');
  expect(rhythmStanding([OPEN], TODAY)).toBe('waits');
  expect(rhythmStanding([OPEN, missed], TODAY)).toBe('waits');
  expect(rhythmStanding([{ ...OPEN, dueOn: '2026-11-27' }], TODAY)).toBe('never-answered');
  expect(rhythmStanding([missed], TODAY)).toBe('never-answered');
  expect(rhythmStanding([missed, answeredOn('2026-11-02', '2026-11-02')], TODAY)).toBe('missed');
  expect(rhythmStanding([answeredOn(TODAY), missed], TODAY)).toBe('answered');
});

test('[RH7] who answers for the subject, its maker and leads keep a rhythm; whoever is asked answers it', () => {
  const nobody: RhythmStance = { isAsked: false, isMaker: false, isOfSubject: false, isLead: false };
  const keeps = (stance: Partial<RhythmStance>) => mayKeepRhythm({ ...nobody, ...stance });
  const answers = (stance: Partial<RhythmStance>) => mayAnswerAsk({ ...nobody, ...stance });
  expect([keeps({}), answers({})]).toEqual([false, false]);
  expect([keeps({ isAsked: true }), answers({ isAsked: true })]).toEqual([false, true]);
  expect([keeps({ isMaker: true }), answers({ isMaker: true })]).toEqual([true, false]);
  expect([keeps({ isOfSubject: true }), answers({ isOfSubject: true })]).toEqual([true, true]);
  expect([keeps({ isLead: true }), answers({ isLead: true })]).toEqual([true, true]);
});
