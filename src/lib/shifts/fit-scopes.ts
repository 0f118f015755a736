import type { Scope } from './shift.ts';

/** What somebody wanted to take on, as far as a tour offers it; all that it offers where nothing of it is left [SH4]. */
export function fitScopes(wanted: readonly Scope[], offered: readonly Scope[]): readonly Scope[] {
  const left = wanted.filter((scope) => offered.includes(scope));
  return left.length > 0 ? left : offered;
}
