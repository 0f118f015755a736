import { randomBytes, scryptSync, timingSafeEqual } from 'node:crypto';
import type { PasswordHasher } from '#server/access/accounts.ts';

const COST = { N: 2, r: 1, p: 1 };

/** Hashes passwords in no time, for tests that sign in by the hundred. The browser tests hash as the product does. */
export const CHEAP_HASHER: PasswordHasher = {
  hash(password) {
    const salt = randomBytes(8).toString('hex');
    return Promise.resolve(`${salt}:${scryptSync(password, salt, 32, COST).toString('hex')}`);
  },
  verify({ hash, password }) {
    const [salt = '', digest = ''] = hash.split(':');
    return Promise.resolve(timingSafeEqual(Buffer.from(digest, 'hex'), scryptSync(password, salt, 32, COST)));
  },
};
