import type { DBAdapter, DBTransactionAdapter, Where } from 'better-auth';
import { hashToken } from './secrets.ts';

/**
 * The account library's way to its tables, with tokens of sessions stored as their SHA-256 [PE18]:
 * whoever reads the database, or a backup of it, is nobody. The library has no such setting. A row
 * carries its token only where the caller named it; elsewhere it carries the digest, which opens nothing.
 */
export function withHashedSessions(adapter: DBAdapter): DBAdapter {
  return {
    ...hashed(adapter),
    transaction: (work) => adapter.transaction((trx) => work(hashed(trx))),
  };
}

function hashed<Adapter extends DBTransactionAdapter>(adapter: Adapter): Adapter {
  return {
    ...adapter,
    async create(input) {
      if (input.model !== 'session') return adapter.create(input);
      const token: unknown = input.data.token;
      if (typeof token !== 'string') throw new TypeError('A session without a token.');
      const row = await adapter.create({ ...input, data: { ...input.data, token: hashToken(token) } });
      return { ...row, token };
    },
    findOne: async (input) => withToken(await adapter.findOne(hashWhere(input)), input),
    findMany: (input) => adapter.findMany(hashWhere(input)),
    count: (input) => adapter.count(hashWhere(input)),
    update: async (input) => withToken(await adapter.update(hashWhere(input)), input),
    updateMany: (input) => adapter.updateMany(hashWhere(input)),
    delete: (input) => adapter.delete(hashWhere(input)),
    deleteMany: (input) => adapter.deleteMany(hashWhere(input)),
    consumeOne: async (input) => withToken(await adapter.consumeOne(hashWhere(input)), input),
    incrementOne: async (input) => withToken(await adapter.incrementOne(hashWhere(input)), input),
  } satisfies Partial<DBTransactionAdapter> as Adapter; // the rest is what came in
}

interface Question {
  model: string;
  where?: Where[] | undefined;
}

function hashWhere<Input extends Question>(input: Input): Input {
  if (input.model !== 'session' || !input.where) return input;
  return { ...input, where: input.where.map(hashCondition) };
}

function hashCondition(condition: Where): Where {
  const { field, value } = condition;
  if (field !== 'token') return condition;
  if (typeof value === 'string') return { ...condition, value: hashToken(value) };
  if (Array.isArray(value)) return { ...condition, value: value.map((token) => hashToken(String(token))) };
  return condition;
}

/** The library compares the token of a row with the cookie's, and writes it into the cookie again. */
function withToken<Row>(row: Row, { model, where }: Question): Row {
  const token = where?.find(({ field, value }) => field === 'token' && typeof value === 'string')?.value;
  return model === 'session' && row && token !== undefined ? { ...row, token } : row;
}
