import { describe, expect, test } from 'vitest';
import type { CompetenceLevel } from '../competence.ts';
import { FEWEST_PEERS, type TeamNeed } from './team.ts';
import { findGaps, orderWords, summarisePeers, type MemberStanding } from './team-gaps.ts';

const need = (competenceId: string, wanted: CompetenceLevel = 2): TeamNeed => ({
  competenceId,
  name: competenceId.toUpperCase(),
  wanted,
  version: 1,
});
const member = (
  name: string,
  own: CompetenceLevel | null,
  peers: CompetenceLevel[] = [],
): MemberStanding => ({ id: name, name, own, peers: summarisePeers(peers) });
const LEAD = { id: 'lead', isLead: true };
const VISITOR = { id: 'director', isLead: false };

describe('what peers say', () => {
  test('[CX6] is nothing from one less than the fewest, and a range with its middle from them on', () => {
    const levels: CompetenceLevel[] = [3, 0, 2];
    expect(summarisePeers(levels.slice(0, FEWEST_PEERS - 1))).toBeNull();
    expect(summarisePeers(levels.slice(0, FEWEST_PEERS))).toEqual({ n: 3, low: 0, middle: 2, high: 3 });
  });

  test('[CX6] has the lower of two middles', () => {
    expect(summarisePeers([3, 1, 2, 0])).toMatchObject({ middle: 1 });
    expect(summarisePeers([3, 3, 3, 3])).toEqual({ n: 4, low: 3, middle: 3, high: 3 });
  });

  test('[CX8] as words stands in the order of the reader’s alphabet, whoever wrote first', () => {
    const words = ['ćwiczy', 'zna', 'cennik', 'łatwo'];
    expect(orderWords(words.slice(0, FEWEST_PEERS - 1), 'pl')).toBeNull();
    expect(orderWords(words, 'pl')).toEqual(['cennik', 'ćwiczy', 'łatwo', 'zna']);
    expect(orderWords(words.toReversed(), 'pl')).toEqual(orderWords(words, 'pl'));
  });
});

describe('[CX9] gaps', () => {
  test('stand first, then what nobody spoke of, then what one person has', () => {
    const gaps = findGaps(
      [need('covered'), need('single'), need('silent'), need('gap', 3)],
      new Map([
        ['covered', [member('a', 2), member('b', 3), member('c', null)]],
        ['single', [member('a', 2), member('b', 1), member('c', 0)]],
        ['silent', [member('a', null), member('b', null), member('c', null)]],
        ['gap', [member('a', 2), member('b', 2), member('c', null)]],
      ]),
      LEAD,
    );
    expect(gaps.map(({ kind, said, reach, teach }) => ({ kind, said, reach, teach }))).toEqual([
      { kind: 'gap', said: 2, reach: 0, teach: 0 },
      { kind: 'silent', said: null, reach: null, teach: null },
      { kind: 'single', said: 3, reach: 1, teach: 0 },
      { kind: 'covered', said: 2, reach: 2, teach: 1 },
    ]);
    expect(gaps.at(-1)?.names).toEqual({ reach: ['a', 'b'], teach: ['b'] });
  });

  test('count peers by the middle of what they say, where enough of them did', () => {
    const standings = new Map([
      ['x', [member('a', 0, [2, 2, 0]), member('b', 0, [1, 1, 3]), member('c', 0, [3, 3])]],
    ]);
    expect(findGaps([need('x')], standings, LEAD)[0]?.peers).toEqual({ shown: 2, reach: 1 });
  });

  test('tell a reader who is no lead nothing of fewer than three others, and never a name', () => {
    const three = [member('a', 2), member('b', 3), member('c', 1)];
    const seen = (id: string, members = three) =>
      findGaps([need('x')], new Map([['x', members]]), { id, isLead: false })[0];
    expect(seen('a')).toMatchObject({ kind: 'few', said: null, reach: null, teach: null, names: null });
    expect(seen(VISITOR.id)).toMatchObject({ kind: 'covered', said: 3, reach: 2, names: null });
    expect(seen('a', [...three, member('d', 0)])).toMatchObject({ said: 4, reach: 2, names: null });
    expect(seen('a', [...three, member('d', null)])).toMatchObject({ kind: 'few', said: null });
    const judged = [2, 1, 3].map(
      (level, at) =>
        member(
          'abc'[at] ?? '',
          null,
          Array.from({ length: 3 }, () => level as CompetenceLevel),
        ), // of the list above
    );
    expect(seen('a', judged)?.peers).toBeNull();
    expect(seen(VISITOR.id, judged)?.peers).toEqual({ shown: 3, reach: 2 });
  });
});
