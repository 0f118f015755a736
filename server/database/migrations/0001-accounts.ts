import { sql, type ColumnDefinitionBuilder, type Kysely } from 'kysely';
import type { Engine } from '../engine.ts';

/**
 * better-auth's tables as its own generator wrote them, frozen. `accounts.test.ts` proves that the
 * installed version finds nothing to add.
 */
export async function up(db: Kysely<unknown>, engine: Engine): Promise<void> {
  const moment = engine === 'sqlite' ? ('date' as const) : ('timestamptz' as const);
  const flag = engine === 'sqlite' ? ('integer' as const) : ('boolean' as const);
  const required = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder => column.notNull();
  const stamped = (column: ColumnDefinitionBuilder): ColumnDefinitionBuilder =>
    engine === 'sqlite' ? column.notNull() : column.defaultTo(sql`CURRENT_TIMESTAMP`).notNull();

  await db.schema
    .createTable('login_user')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('name', 'text', required)
    .addColumn('email', 'text', (c) => c.notNull().unique())
    .addColumn('emailVerified', flag, required)
    .addColumn('image', 'text')
    .addColumn('createdAt', moment, stamped)
    .addColumn('updatedAt', moment, stamped)
    .execute();
  await db.schema
    .createTable('login_session')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('expiresAt', moment, required)
    .addColumn('token', 'text', (c) => c.notNull().unique())
    .addColumn('createdAt', moment, stamped)
    .addColumn('updatedAt', moment, required)
    .addColumn('ipAddress', 'text')
    .addColumn('userAgent', 'text')
    .addColumn('userId', 'text', (c) => c.notNull().references('login_user.id').onDelete('cascade'))
    .execute();
  await db.schema
    .createTable('login_account')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('accountId', 'text', required)
    .addColumn('providerId', 'text', required)
    .addColumn('userId', 'text', (c) => c.notNull().references('login_user.id').onDelete('cascade'))
    .addColumn('accessToken', 'text')
    .addColumn('refreshToken', 'text')
    .addColumn('idToken', 'text')
    .addColumn('accessTokenExpiresAt', moment)
    .addColumn('refreshTokenExpiresAt', moment)
    .addColumn('scope', 'text')
    .addColumn('password', 'text')
    .addColumn('createdAt', moment, stamped)
    .addColumn('updatedAt', moment, required)
    .execute();
  await db.schema
    .createTable('login_verification')
    .addColumn('id', 'text', (c) => c.notNull().primaryKey())
    .addColumn('identifier', 'text', required)
    .addColumn('value', 'text', required)
    .addColumn('expiresAt', moment, required)
    .addColumn('createdAt', moment, stamped)
    .addColumn('updatedAt', moment, stamped)
    .execute();
  for (const [table, column] of [
    ['login_session', 'userId'],
    ['login_account', 'userId'],
    ['login_verification', 'identifier'],
  ] as const) {
    await db.schema.createIndex(`${table}_${column}_idx`).on(table).column(column).execute();
  }
}
