import { quoteCell } from '#lib/base/csv-cell.ts';
import { pick, type RandomSource } from '#lib/base/random.ts';
import { type CommentSubject, writeComment } from './comments.ts';

/** How the organisation did in one wave; the generator draws answers around these. */
export interface WaveMood {
  name: string;
  /** First day of the field time (ISO); it lasts two weeks. */
  startsOn: string;
  respondents: number;
  /** Shift of every item on the 1-5 scale. */
  lift: number;
  /** Further shift of waiting time: what the first projects worked on. */
  waitingLift: number;
  /** And of waiting on the phone alone, where its own project helped. */
  phoneLift?: number;
}

interface Channel {
  name: string;
  share: number;
  /** Shift of waiting time for those who came this way. */
  waiting: number;
}

const PHONE = 'telefon';
const CHANNELS: readonly Channel[] = [
  { name: PHONE, share: 0.46, waiting: -0.7 },
  { name: 'e-mail', share: 0.27, waiting: -0.1 },
  { name: 'czat', share: 0.15, waiting: 0.6 },
  { name: 'oddział', share: 0.12, waiting: 0.2 },
];
const REGIONS = ['północ', 'południe', 'wschód', 'zachód'] as const;

/** Item, its mean on the 1-5 scale and how strongly it moves the overall judgement. */
const ITEMS = [
  ['waiting_time', 3.3, 0.34],
  ['competence', 4.1, 0.22],
  ['politeness', 4.4, 0.1],
  ['solved_at_once', 3.6, 0.3],
  ['invoice_clarity', 3.2, 0.24],
  ['mobile_app', 3.8, 0.12],
] as const;

/** What a respondent writes about when this item was the one that stood out. */
const SUBJECTS: Readonly<Record<(typeof ITEMS)[number][0], readonly CommentSubject[]>> = {
  waiting_time: ['waiting', 'waiting', 'callback'],
  competence: ['people'],
  politeness: ['people'],
  solved_at_once: ['solving', 'callback'],
  invoice_clarity: ['invoice'],
  mobile_app: ['app'],
};

/**
 * The responses of one wave as a CSV file, drawn from a seeded source: 0-10 recommendation (11 where
 * the question was skipped), overall satisfaction and six items from 1 to 5 (6 = does not apply),
 * channel, region, weight and a comment from some. Nobody in it exists.
 */
export function makeResponses(mood: WaveMood, random: RandomSource): string {
  const header = [
    'response_id',
    'date',
    'channel',
    'region',
    'nps',
    'overall',
    ...ITEMS.map(([name]) => name),
    'weight',
    'comment',
  ];
  const lines = [header.join(',')];
  const start = Date.parse(`${mood.startsOn}T00:00:00Z`);
  for (let index = 0; index < mood.respondents; index++) {
    const channel = pickChannel(random);
    const temper = normal(random) * 0.55;
    const items = ITEMS.map(([name, mean]) => {
      const extra =
        name === 'waiting_time'
          ? channel.waiting + mood.waitingLift + (channel.name === PHONE ? (mood.phoneLift ?? 0) : 0)
          : 0;
      return clampScale(mean + mood.lift + extra + temper + normal(random) * 0.85);
    });
    const pull = ITEMS.reduce((sum, [, mean, weight], at) => sum + ((items[at] ?? mean) - mean) * weight, 0);
    const overall = clampScale(3.7 + pull + normal(random) * 0.45);
    const nps = Math.min(
      10,
      Math.max(0, Math.round(7.4 + pull * 2.3 + (overall - 3.7) * 0.6 + normal(random) * 1.3)),
    );
    const shown = items.map((value, at) => (ITEMS[at]?.[0] === 'mobile_app' && random() < 0.32 ? 6 : value));
    const day = new Date(start + Math.floor(random() * 14) * 86_400_000).toISOString().slice(0, 10);
    lines.push(
      [
        `${mood.startsOn.slice(0, 7)}-${String(index + 1).padStart(5, '0')}`,
        day,
        channel.name,
        pick(random, REGIONS),
        random() < 0.03 ? 11 : nps,
        overall,
        ...shown,
        (0.7 + random() * 0.6).toFixed(3),
        comment(nps, items, random),
      ].join(','),
    );
  }
  return `${lines.join('\n')}\n`;
}

function pickChannel(random: RandomSource): Channel {
  let rest = random();
  for (const channel of CHANNELS) {
    rest -= channel.share;
    if (rest < 0) return channel;
  }
  return CHANNELS[0] ?? { name: PHONE, share: 1, waiting: 0 };
}

/** One in four writes something, quoted as CSV wants it: about the item furthest below its mean, or above it. */
function comment(nps: number, items: readonly number[], random: RandomSource): string {
  if (random() > 0.25) return '';
  const isLow = nps <= 6 || (nps <= 8 && random() < 0.4);
  // What matters more is written about more.
  const lifts = ITEMS.map(
    ([, mean, weight], at) =>
      (((items[at] ?? mean) - mean) * (isLow ? -1 : 1) + 2 + random() * 1.5) * (0.5 + weight),
  );
  const [name] = ITEMS[lifts.indexOf(Math.max(...lifts))] ?? ITEMS[0];
  const subject = pick(random, SUBJECTS[name]) ?? 'people';
  return quoteCell(writeComment(subject, isLow, random), ',');
}

function clampScale(value: number): number {
  return Math.min(5, Math.max(1, Math.round(value)));
}

/** A standard normal number (Box and Muller 1958). */
function normal(random: RandomSource): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
