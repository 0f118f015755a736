import type { PressedAction, PressedActions, Visitor } from './press.ts';
import { ofRoute } from './room.ts';
import type { World } from './world.ts';

/** One's own leave: of whoever presses; who may not enter any tries that of the maker. */
function onOwn(
  make: (world: World, actor: World['maker']['actor']) => ReturnType<PressedAction['make']>,
): PressedAction {
  return {
    needs: 'leave.enter',
    place: 'anybody',
    make: (world, { actor }: Visitor) => make(world, actor.kind === 'person' ? actor : world.maker.actor),
  };
}

/** A day that nobody has any leave on yet. */
const freshDay = (world: World): string =>
  Temporal.PlainDate.from('2085-01-01').add({ days: world.count() }).toString();

const days = (world: World) => {
  const day = freshDay(world);
  return { kind: 'holiday', startsOn: day, endsOn: day };
};

/** A calendar with one event of one of the next days, another one each time. */
function newCalendar(world: World): File {
  const day = Temporal.PlainDate.from(world.app.today()).add({ days: 1 + (world.count() % 390) });
  const start = `DTSTART;VALUE=DATE:${day.toString().replaceAll('-', '')}`;
  const event = ['BEGIN:VEVENT', `UID:${world.fresh('Event')}`, start, 'END:VEVENT'];
  return new File([['BEGIN:VCALENDAR', ...event, 'END:VCALENDAR'].join('\r\n')], 'a.ics');
}

export const LEAVE: PressedActions = {
  ...ofRoute('/(app)/leave', {
    save: onOwn(async (world) => ({ fields: days(world) })),
    remove: onOwn(async (world, actor) => {
      const made = days(world);
      await world.app.leave.saveLeave(actor, made);
      const { leaves } = await world.app.leave.getMyLeaves(actor);
      const leaveId = leaves.find(({ startsOn }) => startsOn === made.startsOn)?.id ?? '';
      return { fields: { leaveId, version: '1' } };
    }),
  }),
  ...ofRoute('/(app)/leave/calendar', {
    preview: {
      ...onOwn(async (world) => ({ fields: { file: newCalendar(world) } })),
      isReading: true,
      isSecret: true,
    },
    import: {
      ...onOwn(async (world, actor) => {
        const file = newCalendar(world);
        const bytes = new Uint8Array(await file.arrayBuffer());
        const { added, fingerprint } = await world.app.leave.previewCalendar(actor, { file: bytes });
        return { fields: { file, seen: fingerprint, chosen: added.map(({ key }) => key) } };
      }),
      isSecret: true,
    },
  }),
};
