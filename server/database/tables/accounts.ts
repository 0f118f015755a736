/** The tables that better-auth reads and writes. Nothing else of ours writes them. */
export interface AccountTables {
  login_user: { id: string; name: string; email: string; emailVerified: number | boolean };
  login_session: { id: string; token: string; userId: string; expiresAt: string | Date };
}
