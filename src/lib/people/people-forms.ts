import { LOCALES } from '#lib/base/locale.ts';
import * as v from 'valibot';
import { emailText, requiredText } from '../base/parse-input.ts';
import { ROLES } from './permissions.ts';
import { tidyDepartment } from './department-name.ts';
import { THEMES } from './person.ts';

/** Shortest password that is accepted (NIST SP 800-63B asks for at least 8). */
export const MIN_PASSWORD_LENGTH = 10;

export const NAME_MAX = 120;

const password = v.pipe(
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
  password,
  locale: v.picklist(LOCALES),
});

export const SignInForm = v.object({
  email: emailText(),
  password: v.pipe(v.string('form.required'), v.minLength(1, 'form.required')),
});

export const PersonForm = v.object({
  name: requiredText(NAME_MAX),
  email: emailText(),
  departmentId: v.optional(v.string(), ''),
  roles,
});

export const PersonChange = v.object({
  personId: v.string(),
  version: v.number(),
  name: requiredText(NAME_MAX),
  departmentId: v.optional(v.string(), ''),
  roles,
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

export const AcceptInvitationForm = v.object({ token: v.string('form.required'), password });

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

export const DepartmentMerge = v.pipe(
  v.object({
    departmentId: v.string(),
    version: v.number(),
    intoId: v.pipe(v.string('form.required'), v.minLength(1, 'form.required')),
  }),
  v.forward(
    v.check((form) => form.departmentId !== form.intoId, 'people.mergeItself'),
    ['intoId'],
  ),
);
