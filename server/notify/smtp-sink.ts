import { createServer, type Socket } from 'node:net';
import type { AddressInfo } from 'node:net';

/** A mail that arrived. */
export interface SunkMail {
  to: string;
  subject: string;
  text: string;
  /** The calendar files that came with it, where some did. */
  calendars?: string[];
}

/** As much of a mail server (RFC 5321) as a test needs: takes every mail and keeps it. */
export interface SmtpSink {
  url: string;
  mails: SunkMail[];
  /** The Message-ID of each of them, in the same order. */
  messageIds: string[];
  close(): Promise<void>;
}

/** `isRefusing` turns every mail down after its sender was named; `atPort` is where an earlier one was. */
export async function openSmtpSink(isRefusing = false, atPort = 0): Promise<SmtpSink> {
  const mails: SunkMail[] = [];
  const messageIds: string[] = [];
  const take = (raw: string): void => {
    mails.push(parse(raw));
    messageIds.push(readPart(raw).header('Message-ID'));
  };
  const server = createServer((socket) => converse(socket, isRefusing, take));
  await new Promise<void>((resolve) => server.listen(atPort, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server has this form
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    messageIds,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

function converse(socket: Socket, isRefusing: boolean, take: (raw: string) => void): void {
  let waiting = '';
  let isMessage = false;
  socket.setEncoding('utf8');
  socket.write('220 sink\r\n');
  socket.on('error', () => socket.destroy());
  socket.on('data', (part: string) => {
    waiting += part;
    for (;;) {
      const end = waiting.indexOf(isMessage ? '\r\n.\r\n' : '\r\n');
      if (end < 0) return;
      const said = waiting.slice(0, end);
      waiting = waiting.slice(end + (isMessage ? 5 : 2));
      if (isMessage) take(said);
      isMessage = !isMessage && /^DATA/i.test(said);
      socket.write(isMessage ? '354 go on\r\n' : answer(said, isRefusing));
      if (/^QUIT/i.test(said)) socket.end();
    }
  });
}

function answer(command: string, isRefusing: boolean): string {
  if (isRefusing && /^MAIL/i.test(command)) return '550 not from you\r\n';
  return /^QUIT/i.test(command) ? '221 bye\r\n' : '250 ok\r\n';
}

interface Part {
  header: (name: string) => string;
  content: string;
}

function parse(raw: string): SunkMail {
  const { header } = readPart(raw);
  const parts = leavesOf(raw);
  const textsOf = (type: string): string[] =>
    parts
      .filter((part) => part.header('Content-Type').toLowerCase().startsWith(type))
      .map(({ content }) => content);
  const subject = header('Subject')
    .replace(/\?= =\?/g, '?==?')
    .replace(/=\?UTF-8\?([BQ])\?(.*?)\?=/gi, (_, kind: string, coded: string) =>
      kind.toUpperCase() === 'B'
        ? Buffer.from(coded, 'base64').toString()
        : unquote(coded.replace(/_/g, ' ')),
    );
  const text = (textsOf('text/plain')[0] ?? '').replaceAll('\r\n', '\n');
  const calendars = textsOf('text/calendar');
  return { to: header('To'), subject, text, ...(calendars.length > 0 && { calendars }) };
}

/** The parts of a mail that have no parts themselves (RFC 2046, 5.1). */
function leavesOf(raw: string): Part[] {
  const part = readPart(raw);
  const boundary = /boundary="?([^";]+)"?/i.exec(part.header('Content-Type'))?.[1];
  if (!boundary) return [part];
  return raw
    .split(`--${boundary}`)
    .slice(1, -1)
    .flatMap((inner) => leavesOf(inner.replace(/^\r\n/, '').replace(/\r\n$/, '')));
}

function readPart(raw: string): Part {
  const blank = raw.indexOf('\r\n\r\n');
  const headers = raw.slice(0, blank).replace(/\r\n[ \t]+/g, ' ');
  const header = (name: string): string =>
    new RegExp(`^${name}: (.*)$`, 'im').exec(headers)?.[1]?.trim() ?? '';
  const body = raw.slice(blank + 4);
  const encoding = header('Content-Transfer-Encoding');
  if (encoding === 'base64') return { header, content: Buffer.from(body, 'base64').toString() };
  const isQuoted = encoding === 'quoted-printable';
  return { header, content: isQuoted ? unquote(body.replace(/=\r\n/g, '')) : body };
}

/** `=C5=82` and its like (RFC 2045, 6.7) as UTF-8. */
function unquote(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)));
  return Buffer.from(bytes, 'latin1').toString();
}
