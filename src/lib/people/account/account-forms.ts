import * as v from 'valibot';
import { emailText } from '../../base/parse-input.ts';
import { isTimeZone } from '../../base/time-zone.ts';
import { newPassword } from '../people-forms.ts';
import { LETTER_KINDS } from './letter-kinds.ts';

const currentPassword = v.pipe(v.string('form.required'), v.minLength(1, 'form.required'));

/** One's own password: the one of now, and the next. */
export const PasswordChange = v.pipe(
  v.object({ password: currentPassword, newPassword }),
  v.forward(
    v.check((form) => form.password !== form.newPassword, 'account.password.same'),
    ['newPassword'],
  ),
);

/** Whose password was forgotten. */
export const PasswordLinkForm = v.object({ email: emailText() });

/** The next password, with the token of the link that was mailed. */
export const NewPasswordForm = v.object({ token: v.string('form.required'), password: newPassword });

/** The e-mail that one wants to sign in with from now on. */
export const EmailChangeForm = v.object({ email: emailText(), password: currentPassword });

/** A zone of one's own; empty for the one that each browser says. */
export const ZoneForm = v.object({
  timeZone: v.optional(
    v.pipe(
      v.string(),
      v.trim(),
      v.check((zone) => zone === '' || isTimeZone(zone), 'organisation.badTimeZone'),
    ),
    '',
  ),
});

/** The kinds of letters that one wants; what is not among them is not wanted. */
export const LettersForm = v.object({ kinds: v.optional(v.array(v.picklist(LETTER_KINDS)), []) });
