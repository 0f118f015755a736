import { newId } from '#lib/base/ids.ts';
import type { Dots } from '../ballots/dots.ts';
import type { CauseRating, Ratings } from '../ballots/ratings.ts';
import type { PressStore, WaitingPress } from './press-store.ts';
import type { ActOutcome } from './room-actions.ts';

/** Sends one press under its key. */
export type SendWaiting = (press: WaitingPress) => Promise<ActOutcome<object>>;

/** Refusals that pass by themselves: the press is sent again. */
const PASSING: readonly string[] = [
  'room.notSent',
  'form.signedOut',
  'room.paused',
  'ballots.vote.revealing',
];
/** Refusals that say that the step of the press is over. */
const TOO_LATE: readonly string[] = ['ballots.vote.closed', 'room.stepOver'];

/**
 * The dots, ratings, hands and readiness of one person on one page. Each is kept on the device first and then
 * sent, in the order in which they were pressed: without a connection they wait and arrive later [WS113].
 */
export class PressQueue {
  readonly #owner: string;
  readonly #store: PressStore;
  readonly #send: SendWaiting;
  #presses: readonly WaitingPress[] = $state.raw([]);
  /** Who pressed and waits for an answer, by the press. */
  readonly #answers: Record<string, ((outcome: ActOutcome<object>) => void) | undefined> = {};
  #sending: Promise<void> = Promise.resolve();

  constructor(owner: string, store: PressStore, send: SendWaiting) {
    this.#owner = owner;
    this.#store = store;
    this.#send = send;
  }

  /** Takes up what an earlier page left. */
  async open(): Promise<void> {
    const kept = await this.#store.all(this.#owner).catch(() => []);
    const known = this.#presses.map(({ about }) => about);
    this.#presses = [...kept.filter(({ about }) => !known.includes(about)), ...this.#presses];
    await this.flush();
  }

  /** How many presses wait to be sent. */
  get waiting(): number {
    return this.#presses.filter(({ late }) => late === null).length;
  }

  /** Keeps a press and sends it. Resolves when it was tried: a refusal that passes leaves it waiting. */
  press(
    action: WaitingPress['action'],
    stepId: string,
    about: string,
    fields: WaitingPress['fields'],
  ): Promise<ActOutcome<object>> {
    const press: WaitingPress = {
      ...{ id: newId(), owner: this.#owner, action, stepId, fields, late: null },
      about: `${action} ${stepId} ${about}`,
      atMs: Date.now(),
    };
    for (const before of this.#presses) if (before.about === press.about) this.#drop(before);
    this.#presses = [...this.#presses, press];
    void this.#store.put(press).catch(() => undefined); // the page has it
    return new Promise((resolve) => {
      this.#answers[press.id] = resolve;
      void this.flush();
    });
  }

  /** Sends what waits, oldest first; the rest waits on when one cannot be sent. */
  flush(): Promise<void> {
    this.#sending = this.#sending.then(() => this.#sendAll());
    return this.#sending;
  }

  async #sendAll(): Promise<void> {
    for (const press of this.#presses) {
      if (press.late !== null) continue;
      const outcome = await this.#send(press);
      const key = outcome.refusal?.key ?? '';
      this.#answers[press.id]?.(outcome);
      delete this.#answers[press.id];
      if (key === 'room.notSent') return this.#answerOthers(outcome);
      if (PASSING.includes(key)) continue;
      if (TOO_LATE.includes(key) && press.action !== 'signal') this.#replace({ ...press, late: 'new' });
      else this.#drop(press);
    }
  }

  /** Nothing goes out: nobody waits for each of them in turn. */
  #answerOthers(outcome: ActOutcome<object>): void {
    for (const { id } of this.#presses) {
      this.#answers[id]?.(outcome);
      delete this.#answers[id];
    }
  }

  #replace(press: WaitingPress): void {
    // Pressed again meanwhile, it is gone.
    if (!this.#presses.some(({ id }) => id === press.id)) return;
    this.#presses = this.#presses.map((each) => (each.id === press.id ? press : each));
    void this.#store.put(press).catch(() => undefined);
  }

  #drop({ id }: WaitingPress): void {
    this.#answers[id]?.({ answer: {} }); // another press took its place
    delete this.#answers[id];
    this.#presses = this.#presses.filter((press) => press.id !== id);
    void this.#store.remove(id).catch(() => undefined);
  }

  #of<Action extends WaitingPress['action']>(action: Action, stepId: string): readonly WaitingPress[] {
    return this.#presses.filter((press) => press.action === action && press.stepId === stepId);
  }

  /** One's dots with those that wait. */
  dotsOver(stepId: string, dots: Dots): Dots {
    const waiting = this.#of('dots', stepId).filter(({ late }) => late === null);
    return {
      ...dots,
      ...Object.fromEntries(waiting.map(({ fields }) => [fields.causeId, Number(fields.dots)])),
    };
  }

  /** One's ratings with those that wait. */
  ratingsOver(stepId: string, ratings: Ratings): Ratings {
    const waiting = this.#of('rating', stepId).filter(({ late }) => late === null);
    const rated = waiting.map(({ fields }): [string, CauseRating] => [
      String(fields.causeId),
      { importance: Number(fields.importance), urgency: Number(fields.urgency) },
    ]);
    return { ...ratings, ...Object.fromEntries(rated) };
  }

  /** A hand or readiness that waits to be raised or lowered; undefined when none does. */
  signal(stepId: string, kind: string): boolean | undefined {
    return this.#of('signal', stepId).findLast(({ fields }) => fields.kind === kind)?.fields.isOn as
      boolean | undefined; // as it was pressed
  }

  /** What came too late, by step: how many dots or rated causes [WS110]. */
  get late(): readonly LateSheet[] {
    const sheets: LateSheet[] = [];
    for (const { action, stepId, late, fields } of this.#presses) {
      if (late === null) continue;
      const count = action === 'dots' ? Number(fields.dots) : 1;
      const of = action === 'dots' ? ('vote' as const) : ('rate' as const);
      const sheet = sheets.find((each) => each.stepId === stepId);
      if (!sheet) sheets.push({ stepId, of, count, isTold: late === 'told' });
      else {
        sheet.count += count;
        sheet.isTold &&= late === 'told';
      }
    }
    return sheets;
  }

  /** Those who steer know that something came too late. */
  noteTold(stepId: string): void {
    for (const press of this.#presses)
      if (press.stepId === stepId && press.late === 'new') this.#replace({ ...press, late: 'told' });
  }

  /** Sends what came too late after all: its step is open again. */
  async sendLate(stepId: string): Promise<void> {
    for (const press of this.#presses)
      if (press.stepId === stepId && press.late !== null) this.#replace({ ...press, late: null });
    await this.flush();
  }

  /** Forgets what came too late. */
  dropLate(stepId: string): void {
    for (const press of this.#presses) if (press.stepId === stepId && press.late !== null) this.#drop(press);
  }
}

/** What of one step came too late, without what it was for. */
export interface LateSheet {
  stepId: string;
  of: 'vote' | 'rate';
  count: number;
  /** Those who steer know that it exists. */
  isTold: boolean;
}
