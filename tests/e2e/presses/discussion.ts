import type { PersonActor } from '../../test-app.ts';
import type { PressedAction, PressedActions, Visitor } from './press.ts';
import { ofRoute } from './room.ts';
import type { World } from './world.ts';

/** The visitor where they can write, else the maker: whose message or question it is. */
function writerOf(world: World, { actor }: Visitor): PersonActor {
  return actor.kind === 'person' ? actor : world.maker.actor;
}

async function addIssue(world: World): Promise<string> {
  return world.app.issues.addIssue(world.maker.actor, { title: world.fresh('Issue'), description: '' });
}

/** A message on an issue of its own; asked of whom a question goes to. */
async function say(world: World, writer: PersonActor, askedId?: string): Promise<string> {
  const { messageId } = await world.app.discussion.writeMessage(writer, {
    kind: 'issue',
    subjectId: await addIssue(world),
    text: world.fresh('Said'),
    ...(askedId !== undefined && { isQuestion: 'true', askedId }),
  });
  return messageId;
}

/** A press on a message that is the visitor's own. */
function onOwn(fields: (world: World) => Record<string, string>): PressedAction {
  return {
    needs: 'discussion.write',
    place: 'anybody',
    make: async (world, by) => ({
      fields: { messageId: await say(world, writerOf(world, by)), version: '1', ...fields(world) },
    }),
  };
}

/** A message on an issue, with a file, to be handed out. */
export async function sayWithFile(world: World): Promise<string> {
  const subjectId = await addIssue(world);
  const { actor } = world.maker;
  const files = new File(['seen'], 'seen.txt');
  await world.app.discussion.writeMessage(actor, { kind: 'issue', subjectId, text: '', files });
  const { messages } = await world.app.discussion.getDiscussion(actor, { kind: 'issue', id: subjectId });
  return messages[0]?.words?.files[0]?.id ?? '';
}

export const DISCUSSION: PressedActions = {
  ...ofRoute('/(app)/home/questions', {
    write: {
      needs: 'discussion.write',
      place: 'anybody',
      make: async (world) => ({
        fields: { kind: 'issue', subjectId: await addIssue(world), text: world.fresh('Said') },
      }),
    },
    answer: {
      needs: 'discussion.write',
      place: 'anybody',
      make: async (world, by) => {
        const asked = writerOf(world, by);
        const asker = asked.id === world.maker.actor.id ? world.outsider.actor : world.maker.actor;
        return { fields: { questionId: await say(world, asker, asked.id), text: world.fresh('Answer') } };
      },
    },
    change: onOwn((world) => ({ text: world.fresh('Changed') })),
    /** Of somebody else: one's own everybody may, which the commands' own tests show. */
    remove: {
      needs: 'discussion.remove',
      place: 'anybody',
      make: async (world) => ({ fields: { messageId: await say(world, world.maker.actor) } }),
    },
    watch: {
      needs: 'discussion.write',
      place: 'anybody',
      make: async (world) => ({ fields: { kind: 'issue', subjectId: await addIssue(world), isOn: 'true' } }),
    },
  }),
};
