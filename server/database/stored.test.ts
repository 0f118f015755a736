import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { oneOf, readJson, StoredError } from './stored.ts';

const SCHEMA = v.array(v.object({ title: v.string(), minutes: v.number() }));

function faultOf(read: () => unknown): unknown {
  try {
    read();
  } catch (fault) {
    return fault;
  }
  throw new Error('it was read');
}

describe('[DB8] what stores read', () => {
  test('is handed on in the shape of its schema', () => {
    expect(readJson(SCHEMA, '[{"title":"A","minutes":5}]', 'workshop.programme', 'w1')).toEqual([
      { title: 'A', minutes: 5 },
    ]);
    expect(oneOf(['draft', 'open'], 'open', 'project.state', 'p1')).toBe('open');
  });

  test.each([
    ['no JSON', '[{"title":"Anna Nowak', 'it is no JSON'],
    ['another shape', '{"title":"Anna Nowak"}', 'the whole is no Array'],
    ['a wrong field', '[{"title":"Anna Nowak","minutes":"5"}]', '0.minutes is no number'],
  ])('is refused with column and row for %s, and says nothing of the content', (_case, text, what) => {
    const fault = faultOf(() => readJson(SCHEMA, text, 'workshop.programme', 'w1'));
    expect(fault).toBeInstanceOf(StoredError);
    expect(fault).toMatchObject({
      name: 'StoredError',
      column: 'workshop.programme',
      row: 'w1',
      message: `workshop.programme of row w1 cannot be read: ${what}`,
    });
  });

  test('is refused for a word that its list does not have', () => {
    expect(faultOf(() => oneOf(['draft', 'open'], 'lost', 'project.state', 'p1'))).toMatchObject({
      name: 'StoredError',
      message: 'project.state of row p1 cannot be read: it is none of draft, open',
    });
  });
});
