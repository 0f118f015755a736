import type { GuessReason } from '#lib/tabular/file/guess.ts';
import type { ColumnRole, JoinMark, OptionOf, Scale } from '#lib/tabular/table/table.ts';

/** What a column seems to mean, and why. `isWeak` when only the values speak for it. See [SV12]. */
export interface RoleGuess {
  role: ColumnRole;
  scale?: Scale;
  reasons: readonly GuessReason[];
  isWeak?: boolean;
  /** The scale runs from its best point down: 1 is best. */
  isReversed?: boolean;
  /** The mark between options joined in one cell. */
  joinedBy?: JoinMark;
  /** The question of which the column is one option. */
  optionOf?: OptionOf;
  /** The heading says that the whole column is personal. */
  isPersonal?: boolean;
}
