/** The page whose actions every commitment sends to, wherever it stands. */
export const COMMITMENT_ACTION_PAGE = '/home/due';
