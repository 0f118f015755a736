import { parseInput } from '#lib/base/parse-input.ts';
import { WatchForm } from '#lib/discussion/discussion-forms.ts';
import type { Actor } from '#lib/people/person.ts';
import { requirePerson } from '../access/require-permission.ts';
import type { Context } from '../context.ts';
import { endMute } from '../notify/notice-commands.ts';
import { requireDiscussed } from './require-message.ts';
import { writeWatch } from './watch-store.ts';

export { listWatchers } from './watch-store.ts';

/** Whether one wants news of a thing; whoever wants them hears of it again where they had muted it [DI10]. */
export async function setWatch(context: Context, actor: Actor, input: unknown): Promise<void> {
  requirePerson(actor, 'discussion.write');
  const { kind, subjectId, isOn } = parseInput(WatchForm, input);
  const ref = { kind, id: subjectId };
  await requireDiscussed(context, actor, ref);
  const tellInbox = await context.database.transaction(async (trx) => {
    await writeWatch(trx, actor.id, ref, { isOn, atMs: context.clock() });
    return isOn ? endMute(context, trx, actor.id, ref) : null;
  });
  tellInbox?.();
}
