import { isRedirect } from '@sveltejs/kit';
import { expect, test } from 'vitest';
import { leadToNumber } from './numbered-page.ts';

function answer(method: string, address: string): unknown {
  const url = new URL(address, 'http://localhost');
  const event = {
    request: new Request(url, { method }),
    url,
    params: { id: url.pathname.split('/')[2] ?? '' },
  };
  try {
    leadToNumber(event, { number: 128 });
    return 'page';
  } catch (fault) {
    if (!isRedirect(fault)) throw fault;
    return [fault.status, fault.location];
  }
}

test('[IS13] [PR17] the id of before leads to the number with its query; a form sent there is not sent twice', () => {
  expect(answer('GET', '/issues/019a-x?panel=trail&at=3')).toEqual([308, '/issues/128?panel=trail&at=3']);
  expect(answer('GET', '/issues/128?panel=trail')).toBe('page');
  expect(answer('POST', '/issues/019a-x?/rate')).toBe('page');
});
