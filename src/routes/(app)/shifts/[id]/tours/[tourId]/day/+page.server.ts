import { AppError } from '#lib/base/errors.ts';
import { guarded, submit, type FormInput } from '../../../../../../guarded.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

/** A tour on its day: for whoever is on it and the mentors, on a phone, and for who looks for a replacement. */
export const load: PageServerLoad = ({ locals: { app, actor }, params }) =>
  guarded(async () => {
    const onDay = await app.shifts.getTourDay(actor, params.tourId);
    if (onDay.tour.roundId !== params.id) throw new AppError('not-found');
    const colleagues = await app.people.listColleagues(actor);
    return {
      onDay,
      missing: await app.shifts.getMissingParts(actor),
      asked: await app.shifts.getTourQuestions(actor, params.tourId),
      people: colleagues.map(({ id, name }) => ({ id, name })),
      ...{ today: app.today(), nowMs: app.clock() },
    };
  });

const withTour = (event: RequestEvent, input: FormInput): FormInput => ({
  ...input,
  tourId: event.params.tourId,
});

export const actions: Actions = {
  presence: (event) =>
    submit(event, (input) => event.locals.app.shifts.sayPresence(event.locals.actor, withTour(event, input))),
  stepIn: (event) =>
    submit(event, (input) => event.locals.app.shifts.stepIn(event.locals.actor, withTour(event, input))),
  cannotCome: (event) =>
    submit(event, (input) => event.locals.app.shifts.cannotCome(event.locals.actor, withTour(event, input))),
  sayCannotCome: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.sayCannotCome(event.locals.actor, withTour(event, input)),
    ),
  propose: (event) =>
    submit(event, (input) => event.locals.app.shifts.proposeSeat(event.locals.actor, withTour(event, input))),
  tick: (event) =>
    submit(event, (input) => event.locals.app.shifts.tickItem(event.locals.actor, withTour(event, input))),
  addTicket: (event) =>
    submit(event, (input) => event.locals.app.shifts.addTicket(event.locals.actor, withTour(event, input))),
  handTicket: (event) =>
    submit(event, (input) => event.locals.app.shifts.handTicket(event.locals.actor, withTour(event, input))),
  removeTicket: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.removeTicket(event.locals.actor, withTour(event, input)),
    ),
  close: (event) =>
    submit(event, (input) => event.locals.app.shifts.closeShift(event.locals.actor, withTour(event, input))),
  promise: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.promiseCustomer(event.locals.actor, withTour(event, input)),
    ),
  ask: (event) =>
    submit(event, (input) => event.locals.app.shifts.askMentors(event.locals.actor, withTour(event, input))),
  answer: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.answerTourQuestion(event.locals.actor, withTour(event, input)),
    ),
  gap: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.makeGapOfQuestion(event.locals.actor, withTour(event, input)),
    ),
  attendance: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.sayAttendance(event.locals.actor, withTour(event, input)),
    ),
  settleAttendance: (event) =>
    submit(event, (input) =>
      event.locals.app.shifts.settleAttendance(event.locals.actor, withTour(event, input)),
    ),
};
