// Above 300 lines: one state machine, whose steps are read beside one another.
import type { WorkerClient } from '#lib/base/ask-worker.ts';
import {
  applyProfile,
  carryChoices,
  findOffer,
  passportChanges,
  type ProfileOffer,
  withoutProfile,
} from './apply-profile.ts';
import { type ColumnDecision, decideColumn } from './column-decision.ts';
import { editColumns, type ColumnEdit } from './column-edit.ts';
import type { MatchBy } from './compare-tables.ts';
import { addChoice, type ColumnChoice, type ColumnChoices, NO_CHOICES } from '../columns/describe-columns.ts';
import type { ImportCalls } from './import-calls.ts';
import { type ImportProfile, type ImportSettings, settingsOf } from './import-profile.ts';
import type { PreparedWave } from './prepare-wave.ts';
import type { ImportProgress, SurveyReading } from './read-survey.ts';
import type { FileFault } from '#lib/tabular/file/file-fault.ts';
import type { Treatment } from '../privacy/mask-table.ts';
import type { Passport, PassportOverrides } from '#lib/tabular/file/passport.ts';
import type { RowTreatment } from '#lib/tabular/file/row-rules.ts';
import type { ColumnRole, JoinMark } from '#lib/tabular/table/table.ts';
import type { WaveComparison } from './wave-comparison.ts';
import type { WaveBytes } from '../wave/wave-bytes.ts';

/** Where an import stands. Each state carries what its page shows, and nothing that is not there yet. */
export type ImportStep =
  | { name: 'choose' }
  | { name: 'refused'; issue: FileFault }
  | { name: 'passport'; passport: Passport }
  | { name: 'reading'; progress: ImportProgress }
  /** `failure` when the wave could not be sent: every decision is kept, and it can be tried again. */
  | { name: 'columns'; reading: SurveyReading; failure?: string }
  | { name: 'comparing'; reading: SurveyReading }
  /** What the file would change in the wave whose place it takes; `failure` as in `columns`. */
  | { name: 'compared'; reading: SurveyReading; comparison: WaveComparison; failure?: string }
  | { name: 'preparing'; reading: SurveyReading }
  | { name: 'sending'; reading: SurveyReading; share: number }
  | { name: 'done'; wave: PreparedWave; waveId: string }
  | { name: 'failed'; message: string };

/** Sends a prepared wave to the server, telling how far it is (0 to 1); resolves to the wave's id. */
export type SendWave = (
  wave: PreparedWave,
  onShare: (share: number) => void,
  signal: AbortSignal,
) => Promise<string>;

/** Gives the wave, as it is now, in whose place the file goes. */
export type LoadEarlier = () => Promise<WaveBytes>;

/** Decisions about columns that can be taken back. */
export const MOST_STEPS_BACK = 100;

/** What undoing a profile needs: the decisions of before, and those that the profile made. */
interface AppliedProfile {
  profile: ImportProfile;
  reading: SurveyReading;
  choices: ColumnChoices;
  overrides: PassportOverrides;
  made: ColumnChoices;
  base: ColumnChoices;
}

/**
 * The state of one import, from the chosen file to the wave on the server. Nothing leaves the browser
 * before `confirmColumns`; cancelling at any step goes back to the choice of a file and keeps nothing.
 */
export class SurveyImport {
  readonly #worker: WorkerClient<ImportCalls>;
  readonly #send: SendWave;
  readonly #loadEarlier: LoadEarlier | undefined;
  readonly #profiles: readonly ImportProfile[];
  #step = $state.raw<ImportStep>({ name: 'choose' });
  #file = $state.raw<File | undefined>();
  #overrides = $state.raw<PassportOverrides>({});
  #choices = $state.raw<ColumnChoices>(NO_CHOICES);
  /** The decisions of before, the latest last. */
  #past = $state.raw<readonly ColumnChoices[]>([]);
  #passport: Passport | undefined;
  #applied = $state.raw<AppliedProfile | undefined>();
  #sending: AbortController | undefined;
  #inspecting = Promise.resolve();
  readonly #decisions = $derived.by(() => this.#decide());
  readonly #offer = $derived.by(() => this.#findOffer());

  /**
   * With `loadEarlier` the file is compared with a wave before it is sent. `profiles` say how the last waves
   * of surveys were read.
   */
  constructor(
    worker: WorkerClient<ImportCalls>,
    send: SendWave,
    loadEarlier?: LoadEarlier,
    profiles: readonly ImportProfile[] = [],
  ) {
    this.#worker = worker;
    this.#send = send;
    this.#loadEarlier = loadEarlier;
    this.#profiles = profiles;
  }

  get step(): ImportStep {
    return this.#step;
  }

  get fileName(): string {
    return this.#file?.name ?? '';
  }

  /** Whether the file goes in the place of a wave, and is compared with it before. */
  get replacesWave(): boolean {
    return this.#loadEarlier !== undefined;
  }

  /** The columns with every decision so far; empty before the file was read. */
  get decisions(): readonly ColumnDecision[] {
    return this.#decisions;
  }

  /** How the file is read, to be remembered for the next wave. */
  get settings(): ImportSettings {
    return settingsOf(this.#overrides, this.#decisions);
  }

  /** A profile that fits this file and would change something; undefined once one was applied. See [SV88]. */
  get offer(): ProfileOffer | undefined {
    return this.#offer;
  }

  /** The profile that was applied, until that is undone. */
  get appliedProfile(): ImportProfile | undefined {
    return this.#applied?.profile;
  }

  async chooseFile(file: File): Promise<void> {
    this.cancel();
    this.#file = file;
    await this.#inspect();
  }

  /** Reads the passport again with a decision of the analyst, which wins over the guess. */
  async changePassport(change: PassportOverrides): Promise<void> {
    this.#overrides = { ...this.#overrides, ...change };
    await this.#inspect();
  }

  async confirmPassport(): Promise<void> {
    await this.#inspecting;
    const step = this.#step;
    if (step.name !== 'passport') return;
    await this.#guard(async () => {
      const start = { bytesRead: 0, bytesTotal: this.#file?.size ?? 0, rows: 0 };
      this.#step = { name: 'reading', progress: start };
      const reading = await this.#readFile();
      this.#choices = NO_CHOICES;
      this.#past = [];
      this.#passport = step.passport;
      this.#step = { name: 'columns', reading };
    });
  }

  /** Reads the file as the offered profile says; where its passport differs, the file is read again. */
  async applyOffer(): Promise<void> {
    const step = this.#step;
    const offer = this.#offer;
    if (step.name !== 'columns' || !offer || !this.#passport) return;
    const { profile } = offer;
    const choices = this.#choices;
    const overrides = this.#overrides;
    const change = passportChanges(this.#passport, profile.settings.passport);
    const reading =
      Object.keys(change).length > 0
        ? await this.#readAgain({ ...overrides, ...change }, step.reading)
        : step.reading;
    if (!reading) return;
    const base =
      reading === step.reading
        ? choices
        : carryChoices(choices, step.reading.descriptions, reading.descriptions);
    const made = applyProfile(reading.descriptions, base, profile.settings, reading.decimal);
    this.#applied = { profile, reading: step.reading, choices, overrides, made, base };
    this.#choices = made;
    this.#past = [];
    this.#step = { name: 'columns', reading };
  }

  /** Takes the profile back; what was decided about a column since then stays. */
  async undoProfile(): Promise<void> {
    const step = this.#step;
    const applied = this.#applied;
    if (step.name !== 'columns' || !applied) return;
    const undone = withoutProfile(this.#choices, applied.made, applied.base);
    const wasReadAgain = step.reading !== applied.reading;
    const reading = wasReadAgain ? await this.#readAgain(applied.overrides, step.reading) : step.reading;
    if (!reading) return;
    this.#choices = wasReadAgain
      ? carryChoices(undone, step.reading.descriptions, reading.descriptions, applied.choices)
      : undone;
    this.#applied = undefined;
    this.#past = [];
    this.#step = { name: 'columns', reading };
  }

  /** Keeps totals below the answers as answers, or leaves them out: the file is read again, every decision kept. See [SV127]. */
  async setTotalRows(totalRows: RowTreatment): Promise<void> {
    const step = this.#step;
    if (step.name !== 'columns') return;
    const reading = await this.#readAgain({ ...this.#overrides, totalRows }, step.reading);
    if (!reading) return;
    this.#choices = carryChoices(this.#choices, step.reading.descriptions, reading.descriptions);
    this.#step = { name: 'columns', reading };
  }

  setRole(index: number, role: ColumnRole): void {
    // The codes of one role rarely fit another: a change of role begins without any.
    const { privacy } = this.#choices.get(index) ?? {};
    // Whoever gives a column that was to be dropped a role wants to keep it, masked.
    this.#choose(index, { role, naCodes: [], ...(privacy === 'drop' ? { privacy: 'mask' } : {}) });
  }

  /** Which end of the scale is the best. */
  setReversed(index: number, isReversed: boolean): void {
    this.#choose(index, { isReversed });
  }

  /** The number of one wording; NaN makes it a code for no answer. */
  setPoint(index: number, wording: string, point: number): void {
    const decision = this.#decisions.find(({ description }) => description.summary.index === index);
    if (!decision) return;
    const all = decision.wordings.map((each) => (each.text === wording ? { ...each, point } : each));
    const points = Object.fromEntries(
      all.filter((each) => !Number.isNaN(each.point)).map((each) => [each.text, each.point]),
    );
    const without = Number.isNaN(point) ? { naCodes: [...decision.naCodes, wording] } : {};
    this.#choose(index, { points, ...without });
  }

  /** What parts the options of a multiple choice. */
  setJoinedBy(index: number, joinedBy: JoinMark | 'none'): void {
    this.#choose(index, { joinedBy });
  }

  setPrivacy(index: number, privacy: Treatment): void {
    this.#choose(index, { privacy });
  }

  /** What becomes of the personal data of a column. */
  privacyOf(index: number): Treatment {
    return this.#decisions.find(({ description }) => description.summary.index === index)?.privacy ?? 'mask';
  }

  setNaCodes(index: number, naCodes: readonly string[]): void {
    this.#choose(index, { naCodes });
  }

  /** Accepts what is proposed for one column, or for all of them. */
  acceptProposals(index?: number): void {
    for (const { description, proposals, naCodes } of this.#decisions) {
      const at = description.summary.index;
      if ((index !== undefined && at !== index) || proposals.length === 0) continue;
      this.#choose(at, { naCodes: [...naCodes, ...proposals.map(({ text }) => text)] });
    }
  }

  /**
   * Decides about many columns at once, one edit after the other; returns how many of them it changed. It is
   * taken back as one. See [SV202].
   */
  editMany(indexes: readonly number[], edits: readonly ColumnEdit[]): number {
    const before = this.#choices;
    let changed: readonly number[] = [];
    for (const edit of edits) {
      const { choices, edited } = editColumns(this.#decisions, this.#choices, indexes, edit);
      this.#choices = choices;
      changed = [...changed, ...edited.filter((index) => !changed.includes(index))];
    }
    if (changed.length > 0) this.#remember(before);
    return changed.length;
  }

  /** Whether there is a decision about columns to take back. */
  get canUndo(): boolean {
    return this.#past.length > 0;
  }

  /** Takes back the latest decision about columns, of however many at once. */
  undo(): void {
    const before = this.#past.at(-1);
    if (!before) return;
    this.#past = this.#past.slice(0, -1);
    this.#choices = before;
  }

  /** Masks, computes, writes and sends the wave; one that replaces another is compared first. */
  async confirmColumns(): Promise<void> {
    const step = this.#step;
    if (step.name !== 'columns') return;
    const { reading } = step;
    if (this.#loadEarlier) await this.#compare(reading);
    else await this.#sendWave(reading, (failure) => ({ name: 'columns', reading, failure }));
  }

  /** Compares again: by another column, or with the wave as it is now. */
  async compareBy(by: MatchBy): Promise<void> {
    if (this.#step.name === 'compared') await this.#compare(this.#step.reading, by);
  }

  /** Puts the file in the place of the wave that it was compared with. */
  async confirmComparison(): Promise<void> {
    const step = this.#step;
    if (step.name !== 'compared') return;
    await this.#sendWave(step.reading, (failure) => ({ ...step, failure }));
  }

  /** From the comparison back to the columns, every decision kept. */
  backToColumns(): void {
    if (this.#step.name === 'compared') this.#step = { name: 'columns', reading: this.#step.reading };
  }

  async #compare(reading: SurveyReading, by?: MatchBy): Promise<void> {
    const load = this.#loadEarlier;
    if (!load) return;
    const file = this.#file;
    await this.#guard(
      async () => {
        this.#step = { name: 'comparing', reading };
        const earlier = await load();
        if (this.#file !== file) return; // cancelled while the wave was on its way
        const comparison = await this.#worker.ask('compare', { choices: this.#choices, earlier, by });
        this.#step = { name: 'compared', reading, comparison };
      },
      (failure) => ({ name: 'columns', reading, failure }),
    );
  }

  async #sendWave(reading: SurveyReading, failed: (failure: string) => ImportStep): Promise<void> {
    await this.#guard(async () => {
      this.#step = { name: 'preparing', reading };
      const wave = await this.#worker.ask('prepare', this.#choices);
      this.#sending = new AbortController();
      this.#step = { name: 'sending', reading, share: 0 };
      const onShare = (share: number): void => void (this.#step = { name: 'sending', reading, share });
      const waveId = await this.#send(wave, onShare, this.#sending.signal);
      this.#step = { name: 'done', wave, waveId };
    }, failed);
  }

  /** Back to the choice of a file; whatever was going on ends and leaves nothing. */
  cancel(): void {
    this.#sending?.abort();
    this.#sending = undefined;
    this.#worker.cancel();
    this.#file = undefined;
    this.#passport = undefined;
    this.#applied = undefined;
    this.#overrides = {};
    this.#choices = NO_CHOICES;
    this.#past = [];
    this.#step = { name: 'choose' };
  }

  /** One after the other: a quick hand changes two guesses, and reads, before the first answer is there. */
  async #inspect(): Promise<void> {
    this.#inspecting = this.#inspecting.then(() => this.#inspectNow());
    await this.#inspecting;
  }

  async #inspectNow(): Promise<void> {
    const file = this.#file;
    if (!file) return;
    await this.#guard(async () => {
      const result = await this.#worker.ask('inspect', { file, overrides: this.#overrides });
      this.#step = result.ok
        ? { name: 'passport', passport: result.passport }
        : { name: 'refused', issue: result.issue };
    });
  }

  #readFile(): Promise<SurveyReading> {
    const onProgress = (progress: ImportProgress): void => void (this.#step = { name: 'reading', progress });
    return this.#worker.ask('read', undefined, { onProgress });
  }

  /** Reads the file with another passport; when it cannot be read so, all stays as it was and that is said. */
  async #readAgain(overrides: PassportOverrides, before: SurveyReading): Promise<SurveyReading | undefined> {
    const file = this.#file;
    let reading: SurveyReading | undefined;
    await this.#guard(async () => {
      if (!file) return;
      this.#step = { name: 'reading', progress: { bytesRead: 0, bytesTotal: file.size, rows: 0 } };
      let result = await this.#worker.ask('inspect', { file, overrides });
      const isRefused = !result.ok;
      if (isRefused) result = await this.#worker.ask('inspect', { file, overrides: this.#overrides });
      if (!result.ok) throw new Error(result.issue.code);
      const again = await this.#readFile();
      if (isRefused) {
        this.#step = { name: 'columns', reading: before, failure: 'import.profile.unreadable' };
        return;
      }
      this.#overrides = overrides;
      this.#passport = result.passport;
      reading = again;
    });
    return reading;
  }

  #findOffer(): ProfileOffer | undefined {
    const step = this.#step;
    if (step.name !== 'columns' || this.#applied || !this.#passport) return undefined;
    return findOffer(this.#profiles, this.#passport, step.reading, this.#choices);
  }

  /** A cancelled job has already set its step; any other failure is shown, never swallowed. */
  async #guard(
    job: () => Promise<void>,
    failed: (message: string) => ImportStep = (message) => ({ name: 'failed', message }),
  ): Promise<void> {
    try {
      await job();
    } catch (error) {
      if (error instanceof Error && error.name === 'AbortError') return;
      this.#step = failed(error instanceof Error ? error.message : String(error));
    }
  }

  #choose(index: number, choice: ColumnChoice): void {
    this.#remember(this.#choices);
    this.#choices = addChoice(this.#choices, index, choice);
  }

  #remember(choices: ColumnChoices): void {
    this.#past = [...this.#past.slice(1 - MOST_STEPS_BACK), choices];
  }

  #decide(): readonly ColumnDecision[] {
    const step = this.#step;
    if (!('reading' in step)) return [];
    const { descriptions, decimal, naEffects } = step.reading;
    return descriptions.map((description) => {
      const { index } = description.summary;
      const effect = naEffects.find((each) => each.index === index);
      return decideColumn(description, this.#choices.get(index) ?? {}, decimal, effect);
    });
  }
}
