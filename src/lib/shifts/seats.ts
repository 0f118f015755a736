/** Somebody of a department, who serves on a tour or would like to. */
export interface Guest {
  personId: string;
  departmentId: string | null;
}

/** Somebody in the line of a tour, with the seat that is offered to them. */
export interface Waiting extends Guest {
  /** Until when the offer stands, in milliseconds since 1970; null without one. */
  offeredUntilMs: number | null;
}

/** The seats of one tour: who has one, and who waits, in their order. */
export interface TourSeats {
  places: number;
  /** How many people of one department it takes; null as many as come. */
  departmentCap: number | null;
  seated: readonly Guest[];
  line: readonly Waiting[];
}

/** What became of a line: whose offer ran out, and to whom a seat is offered now. */
export interface SettledLine {
  seats: TourSeats;
  lapsed: readonly Waiting[];
  offered: readonly Guest[];
}

/** Seats that nobody has and that are offered to nobody [SH18]. */
export function seatsLeft({ places, seated, line }: TourSeats): number {
  return places - seated.length - line.filter(isOffered).length;
}

function isOffered({ offeredUntilMs }: Waiting): boolean {
  return offeredUntilMs !== null;
}

/** Whether a department has room for one more; whoever has no department stands in nobody's way [SH19]. */
export function hasRoomFor({ departmentCap, seated, line }: TourSeats, { departmentId }: Guest): boolean {
  if (departmentCap === null || departmentId === null) return true;
  const held = [...seated, ...line.filter(isOffered)];
  return held.filter((guest) => guest.departmentId === departmentId).length < departmentCap;
}

/**
 * Lets the line move on [SH20]: an offer that ran out ends its wait, and each seat that is free is offered to the first
 * in line whose department has room. `offerUntilMs` is until when an offer of this moment stands; null where it is
 * too late to offer anything.
 */
export function settleLine(before: TourSeats, nowMs: number, offerUntilMs: number | null): SettledLine {
  const hasLapsed = ({ offeredUntilMs }: Waiting): boolean =>
    offeredUntilMs !== null && offeredUntilMs <= nowMs;
  const lapsed = before.line.filter(hasLapsed);
  let seats: TourSeats = { ...before, line: before.line.filter((waiting) => !hasLapsed(waiting)) };
  const offered: Guest[] = [];
  while (offerUntilMs !== null && seatsLeft(seats) > 0) {
    const now = seats;
    const next = now.line.find((waiting) => !isOffered(waiting) && hasRoomFor(now, waiting));
    if (!next) break;
    offered.push(next);
    seats = {
      ...now,
      line: now.line.map((waiting) =>
        waiting === next ? { ...waiting, offeredUntilMs: offerUntilMs } : waiting,
      ),
    };
  }
  return { seats, lapsed, offered };
}

/** Gives somebody a free seat; null where there is none for them, and they can wait for one [SH18] [SH19]. */
export function takeSeat(seats: TourSeats, guest: Guest): TourSeats | null {
  if (seatsLeft(seats) <= 0 || !hasRoomFor(seats, guest)) return null;
  return { ...seats, seated: [...seats.seated, guest] };
}

/** Takes the seat that is offered to somebody; null where none is, or no longer [SH20]. */
export function acceptOffer(seats: TourSeats, personId: string, nowMs: number): TourSeats | null {
  const waiting = seats.line.find((each) => each.personId === personId);
  if (!waiting || waiting.offeredUntilMs === null || waiting.offeredUntilMs <= nowMs) return null;
  return {
    ...seats,
    seated: [...seats.seated, { personId, departmentId: waiting.departmentId }],
    line: seats.line.filter((each) => each !== waiting),
  };
}
