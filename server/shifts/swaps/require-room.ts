import { AppError } from '#lib/base/errors.ts';
import { hasRoomFor } from '#lib/shifts/seats.ts';
import type { Queries } from '../../database/engine.ts';
import { tourGuestOf } from '../seats/take-place.ts';
import { listLine, listSeated } from '../seats/waiting-store.ts';
import type { TourRow } from '../tour-store.ts';

/** A seat may be another's only where their department has room on the tour [SH19]. */
export async function requireRoom(
  trx: Queries,
  tour: TourRow,
  { fromId, toId }: { fromId: string; toId: string },
): Promise<void> {
  const seats = {
    ...{ places: tour.places, departmentCap: tour.departmentCap },
    seated: (await listSeated(trx, tour.id)).filter(({ personId }) => personId !== fromId),
    line: (await listLine(trx, tour.id)).filter(({ personId }) => personId !== toId),
  };
  if (!hasRoomFor(seats, await tourGuestOf(trx, toId)))
    throw new AppError('conflict', { reason: 'shifts.departmentFull' });
}
