/** What can be done to a person's account that its person is told on every page; each has its text, `access.notice.*`. */
export const NOTICE_KINDS = [
  'link-made',
  'password-set',
  'password-changed',
  'password-reset',
  'email-changed',
  'email-set',
] as const;
export type AccountNoticeKind = (typeof NOTICE_KINDS)[number];
