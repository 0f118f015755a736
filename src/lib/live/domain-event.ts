/**
 * Everything that the server tells after a transaction, by kind and action, as the one list of both sides:
 * commands can tell nothing else, and a test finds a page that reads each of them [LV1].
 */
export const DOMAIN_EVENTS = {
  /** `send` has the workshop's id: its causes were sent, or sent again. */
  issue: ['add', 'send', 'rate', 'change'],
  /** Of a rating session, with its own id; `finish`: somebody has answered all of it, and never one answer [IS47]. */
  ratings: ['change', 'finish'],
  project: ['propose', 'change', 'move', 'report', 'decide', 'handOver'],
  /** `reckon`: a rota is being reckoned, or has been. Nobody is told that somebody answered a round [SH32]. */
  round: [
    'plan',
    'change',
    'signUp',
    'leave',
    'line',
    'swap',
    'propose',
    'rota',
    'reckon',
    'object',
    'handOver',
    'diary',
    'finding',
    /** Who is there, what is ticked, left open and served on a tour. */
    'day',
    /** What is said in its report, the sums of its contacts, and stories that everybody reads. */
    'report',
    /** Of a story that not everybody reads: for leads and whoever was asked. */
    'story',
  ],
  /** Of an article; of links to documents elsewhere with the id `list`. */
  article: ['change'],
  /** Of the programme of support shifts, and of what somebody confirmed of it. */
  programme: ['change'],
  /** `decide`: what readers without rows see was decided. `tag`: a comment got a tag by hand. */
  wave: ['import', 'restore', 'remove', 'publish', 'decide', 'tag', 'linkColumns'],
  /** `tags`: the tags that all waves of a survey share. */
  survey: ['tags'],
  insight: ['pin', 'change'],
  area: ['change'],
  /** Of what is measured, its values and its links; after an import of the whole list. */
  series: ['change'],
  /** Of a goal and its links. */
  goal: ['change'],
  /** Of a communication standard, its versions and what was said of them. */
  standard: ['change'],
  person: ['add', 'change', 'invite', 'switchOff', 'import'],
  department: ['add', 'change', 'merge', 'close'],
  /** `members`: who is in the CX team; `change`: what it needs. Nobody is told that somebody was rated [CX12]. */
  team: ['members', 'change'],
  organisation: ['change'],
  /** Of all leaves together: an event never says whose. `signer`: of a director. */
  leave: ['change', 'signer'],
  /** With the id of the subject that it hangs on. */
  commitment: ['change'],
  /** With the id of the subject that it hangs on. */
  rhythm: ['change'],
  /** Of what is asked without names, with its own id; never of an answer [RH13]. */
  pulse: ['change'],
  /** With its own id, and with that of the subject that it hangs on; never of a vote in an unnamed poll [DE12]. */
  decision: ['change'],
  /** With the id of the subject that is talked about. */
  discussion: ['change'],
  /** Of doors for outsiders, with the id of the subject that they are on. */
  outside: ['change'],
  /** Of one person's inbox: the id is theirs, and nobody else hears of it. */
  notice: ['add', 'change'],
  /** Of the programmes that the organisation keeps. */
  template: ['change'],
  workshop: [
    'create',
    'agenda',
    'series',
    'move',
    'programme',
    'appoint',
    'dismiss',
    'handOver',
    'reclaim',
    'brief',
    'leader',
    'mailedMinutes',
    'leaveAddress',
    'session',
    'cancelSession',
    'pack',
    'orderPack',
    'unpack',
    'invite',
    'mailed',
    'seat',
    'join',
    'admit',
    'removeGuest',
    'renewCode',
    'metric',
  ],
} as const satisfies Record<string, readonly string[]>;

export type EventKind = keyof typeof DOMAIN_EVENTS;
export type EventAction<Kind extends EventKind> = (typeof DOMAIN_EVENTS)[Kind][number];

/**
 * Something that changed, told after its transaction was committed. It says where to look and never what
 * is to be seen there, nor who did it: a page asks again, by its reader's own rights.
 */
export type DomainEvent = {
  [Kind in EventKind]: {
    readonly kind: Kind;
    /** Of the thing of this kind; of a list that changed as a whole, the name of the list. */
    readonly id: string;
    readonly action: EventAction<Kind>;
    /** The wave of an insight. */
    readonly waveId?: string;
  };
}[EventKind];

/** Whether something that a command calls so is told at all. */
export function isActionOf<Kind extends EventKind>(kind: Kind, action: string): action is EventAction<Kind> {
  const actions: readonly string[] = DOMAIN_EVENTS[kind];
  return actions.includes(action);
}
