import { expect, test } from 'vitest';
import { HEAD_ID } from '../layout/fishbone-layout.ts';
import { FishboneSearch } from './FishboneSearch.svelte.ts';
import { boardWithCauses } from '../testing/board-on-screen.svelte.ts';

test('[IK76] the search finds without signs, in notes too, goes round and brings to light', () => {
  const { state, find, shown } = boardWithCauses('Źle działa\n  łącze\nb');
  const search = new FishboneSearch(() => state);
  search.isOpen = true;
  const [lacze, b] = [find('łącze'), find('b')];
  state.setNote(b, 'zła łączność');
  state.selection.toggleFoldBelow(HEAD_ID);
  state.selection.focusOn('bone2' as never);
  search.query = 'ZLE dziala';
  expect(search.found).toHaveLength(1);
  search.query = 'lacz';
  expect([search.found, search.position]).toEqual([[lacze, b], 0]);
  expect([search.go(1), search.position, state.selection.current]).toEqual([lacze, 1, lacze]);
  expect(shown()).toEqual(['Long waits', '  People', '    Źle działa', '      łącze', '    b', '  Methods']);
  expect([search.go(1), search.go(1), search.go(-1)]).toEqual([b, lacze, b]);
  search.query = 'nothing like it';
  expect([search.go(1), search.found]).toEqual([null, []]);
  search.query = 'people';
  expect(search.found).toEqual(['bone1']);
});
