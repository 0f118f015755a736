/**
 * The tables that better-auth reads and writes. Of ours only `server/people/account/login-store.ts` does: what has
 * to be one transaction with something else.
 */
export interface AccountTables {
  login_user: { id: string; name: string; email: string; emailVerified: number | boolean };
  login_session: { id: string; token: string; userId: string; expiresAt: string | Date };
}
