/** How long a link to a first or a new password works: long enough for a holiday. */
export const INVITATION_DAYS = 14;
/** How long a link to a new password works that was mailed because the old one was forgotten. */
export const PASSWORD_LINK_MINUTES = 60;
/** How long a new e-mail waits to be confirmed. */
export const EMAIL_LINK_HOURS = 24;
/** How long a password that was typed for a signature counts: for the pile of one sitting. */
export const PROOF_MINUTES = 10;
/** How long an account whose password somebody else made possible cannot sign: its owner shall have noticed. */
export const SIGNING_PAUSE_HOURS = 24;
