import fc from 'fast-check';
import { expect, test } from 'vitest';
import { acceptOffer, seatsLeft, hasRoomFor, settleLine, takeSeat, type TourSeats } from './seats.ts';

const HOUR = 3_600_000;
const guest = (personId: string, departmentId: string | null = null) => ({ personId, departmentId });
const waits = (
  personId: string,
  departmentId: string | null = null,
  offeredUntilMs: number | null = null,
) => ({
  ...guest(personId, departmentId),
  offeredUntilMs,
});
const tour = (change: Partial<TourSeats> = {}): TourSeats => ({
  places: 2,
  departmentCap: null,
  seated: [],
  line: [],
  ...change,
});

test('[SH18] a seat that is offered to somebody is not free', () => {
  const seats = tour({ seated: [guest('ada')], line: [waits('bob', null, HOUR)] });
  expect(seatsLeft(seats)).toBe(0);
  expect(takeSeat(seats, guest('cyd'))).toBe(null);
});

test('[SH19] who is one too many of a department waits, and others go past them', () => {
  const seats = tour({ departmentCap: 1, seated: [guest('ada', 'it')] });
  expect(takeSeat(seats, guest('bob', 'it'))).toBe(null);
  expect(takeSeat(seats, guest('cyd', 'law'))?.seated).toHaveLength(2);
  expect(takeSeat(seats, guest('dan'))?.seated).toHaveLength(2);
  const { offered } = settleLine({ ...seats, line: [waits('bob', 'it'), waits('cyd', 'law')] }, 0, HOUR);
  expect(offered.map(({ personId }) => personId)).toEqual(['cyd']);
});

test('[SH20] free seats are offered in the order of the line, and an offer that ran out is the next one’s', () => {
  const line = [waits('ada', null, HOUR), waits('bob'), waits('cyd')];
  const before = tour({ places: 1, line });
  expect(settleLine(before, HOUR - 1, 2 * HOUR)).toMatchObject({ lapsed: [], offered: [] });
  const settled = settleLine(before, HOUR, 2 * HOUR);
  expect(settled.lapsed.map(({ personId }) => personId)).toEqual(['ada']);
  expect(settled.seats.line).toEqual([waits('bob', null, 2 * HOUR), waits('cyd')]);
  expect(acceptOffer(settled.seats, 'cyd', HOUR)).toBe(null);
  expect(acceptOffer(settled.seats, 'bob', 2 * HOUR)).toBe(null);
  expect(acceptOffer(settled.seats, 'bob', 2 * HOUR - 1)).toMatchObject({
    seated: [{ personId: 'bob' }],
    line: [{ personId: 'cyd' }],
  });
});

test('[SH20] where it is too late nothing is offered', () => {
  expect(settleLine(tour({ line: [waits('ada')] }), 0, null).offered).toEqual([]);
});

/** Everything that can happen to the seats of a tour. */
const event = fc.oneof(
  fc.record({ kind: fc.constant('claim' as const), who: fc.nat({ max: 11 }) }),
  fc.record({ kind: fc.constant('leave' as const), who: fc.nat({ max: 11 }) }),
  fc.record({ kind: fc.constant('accept' as const), who: fc.nat({ max: 11 }) }),
  fc.record({ kind: fc.constant('stop' as const), who: fc.nat({ max: 11 }) }),
  fc.record({ kind: fc.constant('wait' as const), hours: fc.nat({ max: 9 }) }),
  fc.record({ kind: fc.constant('seats' as const), places: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('cap' as const), cap: fc.option(fc.integer({ min: 1, max: 3 })) }),
);
type Happening = typeof event extends fc.Arbitrary<infer Each> ? Each : never;

const OFFER_MS = 4 * HOUR;
const personOf = (who: number) => guest(`p${who}`, who % 4 === 0 ? null : `d${who % 3}`);

const heldBy = ({ seated, line }: TourSeats, department: string): number =>
  [...seated, ...line.filter(({ offeredUntilMs }) => offeredUntilMs !== null)].filter(
    ({ departmentId }) => departmentId === department,
  ).length;

/** What the commands do with one press, at a moment. */
function happen(seats: TourSeats, each: Happening, nowMs: number): TourSeats {
  switch (each.kind) {
    case 'claim': {
      const who = personOf(each.who);
      const known = [...seats.seated, ...seats.line].some(({ personId }) => personId === who.personId);
      if (known) return seats;
      return takeSeat(seats, who) ?? { ...seats, line: [...seats.line, { ...who, offeredUntilMs: null }] };
    }
    case 'leave':
      return { ...seats, seated: seats.seated.filter(({ personId }) => personId !== `p${each.who}`) };
    case 'accept':
      return acceptOffer(seats, `p${each.who}`, nowMs) ?? seats;
    case 'stop':
      return { ...seats, line: seats.line.filter(({ personId }) => personId !== `p${each.who}`) };
    case 'seats':
      // Never fewer than are taken or offered, as the command refuses.
      return { ...seats, places: Math.max(each.places, seats.places - seatsLeft(seats)) };
    case 'cap':
      return { ...seats, departmentCap: each.cap };
    case 'wait':
      return seats;
  }
}

test('[SH2] [SH18] [SH19] [SH20] no sequence of presses breaks a rule', () => {
  fc.assert(
    fc.property(fc.array(event, { maxLength: 60 }), (happenings) => {
      let nowMs = 0;
      let seats = tour();
      for (const each of happenings) {
        if (each.kind === 'wait') nowMs += each.hours * HOUR;
        const before = settleLine(seats, nowMs, nowMs + OFFER_MS).seats;
        seats = settleLine(happen(before, each, nowMs), nowMs, nowMs + OFFER_MS).seats;
        const ids = [...seats.seated, ...seats.line].map(({ personId }) => personId);
        // Nobody is there twice, and nobody is there without a seat.
        expect(new Set(ids).size).toBe(ids.length);
        expect(seatsLeft(seats)).toBeGreaterThanOrEqual(0);
        // No offer is stale, and no seat is idle while somebody could have it.
        const now = seats;
        expect(
          seats.line.every(({ offeredUntilMs }) => offeredUntilMs === null || offeredUntilMs > nowMs),
        ).toBe(true);
        const idle =
          seatsLeft(now) > 0 &&
          now.line.some((each) => each.offeredUntilMs === null && hasRoomFor(now, each));
        expect(idle).toBe(false);
        // A department grows beyond its cap by nothing.
        const cap = now.departmentCap ?? Infinity;
        for (const department of ['d0', 'd1', 'd2'])
          expect(heldBy(now, department)).toBeLessThanOrEqual(Math.max(cap, heldBy(before, department)));
        // The line keeps its order.
        const kept = before.line
          .map(({ personId }) => personId)
          .filter((id) => now.line.some((w) => w.personId === id));
        expect(now.line.map(({ personId }) => personId).slice(0, kept.length)).toEqual(kept);
      }
    }),
  );
});
