import { readAuditAddress } from '#lib/audit/audit-query.ts';
import { guarded } from '../../../guarded.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals: { app, actor }, url }) =>
  guarded(async () => {
    const { query, asked, unknown } = readAuditAddress(url.searchParams);
    const before = Number(url.searchParams.get('before'));
    const isEarlier = Number.isSafeInteger(before) && before > 0;
    return {
      query,
      unknown,
      isEarlier,
      page: await app.access.listAudit(actor, asked, isEarlier ? before : null),
      timeZone: app.settings.timeZone,
    };
  });
