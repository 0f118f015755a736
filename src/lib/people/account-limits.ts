/** How long a link to a first or a new password works: long enough for a holiday. */
export const INVITATION_DAYS = 14;
/** How long a password that was typed for a signature counts: for the pile of one sitting. */
export const PROOF_MINUTES = 10;
/** How long an account whose password somebody else made possible cannot sign: its owner shall have noticed. */
export const SIGNING_PAUSE_HOURS = 24;
