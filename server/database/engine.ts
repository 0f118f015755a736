import { sql, type ColumnDataType, type Expression, type Kysely } from 'kysely';
import type { Tables } from './tables.ts';

/** The two databases that Herringbone runs on. Differences between them live in this folder alone. */
export type Engine = 'sqlite' | 'postgres';

/** What queries are made with: the database itself, or one open transaction. */
export type Queries = Kysely<Tables>;

/** The column type for raw bytes. */
export function bytesType(engine: Engine): ColumnDataType {
  return engine === 'sqlite' ? 'blob' : 'bytea';
}

/** The column type for whole numbers beyond 2^31, such as milliseconds since 1970. */
export function bigType(engine: Engine): ColumnDataType {
  return engine === 'sqlite' ? 'integer' : 'bigint';
}

/** The column type of a key that counts up by itself. */
export function countingKeyType(engine: Engine): ColumnDataType | Expression<unknown> {
  return engine === 'sqlite' ? 'integer' : sql`bigserial`;
}
