/** The page whose actions every rhythm sends to, wherever it stands. */
export const RHYTHM_ACTION_PAGE = '/home/due';
