import { LOCALES } from '#lib/base/locale.ts';
import * as v from 'valibot';
import { calendarDay, emailText, requiredText } from '../base/parse-input.ts';
import { ROLES } from './permissions.ts';
import { tidyDepartment } from './department-name.ts';
import { LEVELS, THEMES } from './person.ts';

/** Shortest password that is accepted (NIST SP 800-63B asks for at least 8). */
export const MIN_PASSWORD_LENGTH = 10;

export const NAME_MAX = 120;

/** A password that is chosen, wherever that is [AC1]. */
export const newPassword = v.pipe(
  v.string('form.required'),
  v.minLength(MIN_PASSWORD_LENGTH, 'form.passwordTooShort'),
  v.maxLength(128, 'form.tooLong'),
);
const roles = v.pipe(
  v.array(v.picklist(ROLES)),
  v.transform((list) => [...new Set(list)]),
);

export const SetUpForm = v.object({
  token: v.string('form.required'),
  organisation: requiredText(NAME_MAX),
  name: requiredText(NAME_MAX),
  email: emailText(),
  password: newPassword,
  locale: v.picklist(LOCALES),
});

export const SignInForm = v.object({
  email: emailText(),
  password: v.pipe(v.string('form.required'), v.minLength(1, 'form.required')),
});

/** What an organisation says of a person, whoever says it: the form and a list that is imported alike [PE30]. */
const person = {
  name: requiredText(NAME_MAX),
  departmentId: v.optional(v.string(), ''),
  roles,
  level: v.optional(v.picklist([...LEVELS, '']), ''),
  /** The line manager; empty where there is none. */
  managerId: v.optional(v.string(), ''),
  /** The last day of the employment (ISO); empty where it has none. */
  employedUntil: v.optional(v.union([v.literal(''), calendarDay()], 'form.date'), ''),
};

export const PersonForm = v.object({ ...person, email: emailText() });
export type PersonForm = v.InferOutput<typeof PersonForm>;

export const PersonChange = v.object({
  ...person,
  personId: v.string(),
  version: v.number(),
  /** Absent where it stays as it is. */
  email: v.optional(emailText()),
  isActive: v.boolean(),
  /** Who takes over what somebody leaves behind who is switched off; empty where nothing is. */
  successorId: v.optional(v.string(), ''),
});

export const SwitchOffForm = v.object({
  personId: v.string(),
  version: v.number(),
  /** Empty where nothing is handed over. */
  successorId: v.optional(v.string(), ''),
});

export const AcceptInvitationForm = v.object({ token: v.string('form.required'), password: newPassword });

export const ProfileForm = v.object({
  name: requiredText(NAME_MAX),
  locale: v.picklist(LOCALES),
  theme: v.picklist(THEMES),
  /** A box that is ticked: single letters are no shortcuts. */
  noLetterKeys: v.optional(v.string(), ''),
});

/** Departments whose directors sign projects carry a part; the rest carry none. */
export const DEPARTMENT_PARTS = ['marketing', 'customer-service'] as const;

const department = {
  name: v.pipe(requiredText(NAME_MAX), v.transform(tidyDepartment)),
  part: v.optional(v.picklist([...DEPARTMENT_PARTS, '']), ''),
};

export const DepartmentForm = v.object(department);

export const DepartmentChange = v.object({ ...department, departmentId: v.string(), version: v.number() });

/** A department ends: where its people go, and which waiting projects were shown to lose or gain signers [PE40]. */
export const DepartmentClosing = v.pipe(
  v.object({
    departmentId: v.string(),
    version: v.number(),
    /** Empty for a department in which nobody is. */
    intoId: v.optional(v.string(), ''),
    projectIds: v.optional(v.array(v.string()), []),
  }),
  v.forward(
    v.check((form) => form.departmentId !== form.intoId, 'people.mergeItself'),
    ['intoId'],
  ),
);
