import * as v from 'valibot';
import { emailText } from '#lib/base/parse-input.ts';

/** So long the address of a guest is kept: what became of causes is told within a year, or it is no news [WS175]. */
export const ADDRESS_KEPT_DAYS = 365;

export const GuestAddressForm = v.object({ workshopId: v.string(), email: emailText() });

/** What a guest has left so far, as their own page shows it. */
export interface GuestAddressPlace {
  title: string;
  isGuest: boolean;
  /** Without mail nothing is ever sent, and no address is taken. */
  hasMail: boolean;
  email: string | null;
}
