import type { PostgresPool, PostgresPoolClient } from 'kysely';
import pg from 'pg';
import { isOutage } from '#lib/base/errors.ts';
import { databaseFault } from './database-fault.ts';

/** More at once would only wait for the disk of PostgreSQL. */
const MAX_CONNECTIONS = 10;
/** A server that does not answer at all must not hold a request for ever. */
const CONNECT_TIMEOUT_MS = 10_000;
const QUERY_TIMEOUT_MS = 30_000;

/**
 * The connections to PostgreSQL. Each may die at any moment: at rest, between the statements of a
 * transaction or in the middle of one. Then at most the request that used it fails, and says why [DB3];
 * the connection is thrown away and the next request opens another.
 */
export function openPostgresPool(
  url: string,
  onfault: (error: unknown) => void,
): { pool: PostgresPool; limitQueries(): void } {
  // 64-bit integers arrive as text by default; ours are milliseconds and counters, far below 2^53.
  const types = new pg.TypeOverrides();
  types.setTypeParser(pg.types.builtins.INT8, Number);
  types.setTypeParser(pg.types.builtins.NUMERIC, Number);
  const pool = new pg.Pool({
    connectionString: url,
    max: MAX_CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    types,
  });
  // An event called "error" that nobody listens to ends the process: of idle connections the pool tells,
  // of those in use the connection itself.
  pool.on('error', onfault);
  pool.on('connect', (client) => client.on('error', onfault));
  let queryTimeoutMs: number | undefined;
  return {
    pool: {
      options: pool.options,
      connect: async () => sturdy(await pool.connect().catch(refuse), () => queryTimeoutMs),
      end: () => pool.end(),
    },
    /** From now on no statement may take longer than a request waits; migrations may. */
    limitQueries: () => (queryTimeoutMs = QUERY_TIMEOUT_MS),
  };
}

/** A connection that is not used again after it broke. */
function sturdy(client: pg.PoolClient, timeoutMs: () => number | undefined): PostgresPoolClient {
  let isBroken = false;
  async function query(text: string, values: unknown[]): Promise<pg.QueryResult> {
    // The server has rolled back what a dead connection began; a second failure would hide the first.
    if (isBroken && text === 'rollback')
      return { command: 'ROLLBACK', rowCount: 0, rows: [], oid: 0, fields: [] };
    // Newer than the types of pg: a limit for one statement.
    const statement: pg.QueryConfig & { query_timeout?: number | undefined } = {
      text,
      values,
      query_timeout: timeoutMs(),
    };
    try {
      return await client.query(statement);
    } catch (error) {
      const fault = databaseFault(error);
      isBroken ||= isOutage(fault);
      throw fault;
    }
  }
  return {
    // Kysely calls it with a text and its parameters; cursors are for streams, which nothing here reads.
    query: query as unknown as PostgresPoolClient['query'],
    release: (isDiscarded) => client.release(isBroken || isDiscarded),
  };
}

function refuse(error: unknown): never {
  throw databaseFault(error);
}
