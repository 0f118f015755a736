import type { Locale } from '#lib/base/locale.ts';
import { IntlMessageFormat } from 'intl-messageformat';
import type { MessageKey, Messages } from './catalogue.ts';
import type { MessageArguments } from './message-arguments.ts';

export type MessageValues = Record<string, string | number | Date>;

/** Texts that take no value. */
export type PlainMessageKey = Exclude<MessageKey, keyof MessageArguments>;

/** What a text needs beside its key: nothing, or its values; for one of several keys, the values of all of them. */
export type ValuesOf<Key extends MessageKey> = [Key] extends [PlainMessageKey]
  ? []
  : [
      values: AllOf<
        {
          [Each in Key]: Each extends keyof MessageArguments ? MessageArguments[Each] : Record<never, never>;
        }[Key]
      >,
    ];

type AllOf<Union> = (Union extends unknown ? (each: Union) => void : never) extends (all: infer All) => void
  ? All
  : never;

/** Texts, numbers, dates and sorting of one language. */
export class Translator {
  readonly locale: Locale;
  readonly #messages: Messages;
  readonly #compiled = new Map<string, IntlMessageFormat>();
  readonly #numbers = new Map<string, Intl.NumberFormat>();
  readonly #dates = new Map<string, Intl.DateTimeFormat>();
  readonly #collator: Intl.Collator;
  readonly #timeZone: string | undefined;
  #isoDays: Intl.DateTimeFormat | undefined;

  /** `timeZone` is whose clock moments follow; without one the clock of the machine that writes them. */
  constructor(locale: Locale, messages: Messages, timeZone?: string | null) {
    this.locale = locale;
    this.#timeZone = timeZone ?? undefined;
    this.#messages = messages;
    this.#collator = new Intl.Collator(locale, { numeric: true });
  }

  /** The text of a key. A key that is missing shows itself, and a test finds it. */
  t<Key extends MessageKey>(key: Key, ...values: ValuesOf<Key>): string;
  t(key: MessageKey, values?: MessageValues): string {
    return this.text(key, values);
  }

  /** As `t`, for keys that come from data (error reasons, field issues). */
  text(key: string, values?: MessageValues): string {
    const message = this.#messages[key];
    if (message === undefined) return `⟦${key}⟧`;
    if (!message.includes('{')) return message;
    let compiled = this.#compiled.get(key);
    if (!compiled) {
      compiled = new IntlMessageFormat(message, this.locale, undefined, { ignoreTag: true });
      this.#compiled.set(key, compiled);
    }
    return String(compiled.format(values));
  }

  has(key: string): boolean {
    return key in this.#messages;
  }

  /** A number with a fixed count of decimals: `digits` 0 unless told. A minus is a real minus sign. */
  number(value: number, options: { digits?: number; sign?: boolean } = {}): string {
    const digits = options.digits ?? 0;
    const key = `${digits}${options.sign ? '+' : ''}`;
    let format = this.#numbers.get(key);
    if (!format) {
      format = new Intl.NumberFormat(this.locale, {
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
        signDisplay: options.sign ? 'exceptZero' : 'auto',
      });
      this.#numbers.set(key, format);
    }
    return format.format(value).replace('-', '\u2212');
  }

  /** A share between 0 and 1 as per cent. */
  percent(share: number, digits = 1): string {
    return `${this.number(share * 100, { digits })}\u00a0%`;
  }

  /** An amount of money in hundredths of the currency: every one of them is shown, and none where there are none. */
  money(minorUnits: number, currency: string): string {
    const isWhole = minorUnits % 100 === 0;
    const key = `${currency}${isWhole ? '' : ',00'}`;
    let format = this.#numbers.get(key);
    if (!format) {
      const digits = isWhole ? 0 : 2;
      format = new Intl.NumberFormat(this.locale, {
        style: 'currency',
        currency,
        minimumFractionDigits: digits,
        maximumFractionDigits: digits,
      });
      this.#numbers.set(key, format);
    }
    return format.format(minorUnits / 100);
  }

  /**
   * A calendar day (ISO, such as 2027-01-01), the same wherever its reader is: it never becomes a
   * moment of their zone. What is no day is shown as it is.
   */
  day(day: string, style: Intl.DateTimeFormatOptions = { dateStyle: 'medium' }): string {
    const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day);
    if (!match) return day;
    const [, year, month, date] = match.map(Number);
    return this.date(Date.UTC(year ?? 0, (month ?? 1) - 1, date), { ...style, timeZone: 'UTC' });
  }

  /** The calendar day (ISO) of a moment on the reader's clock. */
  dayOf(ms: number): string {
    // Swedes write dates as ISO does; browsers without Temporal read this page too.
    this.#isoDays ??= new Intl.DateTimeFormat('sv-SE', { timeZone: this.#timeZone });
    return this.#isoDays.format(ms);
  }

  /** A moment, on the reader's clock unless the style names a zone. A calendar day is a text and goes through `day`. */
  date(moment: Date | number, style: Intl.DateTimeFormatOptions = { dateStyle: 'medium' }): string {
    const key = JSON.stringify(style);
    let format = this.#dates.get(key);
    if (!format) {
      // A zone that is undefined is the one of this machine.
      format = new Intl.DateTimeFormat(this.locale, { timeZone: this.#timeZone, ...style });
      this.#dates.set(key, format);
    }
    return format.format(moment);
  }

  /** Order of two texts in this language: in Polish ł follows l. */
  compare(left: string, right: string): number {
    return this.#collator.compare(left, right);
  }
}
