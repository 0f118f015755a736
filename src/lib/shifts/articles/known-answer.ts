/** As many issues as stand between articles and findings. */
export const SHOWN_ISSUES = 3;

/** Something that is known already and reads like what somebody types [SH84]. */
export interface KnownAnswer {
  kind: 'article' | 'issue' | 'finding';
  id: string;
  title: string;
  href: string;
}
