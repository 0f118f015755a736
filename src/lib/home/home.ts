import type { HolidayRule } from '../base/calendar/holidays.ts';
import type { Currency } from '../base/money.ts';
import type { DecisionDue } from '../decisions/decision.ts';
import type { WaitingQuestion } from '../discussion/message.ts';
import type { Verdict } from '../base/verdict.ts';
import type { IssueState } from '../issues/issue.ts';
import type { Triage } from '../issues/triage.ts';
import type { SigningPart } from '../projects/approve.ts';
import type { ProjectState } from '../projects/project.ts';
import type { AskStanding, RhythmPurpose } from '../rhythms/rhythm.ts';
import type { WaitingRatings } from '../issues/ratings/rating-session-view.ts';
import type { WaitingPulse } from '../rhythms/team-pulse.ts';
import type { ConfirmedPart } from '../shifts/programme/programme.ts';
import type { Scope } from '../shifts/shift.ts';
import type { WaveFigure } from '../survey/wave/wave.ts';
import type { Stage } from '../workshop/step.ts';
import type { Participation } from '../workshop/workshop.ts';

/** A workshop that is not over. */
export interface HomeWorkshop {
  id: string;
  title: string;
  stage: Stage;
  facilitatorName: string;
  participation: Participation;
  next: { startsOn: string; startsAt: string; place: string } | undefined;
  ready: { done: number; needed: number } | undefined;
}

/** A round of shifts with a rota in which there is something to do. */
export interface HomeRound {
  roundId: string;
  title: string;
  /** ISO: the last day for answers. */
  closesOn: string;
  todo: 'answer' | 'propose' | 'feedback';
}

/** A tour of this reader's before which they confirm the rules of the programme or its authorisation. */
export interface HomeConfirming {
  roundTitle: string;
  /** ISO: its first day. */
  day: string;
  missing: readonly ConfirmedPart[];
}

/** A project that this reader owns, deputises for or proposed. */
export interface HomeProject {
  number: number;
  title: string;
  state: ProjectState;
  startsOn: string;
  endsOn: string;
  holdUntil: string | null;
  /** Its other person is away and this reader does it, or the other way round; null while both are there. */
  away: { who: 'owner'; name: string; until: string } | { who: 'reader'; name: string } | null;
}

/** A commitment with a day, as Home says it. */
export interface HomeCommitment {
  id: string;
  text: string;
  dueOn: string;
  firstDueOn: string;
  moves: number;
  /** Whether its owner was asked and has not answered. */
  isAsked: boolean;
  /** Empty while nobody keeps it. */
  ownerName: string;
  /** What it hangs on; empty where the reader may not see that. */
  subjectTitle: string;
}

/** What somebody is asked again and again, as Home says it. */
export interface HomeAsk {
  rhythmId: string;
  purpose: RhythmPurpose;
  /** Empty for the usual one of its purpose. */
  question: string;
  /** What it is about. */
  title: string;
  href: string;
  dueOn: string;
  askedName: string;
  /** How the ask before it stands; null for the first one. */
  last: { standing: AskStanding; day: string } | null;
}

/** A submitted project. */
export interface HomeDecision {
  number: number;
  title: string;
  aim: string;
  /** The issue that it came from. */
  issueNumber: number | null;
  issueTitle: string | null;
  ownerName: string;
  /** Null for whoever does not read inside. */
  budgetMinor: number | null;
  currency: Currency;
  endsOn: string;
  submittedOn: string;
  /** By when it is to be decided; null for one from before this was kept. */
  decideBy: string | null;
  /** Who signed already, and the parts that did not; both empty where one yes of a second lead is enough. */
  signed: readonly { part: SigningPart; name: string }[];
  missing: readonly SigningPart[];
  /** The absent director for whom this reader signs it. */
  inNameOf: string | null;
}

/** What leaves change on a reader's Home. */
export interface HomeLeave {
  /** Until when the reader is away; null while they are there. */
  until: string | null;
  /** Who signs in the reader's name today. */
  standIn: string | null;
  /** How many projects wait for that signature. */
  signatures: number;
  /** Directors in whose name the reader signs, now or soon. */
  standsInFor: readonly { name: string; startsOn: string; endsOn: string }[];
  /** Directors who are away, now or soon, with nobody who signs; empty for who does not look after it. */
  unsigned: readonly { name: string; startsOn: string; endsOn: string }[];
}

/** A tour of the next days. */
export interface HomeTour {
  shiftId: string;
  roundId: string;
  roundTitle: string;
  day: string;
  startsAt: string;
  endsAt: string;
  free: number;
  isMentor: boolean;
  people: readonly { personId: string; name: string; scopes: readonly Scope[] }[];
}

/** The newest wave with its leading figure, and how far that is from the wave before it. */
export interface HomeWave {
  id: string;
  name: string;
  surveyName: string;
  figure: WaveFigure;
  since: { waveName: string; change: { value: number; interval: readonly [number, number] } } | undefined;
}

/** The loop in its five figures. */
export interface HomeLoop {
  wave: HomeWave | null;
  causes: { sent: number; workshops: number };
  issues: { open: number; unplaced: number; now: number };
  projects: { running: number; atRisk: number; sums: readonly { currency: Currency; minor: number }[] };
  /** Finished projects whose effect waits to be measured, and those of which it is known. */
  finished: number;
  measured: number;
}

/** What projects asked of the budget of a year. */
export interface HomeYear {
  year: number;
  approved: readonly { currency: Currency; minor: number }[];
  asked: readonly { currency: Currency; minor: number }[];
}

/** A measured project, as the box of whoever signs says it. */
export interface HomeEffect {
  number: number;
  title: string;
  verdict: Verdict;
}

/** A project whose agreed wave is here. */
export interface HomeMeasurement {
  number: number;
  title: string;
  waveName: string;
}

/** An insight, and what was made of it as far as its reader may know. */
export interface HomeInsight {
  id: string;
  title: string;
  workshops: number;
  issues: number;
  projects: number;
}

/** How far the organisation is set up. */
export interface HomeSetup {
  organisation: {
    name: string;
    timeZone: string;
    /** Whether somebody chose the zone; else it is the server's. */
    isZoneChosen: boolean;
    locale: 'en' | 'pl';
    currency: Currency;
  };
  departments: number;
  people: { active: number; withoutAccount: number };
  /** Both parts that sign, each with the directors who can. */
  signers: readonly { part: SigningPart; names: readonly string[] }[];
  /** To which director the CX team reports, and who steps in where nobody can sign. */
  reportingLine: SigningPart | 'other' | null;
  /** What the CX team is called; null where it has no name of its own. */
  teamName: string | null;
  substituteName: string | null;
  /** How many stand in for a director, now or later. */
  substitutes: number;
  /** When people work; `isChosen` once somebody looked at it. */
  week: { weekdays: readonly number[]; holidays: HolidayRule; isChosen: boolean };
  hasMail: boolean;
  /** The day on which a test mail left last. */
  mailTestedOn: string | null;
  engine: 'sqlite' | 'postgres';
  /** The day of the last backup that the product made; it makes none of PostgreSQL, which has its own tool. */
  backup: { day: string | null } | null;
}

/** Whose turn it is once the organisation is set up, in the order of the loop. */
export interface HomeNext {
  analysts: readonly string[];
  leads: readonly string[];
  directors: readonly string[];
}

/** What goes on in the organisation, for whom nothing waits. */
export interface HomeGoingOn {
  running: number;
  openIssues: number;
  /** Places that are free on the tours of the next days. */
  places: number;
  /** Who leads: they begin what comes here. */
  leads: readonly string[];
}

/** What came of something that this reader reported. */
export interface HomeOutcome {
  number: number;
  title: string;
  state: IssueState;
  triage: Triage;
  project: { number: number; title: string } | undefined;
}

/** Everything that Home shows to one reader: what does not belong to their roles is null. */
export interface Home {
  personId: string;
  today: string;
  /** What this reader owes and what they wait for, open and with a day. */
  commitments: { owed: readonly HomeCommitment[]; awaited: readonly HomeCommitment[] };
  /** What this reader is asked again and again, now or within days, and what others have not answered them. */
  asks: { asked: readonly HomeAsk[]; coming: readonly HomeAsk[]; awaited: readonly HomeAsk[] };
  /** Pulses that wait for this reader's answer. */
  pulses: readonly WaitingPulse[];
  /** Sessions in which issues wait for this reader's rating. */
  ratings: readonly WaitingRatings[];
  /** Whether projects pay off: those that were measured, the newest first; null for who signs none. */
  effects: readonly HomeEffect[] | null;
  /** Projects that wait to be measured, for whoever measures. */
  measurements: readonly HomeMeasurement[];
  /** Questions in discussions that wait for this reader, and those that they asked. */
  questions: { asked: readonly WaitingQuestion[]; awaited: readonly WaitingQuestion[] };
  /** What of decisions waits for this reader. */
  deciding: readonly DecisionDue[];
  workshops: readonly HomeWorkshop[];
  unrated: number;
  /** Projects that this reader owns or deputises for and that are not over. */
  projects: readonly HomeProject[];
  /** Those that wait for signatures of others. */
  waiting: readonly HomeDecision[];
  /** Those that wait for this reader's signature. */
  decisions: readonly HomeDecision[];
  tours: readonly HomeTour[];
  /** Rounds of shifts that ask the reader when they would serve, or whose rota they can propose. */
  asking: readonly HomeRound[];
  /** Null where nothing is to be confirmed. */
  confirming: HomeConfirming | null;
  uploads: readonly { day: string }[];
  outcomes: readonly HomeOutcome[];
  /** Projects of anybody that end within the days one looks ahead. */
  ending: readonly { number: number; title: string; endsOn: string }[] | null;
  loop: HomeLoop | null;
  year: HomeYear | null;
  wave: HomeWave | null;
  insights: readonly HomeInsight[] | null;
  setup: HomeSetup | null;
  /** Who goes on once the organisation is set up; for who sets it up. */
  next: HomeNext | null;
  goingOn: HomeGoingOn;
  leave: HomeLeave;
}
