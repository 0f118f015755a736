import type * as v from 'valibot';
import type { DotsForm, ProxyForm, ProxyRemovalForm, BallotRatingForm } from '../ballots/ballot-forms.ts';
import type { Dots } from '../ballots/dots.ts';
import type { Ratings } from '../ballots/ratings.ts';
import type {
  DefiningForm,
  EntryChangeForm,
  EntryFlagForm,
  EntryForm,
  EntryPickForm,
  IcebreakerForm,
  PulseAnswerForm,
  PulseForm,
} from '../entries/entry-forms.ts';
import type { HandInForm, ReviewForm } from '../entries/late-change.ts';
import type { FileForm } from '../evidence/evidence-file.ts';
import type { EvidenceForm, EvidenceRemovalForm, StatusForm } from '../evidence/evidence.ts';
import type { FootprintChoices, FootprintForm } from '../evidence/footprint-form.ts';
import type {
  AgendaFillForm,
  AgendaLineForm,
  AgendaStateForm,
  DecidedForm,
} from '../meeting/agenda-forms.ts';
import type { AdmitForm, DoorForm, PlaceForm } from '../join/join-forms.ts';
import type {
  HoldForm,
  StepForm,
  SignalForm,
  SpotlightForm,
  TimerForm,
} from '../programme/steering-forms.ts';
import type { CauseOutcome, SeenForm, SeenWorkshop } from '../seen/seen-before.ts';
import type { WallForm } from '../wall/wall.ts';
import type { Participation } from '../workshop.ts';
import type { RoomOwn } from './room-own.ts';

/** What one field of a press carries; flags and numbers go out as texts. */
type FieldValue = string | number | boolean | Blob;

/** What a press carries: the fields of its form, without the workshop, which the address names. */
export type ActFields = Readonly<Record<string, FieldValue | readonly (string | number)[] | undefined>>;

/** The fields that a schema takes. Distributes over the variants of a form. */
type FieldsOf<Input> = Input extends unknown ? Readonly<Omit<Input, 'workshopId'>> : never;

/** An action that takes what the schema of its command takes. */
interface Action<Schema extends v.GenericSchema, Answer = void> {
  input: FieldsOf<v.InferInput<Schema>>;
  answer: Answer;
}

/** By what a press is taken back; null where nothing was ended. */
export interface Undone {
  undoId: string | null;
}

/** An action that asks and needs no field. */
interface Question<Answer> {
  input: Readonly<Record<string, never>>;
  answer: Answer;
}

/**
 * The form actions of the board by name: what each takes and what it answers. The page's server and
 * everybody who presses are checked against this one map.
 */
export interface RoomActions {
  move: Action<typeof StepForm>;
  timer: Action<typeof TimerForm>;
  hold: Action<typeof HoldForm>;
  spotlight: Action<typeof SpotlightForm>;
  signal: Action<typeof SignalForm>;
  openWall: Question<{ code: string }>;
  showOnWall: Action<typeof WallForm>;
  endWalls: Question<void>;
  dots: Action<typeof DotsForm, { dots: Dots }>;
  rating: Action<typeof BallotRatingForm, { ratings: Ratings }>;
  paper: Action<typeof ProxyForm>;
  removePaper: Action<typeof ProxyRemovalForm, Undone>;
  evidence: Action<typeof EvidenceForm>;
  removeEvidence: Action<typeof EvidenceRemovalForm, Undone>;
  removeFile: Action<typeof EvidenceRemovalForm>;
  choices: Question<FootprintChoices>;
  footprint: Action<typeof FootprintForm>;
  attach: Action<typeof FileForm>;
  status: Action<typeof StatusForm>;
  fillAgenda: Action<typeof AgendaFillForm, { added: number }>;
  agendaLine: Action<typeof AgendaLineForm>;
  markItem: Action<typeof AgendaStateForm, Undone>;
  decided: Action<typeof DecidedForm, Undone>;
  entry: Action<typeof EntryForm, { entryId: string }>;
  changeEntry: Action<typeof EntryChangeForm>;
  settle: Action<typeof EntryFlagForm>;
  removeEntry: Action<typeof EntryPickForm, Undone>;
  takeBack: { input: { readonly undoId: string }; answer: object };
  approve: Action<typeof EntryFlagForm>;
  keep: Action<typeof EntryFlagForm>;
  defining: Action<typeof DefiningForm>;
  carry: Action<typeof EntryPickForm>;
  openPulse: Action<typeof PulseForm>;
  pulse: Action<typeof PulseAnswerForm>;
  closePulse: Question<void>;
  icebreaker: Action<typeof IcebreakerForm>;
  door: Action<typeof DoorForm>;
  admit: Action<typeof AdmitForm, { admitted: number }>;
  showOut: { input: { readonly guestId: string }; answer: void };
  place: Action<typeof PlaceForm, { participation: Participation }>;
  seen: Action<
    typeof SeenForm,
    { workshops: readonly SeenWorkshop[]; outcomes: Readonly<Record<string, CauseOutcome>> }
  >;
  handIn: Action<typeof HandInForm>;
  review: Action<typeof ReviewForm>;
  own: Question<RoomOwn>;
}

export type RoomActionName = keyof RoomActions;

/** Actions that end something: their presses say first what follows [FM13]. */
export const ENDING_ACTIONS = [
  'removeFile',
  'showOut',
  'closePulse',
  'review',
] as const satisfies readonly RoomActionName[];
type EndingAction = (typeof ENDING_ACTIONS)[number];

/** Actions that happen at once and are offered back [FM16]. */
export const UNDONE_ACTIONS = [
  'removeEntry',
  'removePaper',
  'removeEvidence',
  'markItem',
  'decided',
] as const satisfies readonly RoomActionName[];
type UndoneAction = (typeof UNDONE_ACTIONS)[number];

/** What is asked before something ends: the words of the button that was pressed, and what follows. */
export interface Ending {
  verb: string;
  follows: string;
}

/** What arrives when an action was done: its answer, or an object that says nothing more. */
export type Answered<Name extends RoomActionName> = RoomActions[Name]['answer'] extends void
  ? object
  : RoomActions[Name]['answer'];

/** Why a press was refused: the key of what to say. */
export interface ActRefusal {
  key: string;
  values?: Record<string, string | number>;
  /** Where to go on, such as signing in and back when the session ended, and what the link says. */
  href?: string;
  label?: string;
}

/** What came of a press. */
export type ActOutcome<Answer> =
  { answer: Answer; refusal?: undefined } | { answer?: undefined; refusal: ActRefusal };

/** Sends a press to the server and says what came of it. */
export type SendPress = <Name extends RoomActionName>(
  action: Name,
  fields: RoomActions[Name]['input'],
) => Promise<ActOutcome<Answered<Name>>>;

/** What a press has to bring along besides its fields. */
type Beside<Name> = [Extract<Name, EndingAction>] extends [never]
  ? [Extract<Name, UndoneAction>] extends [never]
    ? []
    : [said: string | null]
  : [ending: Ending | null];

/**
 * Sends a press of the board's page to the server, by the name of its form action. Resolves to what
 * the action answered, or to nothing when it was called off, or refused; whoever presses has been told
 * why then.
 *
 * An action that ends something does not compile without its question, and one that is offered back not
 * without what is said beside the offer; null stands for a press that ends nothing, or that the same place
 * takes back. One of several names needs the question when any of them does.
 */
export type Act = <Name extends RoomActionName>(
  action: Name,
  fields: RoomActions[Name]['input'],
  ...beside: Beside<Name>
) => Promise<Answered<Name> | undefined>;
