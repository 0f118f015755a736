import type { SelectQueryBuilder } from 'kysely';
import type { Engine } from './engine.ts';
import type { Tables } from './tables.ts';

/**
 * The rows of a query for whoever comes first, in a statement that changes them: on PostgreSQL a second process
 * passes over what the first is changing instead of changing it too (without this, a claim by `where id in (select
 * ...)` hands most rows out twice). On SQLite one statement is one write, and there is nothing to pass over.
 */
export function skippingLocked<Table extends keyof Tables, Row>(
  engine: Engine,
  query: SelectQueryBuilder<Tables, Table, Row>,
): SelectQueryBuilder<Tables, Table, Row> {
  return engine === 'postgres' ? query.forUpdate().skipLocked() : query;
}
