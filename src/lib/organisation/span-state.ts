/** Days from one to another (ISO), both included. */
export interface Span {
  startsOn: string;
  endsOn: string;
}

/** Whether a span of days is to come, goes on or is over on a day. */
export function spanState({ startsOn, endsOn }: Span, today: string): 'later' | 'now' | 'over' {
  if (today < startsOn) return 'later';
  return today <= endsOn ? 'now' : 'over';
}
