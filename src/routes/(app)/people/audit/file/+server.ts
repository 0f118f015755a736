import type { AuditLine } from '#lib/audit/audit-line.ts';
import { readAuditAddress } from '#lib/audit/audit-query.ts';
import { lineFacts, sentenceText } from '#lib/audit/ui/audit-text.ts';
import { BYTE_ORDER_MARK, csvLine } from '#lib/base/csv-cell.ts';
import { loadMessages, NAMESPACES } from '#lib/i18n/catalogue.ts';
import { Translator } from '#lib/i18n/translator.ts';
import { guarded } from '../../../../guarded.ts';
import { downloadHeaders } from '../../../../file-response.ts';
import { streamChunks } from '../../../../stream-chunks.ts';
import type { RequestHandler } from './$types';

/** The lines of the log that the address finds, as a CSV in the reader's words; exact times are UTC. */
export const GET: RequestHandler = ({ locals: { app, actor, locale }, url }) =>
  guarded(async () => {
    const { asked } = readAuditAddress(url.searchParams);
    const i18n = new Translator(locale, await loadMessages(locale, NAMESPACES));
    const pieces = await app.access.exportAudit(actor, asked);
    const fileName = `${i18n.t('audit.file.name')}.csv`;
    return new Response(streamChunks(writeLines(i18n, pieces)), {
      headers: downloadHeaders(fileName, 'text/csv;charset=utf-8'),
    });
  });

async function* writeLines(i18n: Translator, pieces: AsyncIterable<AuditLine[]>): AsyncGenerator<Uint8Array> {
  const style = i18n.locale === 'pl' ? 'polish-excel' : 'international';
  const encoder = new TextEncoder();
  const head = ['when', 'who', 'what', 'subject', 'changes'] as const;
  const names = head.map((column) => i18n.t(`audit.head.${column}`));
  yield encoder.encode(BYTE_ORDER_MARK + csvLine(names, style));
  for await (const lines of pieces) {
    const written = lines.map((line) => {
      const facts = lineFacts(i18n, line).map(({ field, values }) => `${field}: ${values}`);
      const name = line.subject.name ?? '';
      const when = new Date(line.atMs).toISOString();
      return csvLine([when, line.actorName, sentenceText(i18n, line, name), name, facts.join('; ')], style);
    });
    yield encoder.encode(written.join(''));
  }
}
