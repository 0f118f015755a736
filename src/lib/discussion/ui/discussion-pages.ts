/** The page whose actions every discussion sends to, wherever it stands. */
export const DISCUSSION_ACTION_PAGE = '/home/questions';
