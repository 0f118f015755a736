import type { HomeTour } from './home.ts';

/** Where a tour leads from Home: on its day to what one does there, before that to its round. */
export function tourHref({ roundId, shiftId, day }: HomeTour, today: string): string {
  return day === today ? `/shifts/${roundId}/tours/${shiftId}/day` : `/shifts/${roundId}`;
}
