import type { WorkerClient } from '#lib/base/ask-worker.ts';
import type { ContactField } from './contact-columns.ts';
import type { ContactScale } from './contact-sums.ts';
import { isReadable, type ContactsCalls, type OpenedContacts } from './contacts-calls.ts';
import type { ReportDesk } from './report.ts';
import type { WeighedContacts } from './weigh-contacts.ts';

type State = 'none' | 'reading' | 'no-table' | 'too-large' | 'open';

/** A file of contacts on its way to sums; everything is asked anew when something is chosen. */
export class ContactsReading {
  readonly #client: WorkerClient<ContactsCalls>;
  readonly #desk: Pick<ReportDesk, 'guests' | 'firstDay' | 'lastDay' | 'smallest'>;
  #state = $state<State>('none');
  #opened = $state.raw<OpenedContacts | null>(null);
  #columns = $state.raw<Partial<Record<ContactField, number>>>({});
  #scale = $state.raw<ContactScale | null>(null);
  #agentOf = $state.raw<Readonly<Record<string, string>> | null>(null);
  #weighed = $state.raw<WeighedContacts | null>(null);

  constructor(
    client: WorkerClient<ContactsCalls>,
    desk: Pick<ReportDesk, 'guests' | 'firstDay' | 'lastDay' | 'smallest'>,
  ) {
    this.#client = client;
    this.#desk = desk;
  }

  get state(): State {
    return this.#state;
  }
  get opened(): OpenedContacts | null {
    return this.#opened;
  }
  get columns(): Partial<Record<ContactField, number>> {
    return this.#columns;
  }
  get scale(): ContactScale | null {
    return this.#scale;
  }
  /** Null until the columns of agent, day and score are known. */
  get weighed(): WeighedContacts | null {
    return this.#weighed;
  }

  async open(file: File): Promise<void> {
    this.#opened = this.#weighed = this.#scale = this.#agentOf = null;
    if (!isReadable(file)) {
      this.#state = 'too-large';
      return;
    }
    this.#state = 'reading';
    const opened = await this.#client.ask('open', new Uint8Array(await file.arrayBuffer()));
    this.#opened = opened;
    this.#columns = opened?.columns ?? {};
    await this.#weigh();
    this.#state = opened ? 'open' : 'no-table';
  }

  async chooseColumn(field: ContactField, at: number | null): Promise<void> {
    const { [field]: _, ...others } = this.#columns;
    this.#columns = at === null ? others : { ...others, [field]: at };
    this.#agentOf = null;
    await this.#weigh();
  }

  async chooseScale(scale: ContactScale | null): Promise<void> {
    this.#scale = scale;
    await this.#weigh();
  }

  async chooseAgent(guestId: string, agent: string): Promise<void> {
    this.#agentOf = { ...this.#weighed?.agentOf, [guestId]: agent };
    await this.#weigh();
  }

  /** The worker goes with the page. */
  close(): void {
    this.#client.close();
  }

  async #weigh(): Promise<void> {
    const { agent, day, score, contact = null } = this.#columns;
    if (agent === undefined || day === undefined || score === undefined) {
      this.#weighed = null;
      return;
    }
    const { guests, firstDay, lastDay, smallest } = this.#desk;
    this.#weighed = await this.#client.ask('weigh', {
      columns: { agent, day, score, contact },
      ...{ scale: this.#scale, agentOf: this.#agentOf, guests, smallest, span: { firstDay, lastDay } },
    });
  }
}
