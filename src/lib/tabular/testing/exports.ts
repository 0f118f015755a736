// Above 300 lines: a catalogue of generated exports, one tool after the other.
import { seededRandom } from '#lib/base/random.ts';
import { openTextReader } from '#lib/base/encoding/code-pages.ts';
import type { Encoding } from '#lib/base/encoding/encoding.ts';

/**
 * Files as survey tools write them, made up for tests: headings, quirks and line ends of the real exports, invented
 * answers. Every generator gives the same file each time.
 */

/** Text in an encoding that TextEncoder does not know; a letter that it lacks throws, so no test lies. */
export function encodeText(text: string, encoding: Encoding): Uint8Array {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const view = new DataView(new ArrayBuffer(text.length * 2));
    for (let i = 0; i < text.length; i++) view.setUint16(i * 2, text.charCodeAt(i), encoding === 'utf-16le');
    return new Uint8Array(view.buffer);
  }
  if (encoding === 'utf-8') return new TextEncoder().encode(text);
  const reader = openTextReader(encoding);
  const byteOf = new Map<string, number>();
  for (let byte = 255; byte >= 0; byte--) byteOf.set(reader.decode(Uint8Array.of(byte)), byte);
  return Uint8Array.from(text, (letter) => {
    const byte = byteOf.get(letter);
    if (byte === undefined) throw new Error(`${encoding} has no ${letter}`);
    return byte;
  });
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

const quote = (cell: string): string => `"${cell.replaceAll('"', '""')}"`;
const line = (cells: readonly string[], delimiter: string, isQuoted: boolean): string =>
  cells.map((cell) => (isQuoted || /[",;\r\n]/.test(cell) ? quote(cell) : cell)).join(delimiter);

/** French shops: two tills write Windows-1252, the third CP850, glued into one file. */
export function frenchRetail(rows = 120): { bytes: Uint8Array; oldRows: number } {
  const random = seededRandom(5);
  const comments = [
    'Très bon accueil, équipe agréable',
    'Caisse fermée à midi, dommage',
    'Prix élevés mais qualité là',
    "J'ai été déçu par le délai",
    'Rien à signaler',
    '',
  ];
  const levels = ['Très satisfait', 'Plutôt satisfait', 'Mécontent'];
  const parts = [encodeText('id;magasin;note;satisfaction;commentaire\r\n', 'windows-1252')];
  let oldRows = 0;
  for (let i = 0; i < rows; i++) {
    const isOld = i % 3 === 2;
    if (isOld) oldRows++;
    const cells = [
      String(i + 1),
      isOld ? 'Besançon' : 'Orléans',
      String(Math.floor(random() * 11)),
      levels[i % levels.length] ?? '',
      comments[Math.floor(random() * comments.length)] ?? '',
    ];
    parts.push(encodeText(`${line(cells, ';', false)}\r\n`, isOld ? 'cp850' : 'windows-1252'));
  }
  return { bytes: joinBytes(parts), oldRows };
}

/** LimeSurvey: BOM, CRLF, all quoted, formula guards, unfinished rows without submitdate, a blank line at the end. */
export function limeSurvey(rows = 60): string {
  const head = [
    'id',
    'submitdate',
    'lastpage',
    'startlanguage',
    'seed',
    'startdate',
    'datestamp',
    'ipaddr',
    'NPS',
    'Q1[SQ001]',
    'Q1[SQ002]',
    'Q1[SQ003]',
    'Q2[SQ001]',
    'Q2[SQ002]',
    'change',
    'Q9',
    'interviewtime',
  ];
  const body = Array.from({ length: rows }, (_, i) => {
    const isUnfinished = i % 6 === 5;
    const moment = `2026-03-${String((i % 28) + 1).padStart(2, '0')} 10:${String(i % 60).padStart(2, '0')}:00`;
    return line(
      [
        String(i + 1),
        isUnfinished ? '' : moment,
        isUnfinished ? '1' : '3',
        'pl',
        String(1_000_000 + i * 7919),
        moment,
        moment,
        `10.0.0.${i}`,
        isUnfinished ? '' : String(i % 11),
        i % 2 === 0 ? 'Y' : '',
        i % 3 === 0 ? 'Y' : '',
        i % 5 === 0 ? 'Y' : '',
        String((i % 5) + 1),
        String(((i * 3) % 5) + 1),
        i % 4 === 0 ? "'-5" : String(i % 5),
        i % 7 === 0 ? '\'=cudzysłów "w środku"' : 'w porządku,\nale wolno',
        '61.5',
      ],
      ',',
      true,
    );
  });
  return `\ufeff${[line(head, ',', true), ...body].join('\r\n')}\r\n\r\n`;
}

/** Formbricks: numbered headings, Finished as Yes and No, times in UTC, options joined by `; `. */
export function formbricks(rows = 40): string {
  const head =
    'No.,Response ID,Timestamp,Finished,Survey ID,Formbricks ID (internal),User ID,Tags,"1. How likely are you to recommend us?","2. Which channels, if any, do you use?",3. What should we improve?';
  const body = Array.from({ length: rows }, (_, i) => {
    const options = ['Phone', 'Chat, in the app', 'Shop'].filter((_, k) => (i >> k) % 2 === 1);
    return line(
      [
        String(i + 1),
        `cm${(100_000 + i).toString(36)}`,
        `2026-05-${String((i % 28) + 1).padStart(2, '0')} 14:30:00 UTC`,
        i % 8 === 7 ? 'No' : 'Yes',
        'cmsurvey1',
        `cmid${i}`,
        '',
        '',
        String(i % 11),
        options.join('; '),
        i % 3 === 0 ? "'-too slow" : '',
      ],
      ',',
      false,
    );
  });
  return `${[head, ...body].join('\n')}\n`;
}

/** Microsoft Forms, saved from Excel with the settings of Poland: Windows-1250, semicolons, options that end with one. */
export function microsoftForms(rows = 40): string {
  const head =
    'Identyfikator;Godzina rozpoczęcia;Godzina ukończenia;Adres e-mail;Nazwa;Z jakich usług korzystasz?;Jak bardzo jesteś zadowolony/a z obsługi?;Średni wydatek (zł);Uwagi – co poprawić?';
  const levels = [
    'Bardzo niezadowolony/a',
    'Raczej niezadowolony/a',
    'Ani zadowolony/a, ani niezadowolony/a',
    'Raczej zadowolony/a',
    'Bardzo zadowolony/a',
  ];
  const body = Array.from({ length: rows }, (_, i) => {
    const options = ['Infolinia', 'Czat', 'Salon, punkt'].filter((_, k) => ((i + 1) >> k) % 2 === 1);
    const day = `${String((i % 28) + 1).padStart(2, '0')}.04.2026`;
    return line(
      [
        String(i + 1),
        `${day} 09:1${i % 10}`,
        `${day} 09:2${i % 10}`,
        'anonymous',
        '',
        options.map((option) => `${option};`).join(''),
        levels[(i * 7) % 5] ?? '',
        `${1 + (i % 3)}\u00a0${String(200 + i).padStart(3, '0')},50`,
        i % 4 === 0 ? 'Zażółć gęślą – „jaźń”' : '',
      ],
      ';',
      false,
    );
  });
  return `${[head, ...body].join('\r\n')}\r\n`;
}

/** Zendesk's satisfaction ratings as its API names them. */
export function zendesk(rows = 50): string {
  const head =
    'id,url,assignee_id,group_id,requester_id,ticket_id,score,comment,reason,reason_code,created_at,updated_at';
  const scores = ['good', 'good', 'good', 'bad', 'offered'];
  const body = Array.from({ length: rows }, (_, i) => {
    const moment = `2026-02-${String((i % 28) + 1).padStart(2, '0')}T08:00:00Z`;
    const comment = i % 5 === 3 ? 'Waited a week, call me on +48 600 100 200' : '';
    return line(
      [
        String(35_436 + i),
        'https://example.zendesk.com/r',
        '135',
        '44',
        String(7881 + i),
        String(208 + i),
        scores[i % 5] ?? '',
        comment,
        'Other',
        '1000',
        moment,
        moment,
      ],
      ',',
      false,
    );
  });
  return `${[head, ...body].join('\n')}\n`;
}

/** Delighted's survey responses, moments in seconds since 1970. */
export function delighted(rows = 44): string {
  const head =
    'id,person,survey_type,score,comment,permalink,created_at,updated_at,person_properties,notes,tags';
  const body = Array.from({ length: rows }, (_, i) =>
    line(
      [
        String(5435 + i),
        `person ${i}`,
        'nps',
        String(i % 11),
        i % 4 === 0 ? 'All good, thanks' : '',
        `https://app.example.com/r/${i}`,
        String(1_767_225_600 + i * 86_400),
        String(1_767_225_700 + i * 86_400),
        '{"Country":"PL"}',
        '',
        '',
      ],
      ',',
      false,
    ),
  );
  return `${[head, ...body].join('\n')}\n`;
}

/** Qualtrics with three header rows; a preview, a spam and unfinished rows; a code for "seen but unanswered". */
export function qualtrics(rows = 40): string {
  const names = [
    'StartDate',
    'EndDate',
    'Status',
    'Progress',
    'Duration (in seconds)',
    'Finished',
    'RecordedDate',
    'ResponseId',
    'Q1',
    'Q1_NPS_GROUP',
    'Q2_1',
    'Q2_2',
    'Q3',
    'Q3_4_TEXT',
    'Q4_DO',
  ];
  const labels = [
    'Start Date',
    'End Date',
    'Response Type',
    'Progress',
    'Duration (in seconds)',
    'Finished',
    'Recorded Date',
    'Response ID',
    'How likely are you to recommend us?',
    'How likely are you to recommend us? - Group',
    'Please rate\nthe service - Speed',
    'Please rate\nthe service - Courtesy',
    'Which have you used? - Selected Choice',
    'Which have you used? - Other - Text',
    'Order of display',
  ];
  const ids = names.map((name, i) =>
    i === 0
      ? '{"ImportId":"startDate","timeZone":"Europe/Warsaw"}'
      : `{"ImportId":"${name.startsWith('Q') ? `QID${name.slice(1)}` : name}"}`,
  );
  const body = Array.from({ length: rows }, (_, i) => {
    const moment = `2026-01-${String((i % 28) + 1).padStart(2, '0')} 08:28:09`;
    const score = i % 11;
    const group = score > 8 ? 'Promoter' : score > 6 ? 'Passive' : 'Detractor';
    const status = i === 0 ? 'Survey Preview' : i === 1 ? 'Spam' : 'IP Address';
    const isFinished = i % 10 !== 9;
    return line(
      [
        moment,
        moment,
        status,
        isFinished ? '100' : '40',
        '95',
        isFinished ? 'True' : 'False',
        moment,
        `R_${i}aBc`,
        String(score),
        group,
        i % 9 === 0 ? '-99' : String((i % 5) + 1),
        String(((i * 2) % 5) + 1),
        ['Phone', 'Phone,Chat', 'Chat,Shop', 'Phone,Shop'][i % 4] ?? '',
        '',
        '1|2|3',
      ],
      ',',
      false,
    );
  });
  return `${[line(names, ',', false), line(labels, ',', false), line(ids, ',', false), ...body].join('\n')}\n`;
}
