// Above 300 lines: one generated file after the other, each with the quirks of a real one.
import { type RandomSource, seededRandom } from '#lib/base/random.ts';
import { encodeText, joinBytes } from '#lib/tabular/testing/exports.ts';
import { type TestCell, workbookOf } from '#lib/tabular/testing/workbook.ts';

/**
 * Twins of real exports: made up, with the encoding, the delimiter, the kinds of headings and the odd rows of the
 * files on which reading was first tried, and with counts of which the answers are known. Each is the same every time.
 */

const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;

function textOf(
  rows: readonly (readonly string[])[],
  { delimiter = ',', lineEnd = '\n', isQuoted = false } = {},
): string {
  const cellOf = (cell: string): string =>
    isQuoted || cell.includes(delimiter) || /["\r\n]/.test(cell) ? quoted(cell) : cell;
  return rows.map((row) => row.map(cellOf).join(delimiter) + lineEnd).join('');
}

const bytesOf = (...facts: Parameters<typeof textOf>): Uint8Array => encodeText(textOf(...facts), 'utf-8');

/** Every answer as often as said, in an order by chance (Fisher and Yates). */
function mixed<Answer extends string | readonly string[]>(
  random: RandomSource,
  counts: readonly (readonly [answer: Answer, count: number])[],
): Answer[] {
  const answers = counts.flatMap(([answer, count]) => new Array<Answer>(count).fill(answer));
  for (let left = answers.length; left > 1; left--) {
    // The one that is drawn goes to the end, behind those that are still to be drawn from.
    answers.push(...answers.splice(Math.floor(random() * left), 1));
  }
  return answers;
}

const oneOf = (random: RandomSource, answers: readonly string[]): string =>
  answers[Math.floor(random() * answers.length)] ?? '';

/** Columns side by side, as rows under their headings. */
function table(columns: Readonly<Record<string, readonly string[]>>): string[][] {
  const names = Object.keys(columns);
  const rows = Math.max(...Object.values(columns).map(({ length }) => length));
  return [
    names,
    ...Array.from({ length: rows }, (_, row) => names.map((name) => columns[name]?.[row] ?? '')),
  ];
}

/**
 * Passengers of an airport: coded answers of 1 to 5 with 0 and 6 for "none", "Blank" as a word, an NPS with 11
 * for "none", times that became days of 1899, weights. 2,831 rows, one of them with the id of another.
 */
export function airportSurvey(): Uint8Array {
  const random = seededRandom(2017);
  const rated = (...counts: readonly (readonly [string, number])[]): string[] => mixed(random, counts);
  // The answer to the NPS, and whether they have a pass for the fast lane, together: 1 yes, 2 no, 0 nothing.
  const both = mixed<readonly string[]>(
    random,
    [
      ...[
        ['10', '1', 340] as const,
        ['9', '1', 187] as const,
        ['10', '2', 425] as const,
        ['9', '2', 230] as const,
      ],
      ...[['10', '0', 171] as const, ['9', '0', 83] as const],
      ...[
        ['8', '1', 180] as const,
        ['7', '1', 124] as const,
        ['8', '2', 280] as const,
        ['7', '2', 193] as const,
      ],
      ...[['8', '0', 108] as const, ['7', '0', 83] as const],
      ...[['6', '1', 60] as const, ['4', '1', 30] as const, ['0', '1', 18] as const],
      ...[['5', '2', 90] as const, ['3', '2', 40] as const, ['1', '2', 28] as const, ['2', '0', 76] as const],
      ...[['11', '0', 84] as const, ['', '0', 1] as const],
    ].map(([score, lane, count]) => [[score, lane], count] as const),
  );
  const ids = Array.from({ length: 2831 }, (_, i) => String(i + 1));
  ids[2830] = '7';
  return bytesOf(
    table({
      RESPNUM: ids,
      DAY: ids.map(() => oneOf(random, ['MON', 'TUE', 'SAT'])),
      AIRLINE: ids.map(() => oneOf(random, ['NORTH AIR', 'SKY LINES', 'AERO SUR'])),
      DEPTIME: ids.map(() => `12/31/1899 ${oneOf(random, ['09:30:00 AM', '11:05:00 AM', '07:45:00 PM'])}`),
      Q7ART: rated(['5', 800], ['4', 900], ['3', 500], ['2', 100], ['1', 31], ['6', 400], ['0', 100]),
      Q7FOOD: rated(['5', 485], ['4', 864], ['3', 800], ['2', 200], ['1', 72], ['6', 380], ['0', 30]),
      Q7ALL: rated(['5', 759], ['4', 1447], ['3', 400], ['2', 60], ['1', 22], ['Blank', 143]),
      Q9RESTROOM: rated(['5', 1000], ['4', 1065], ['3', 500], ['2', 70], ['1', 18], ['6', 150], ['0', 28]),
      FASTLANE: both.map(([, lane = '']) => lane),
      NETPRO: both.map(([score = '']) => score),
      Q20GENDER: ids.map(() => oneOf(random, ['1', '2', '0'])),
      WEIGHT: ids.map(() => (0.25 + random() * 1.5).toFixed(10)),
    }),
  );
}

/** The fourteen things that passengers of an airline rated, and how much each pulls their satisfaction. */
export const AIRLINE_ITEMS: readonly (readonly [name: string, pull: number])[] = [
  ['Inflight wifi service', 0.5],
  ['Departure/Arrival time convenient', 0],
  ['Ease of Online booking', 0.2],
  ['Gate location', 0],
  ['Food and drink', 0.1],
  ['Online boarding', 0.9],
  ['Seat comfort', 0.4],
  ['Inflight entertainment', 0.5],
  ['On-board service', 0.4],
  ['Leg room service', 0.4],
  ['Baggage handling', 0.2],
  ['Checkin service', 0.3],
  ['Inflight service', 0.2],
  ['Cleanliness', 0.2],
];

/**
 * An airline: a first column without a name, ratings in which 0 means "does not apply", delays written 18.0 with
 * gaps, and whether somebody is satisfied, which follows the ratings. Windows line ends.
 */
export function airlineSatisfaction(rowCount = 6000): Uint8Array {
  const random = seededRandom(14);
  const rows = Array.from({ length: rowCount }, (_, i) => {
    const mood = random() * 2;
    const ratings = AIRLINE_ITEMS.map(() => Math.min(5, 1 + Math.floor(random() * 4 + mood * 0.6)));
    const pulled = AIRLINE_ITEMS.reduce((sum, [, pull], item) => sum + pull * (ratings[item] ?? 0), 0);
    const isSatisfied = pulled + random() * 8 > 20;
    // Whoever does not use something rates it 0, and is often satisfied all the same.
    const given = ratings.map((rating, item) =>
      item < 3 && isSatisfied && random() < 0.08 ? '0' : random() < 0.005 ? '0' : String(rating),
    );
    const delay = Math.floor(random() * 60);
    return [
      ...[
        String(i),
        String(70_000 + i * 7),
        oneOf(random, ['Male', 'Female']),
        oneOf(random, ['Eco', 'Business']),
      ],
      ...given,
      ...[String(delay), random() < 0.003 ? '' : `${delay}.0`],
      isSatisfied ? 'satisfied' : 'neutral or dissatisfied',
    ];
  });
  const headings = ['', 'id', 'Gender', 'Class', ...AIRLINE_ITEMS.map(([name]) => name)];
  const last = ['Departure Delay in Minutes', 'Arrival Delay in Minutes', 'satisfaction'];
  return bytesOf([[...headings, ...last], ...rows], { lineEnd: '\r\n' });
}

/** Reviews of clothes: rows end with LF, texts hold CRLF, a first column without a name, empty reviews. */
export function clothingReviews(): Uint8Array {
  const random = seededRandom(23);
  const ratings = mixed(random, [
    ...[
      ['1', 42] as const,
      ['2', 78] as const,
      ['3', 144] as const,
      ['4', 254] as const,
      ['5', 656] as const,
    ],
  ]);
  const good = [
    'I love it',
    'A great colour and a great fit',
    'Perfect for work',
    'So comfortable',
    'It fits',
  ];
  const bad = [
    'It was cheap',
    'I was disappointed',
    'It was too large',
    'The cloth was thin',
    'The colour is off',
  ];
  const asides = [
    'Ordered online',
    'Bought for a friend',
    'I am tall',
    "It's for summer",
    'Washed twice',
    'Seen in a shop',
  ];
  const rows = ratings.map((rating, i) => {
    const from = Number(rating) >= 4 ? good : bad;
    const strays = random() < 0.1 ? good : from;
    const end = i % 7 === 0 ? '\r\n\r\nWould buy "again"' : '';
    const said = [oneOf(random, from), oneOf(random, asides), oneOf(random, strays), oneOf(random, asides)];
    const text = i % 28 === 5 ? '' : `${said.join('. ')}, after ${i % 90} days.${end}`;
    const department = oneOf(random, ['Tops', 'Dresses', 'Bottoms']);
    return [
      String(i),
      String(700 + (i % 50)),
      String(20 + (i % 60)),
      text,
      rating,
      rating > '2' ? '1' : '0',
      department,
    ];
  });
  const headings = ['', 'Clothing ID', 'Age', 'Review Text', 'Rating', 'Recommended IND', 'Department Name'];
  return bytesOf([headings, ...rows]);
}

/**
 * SurveyMonkey with two header rows: the question stands over the first of its options alone, and some bytes are
 * neither UTF-8 nor a letter of the file's own code page.
 */
export function surveyMonkeyGrid(): Uint8Array {
  const random = seededRandom(1186);
  const films = ['The First Film', 'The Second Film', 'The Third Film'];
  const heroes = ['The Pilot', 'The Princess', 'The Robot'];
  const headings = [
    ['RespondentID', 'Have you seen any of the films?', 'Which have you seen? Select all.', '', ''],
    ['Please rank the films.', '', '', 'How do you view these characters?', '', ''],
    ['Do you like the wider universe?#', 'Gender'],
  ].flat();
  const options = [['', 'Response'], films, films, heroes, ['Response', 'Response']].flat();
  const rows = Array.from({ length: 1186 }, (_, i) => [
    ...[String(3_292_880_000 - i * 11), oneOf(random, ['Yes', 'No'])],
    ...films.map((film) => (random() < 0.6 ? film : '')),
    ...films.map(() => oneOf(random, ['1', '2', '3'])),
    ...heroes.map(() =>
      oneOf(random, ['Very favorably', 'Unfamiliar (N/A)', 'Neither favorably nor unfavorably']),
    ),
    ...[oneOf(random, ['Yes', 'No']), oneOf(random, ['Male', 'Female', ''])],
  ]);
  const bytes = bytesOf([headings, options, ...rows]);
  // What the tool left of a no-break space.
  const at = bytes.indexOf('#'.charCodeAt(0));
  return joinBytes([bytes.subarray(0, at), Uint8Array.of(0x8c, 0xe6), bytes.subarray(at + 1)]);
}

/** SurveyMonkey with one header row that lost its line breaks, and an income that a spreadsheet made a number. */
export function surveyMonkeyFlat(): Uint8Array {
  const random = seededRandom(1040);
  const ids = Array.from({ length: 1040 }, (_, i) => String(3_436_140_000 - i * 13));
  return bytesOf(
    table({
      RespondentID: ids,
      'How often do you travel by plane?': ids.map(() =>
        oneOf(random, ['Never', 'Once a year or less', 'Every day']),
      ),
      'In general, is itrude to bring a baby on a plane?': mixed(random, [
        ...[['No, not at all rude', 592] as const, ['Yes, somewhat rude', 182] as const],
        ...[['Yes, very rude', 75] as const, ['', 191] as const],
      ]),
      'Household Income': mixed(random, [
        ...[['$0 - $24,999', 200] as const, ['$25,000 - $49,999', 300] as const, ['150000', 115] as const],
        ...[['$50,000 - $99,999', 225] as const, ['', 200] as const],
      ]),
      Gender: ids.map(() => oneOf(random, ['Male', 'Female'])),
    }),
  );
}

/** Typeform: `#` first, one option a column with the option as its answer, headings that repeat, dates last. */
export function typeformCoders(): Uint8Array {
  const random = seededRandom(15);
  const options = [
    'Meetups',
    'Hackathons',
    'None',
    'Other',
    'Free Camp',
    'Academy',
    'Other',
    'Podcast',
    'None',
    'Other',
  ];
  const headings = ['#', 'Are you already working?', 'Which role?', 'Other', ...options];
  const last = ['Start Date (UTC)', 'Submit Date (UTC)', 'Network ID'];
  const camp = mixed(random, [['Free Camp', 350] as const, ['', 150] as const]);
  const rows = camp.map((isCamp, i) => {
    const chosen = options.map((option) =>
      option === 'Free Camp'
        ? isCamp
        : random() < 0.2
          ? option === 'Other'
            ? oneOf(random, ['books', 'friends'])
            : option
          : '',
    );
    const minute = String(i % 60).padStart(2, '0');
    return [
      ...[
        (i * 7919).toString(16).padStart(32, 'a'),
        oneOf(random, ['0', '1']),
        oneOf(random, ['Front-End', 'Back-End']),
      ],
      ...[random() < 0.05 ? 'Game Developer' : '', ...chosen],
      ...[
        `2016-03-29 21:${minute}:13`,
        `2016-03-29 21:${minute}:53`,
        (i * 104_729).toString(16).padStart(10, '0'),
      ],
    ];
  });
  return bytesOf([[...headings, ...last], ...rows]);
}

/**
 * Google Forms in Polish: agreement in words, line breaks within headings, an attention check, one row of somebody
 * who was sent away at the first question; as it comes, or as a Polish Excel saves it again.
 */
export function polishForms(saved: 'as it comes' | 'by a Polish Excel'): Uint8Array {
  const random = seededRandom(99);
  const isSaved = saved === 'by a Polish Excel';
  const levels = [
    ...['Zdecydowanie się nie zgadzam', 'Raczej się nie zgadzam', 'Ani tak, ani nie', 'Raczej się zgadzam'],
    'Zdecydowanie się zgadzam',
  ];
  const agreed = (...counts: readonly number[]): string[] =>
    mixed(
      random,
      levels.map((level, i) => [level, counts[i] ?? 0] as const),
    );
  const long = 'Załóżmy, że państwo chce wydać więcej, nie biorąc więcej.\nNa ile zgadzasz się z cięciami?';
  const columns: Record<string, string[]> = {
    // 99 answers each: means of 4, 367/99 and 328/99.
    '1. Okolica jest bezpieczna.': agreed(3, 6, 9, 51, 30),
    '2. Wydatki powinny rosnąć.': agreed(8, 12, 15, 30, 34),
    '3. Nawet kosztem innych.': agreed(15, 18, 14, 25, 27),
    [`${long} [Kultura (w tym sport)]`]: agreed(20, 30, 9, 20, 20),
    'Zaznacz „Raczej się zgadzam”.': agreed(1, 2, 1, 93, 2),
  };
  const minuteOf = (i: number): string => String(i % 60).padStart(2, '0');
  const when = (i: number): string =>
    isSaved ? `26.12.2025 21:${minuteOf(i)}` : `2025/12/26 9:${minuteOf(i)}:26 PM GMT+1`;
  const rows = Array.from({ length: 100 }, (_, i) =>
    i === 99
      ? [when(i), 'Nie', ...Object.keys(columns).map(() => '')]
      : [when(i), 'Tak', ...Object.values(columns).map((answers) => answers[i] ?? '')],
  );
  const all = [
    [isSaved ? 'Sygnatura czasowa' : 'Timestamp', 'Czy masz ukończone 18 lat?', ...Object.keys(columns)],
    ...rows,
  ];
  return isSaved
    ? encodeText(textOf(all, { delimiter: ';', lineEnd: '\r\n' }), 'windows-1250')
    : bytesOf(all, { isQuoted: true });
}

/** Employees, in Windows-1250 of which only Ł, Ż and Ć occur: the same bytes in ISO 8859-2. A scale from -2 to 2. */
export function polishEmployees(): Uint8Array {
  const random = seededRandom(18);
  const rows = table({
    DZIAŁ: mixed(random, [
      ['PD', 98] as const,
      ['MK', 45] as const,
      ['HR', 31] as const,
      ['IT', 26] as const,
    ]),
    STAŻ: Array.from({ length: 200 }, () => oneOf(random, ['1', '2', '3'])),
    PYT_1: mixed(random, [
      ...[
        ['-2', 14] as const,
        ['-1', 17] as const,
        ['0', 40] as const,
        ['1', 100] as const,
        ['2', 29] as const,
      ],
    ]),
    PYT_2: Array.from({ length: 200 }, () => oneOf(random, ['-2', '-1', '1', '2'])),
    PŁEĆ: Array.from({ length: 200 }, () => oneOf(random, ['K', 'M'])),
  });
  return encodeText(textOf(rows, { delimiter: ';', lineEnd: '\r\n' }), 'windows-1250');
}

/** Scores with decimal commas: quoted between commas, or bare between semicolons. 849 rows. */
export function decimalCommas(delimiter: ',' | ';'): Uint8Array {
  const random = seededRandom(849);
  const rows = 849;
  /** Hundredths within the bounds that sum to `sum`. */
  const hundredths = (low: number, high: number, sum: number): string[] => {
    const values = Array.from({ length: rows }, () => Math.round(low + random() * (high - low)));
    let left = sum - values.reduce((all, value) => all + value, 0);
    for (let i = 0; left !== 0; i = (i + 1) % rows) {
      const step = Math.max(
        low - (values[i] ?? 0),
        Math.min(high - (values[i] ?? 0), Math.sign(left) * Math.min(20, Math.abs(left))),
      );
      values[i] = (values[i] ?? 0) + step;
      left -= step;
    }
    return values.map((value) => (value / 100).toFixed(2).replace('.', ','));
  };
  const columns = {
    Q_STORY: Array.from({ length: rows }, () => oneOf(random, ['1', '2', '3', '4', '5'])),
    Q_RULES: Array.from({ length: rows }, () => oneOf(random, ['1', '2', '3', '4', '5'])),
    // 3400.36 / 849 and 1060.24 / 849.
    MFQ_HARM: hundredths(200, 500, 340_036),
    MFQ_PROGRESSIVISM: hundredths(-150, 300, 106_024),
  };
  return bytesOf(table(columns), { delimiter, lineEnd: '\r\n' });
}

/** A workbook that somebody renamed .csv: passengers who rate 1 to 5, with 0 for "does not apply". */
export function renamedWorkbook(): Promise<Uint8Array<ArrayBuffer>> {
  const random = seededRandom(29);
  const wifi = mixed(random, [
    ...[['0', 58] as const, ['1', 330] as const, ['2', 480] as const, ['3', 480] as const],
    ...[['4', 360] as const, ['5', 257] as const],
  ]);
  const rows: TestCell[][] = wifi.map((rating, i) => [
    ...[i + 1, oneOf(random, ['Kobieta', 'Mężczyzna']), 20 + (i % 50)],
    ...[Number(rating), 1 + Math.floor(random() * 5)],
  ]);
  return workbookOf({ Ankieta: [['Id', 'Płeć', 'Wiek', 'Jakość WIFI', 'Wygoda siedzenia'], ...rows] });
}
