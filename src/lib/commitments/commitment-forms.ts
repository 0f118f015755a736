import * as v from 'valibot';
import { calendarDay, emailText, optionalText, requiredText } from '../base/parse-input.ts';
import { SubjectRef } from '../base/subject.ts';
import { ANSWER_KINDS, COMMITMENT_SIDES } from './commitment.ts';

/** The version that it was changed on. */
const version = v.pipe(v.union([v.string(), v.number()]), v.transform(Number), v.integer());
const picked = { commitmentId: v.string(), version };
const day = v.optional(v.union([calendarDay(), v.literal('')]), '');

/** Who keeps it: a person by id, else somebody outside by name, else nobody yet. */
const words = {
  text: requiredText(300),
  risk: optionalText(500),
  side: v.optional(v.picklist(COMMITMENT_SIDES), 'ours'),
  ownerId: v.optional(v.string(), ''),
  ownerName: optionalText(120),
  ownerAddress: v.optional(v.union([v.literal(''), emailText()], 'form.email'), ''),
};

interface NamedOwner {
  ownerId: string;
  ownerName: string;
  ownerAddress: string;
}

/** An address belongs to a name. */
const isNamed = ({ ownerId, ownerName, ownerAddress }: NamedOwner): boolean =>
  ownerId !== '' || ownerAddress === '' || ownerName !== '';

export const CommitmentForm = v.pipe(
  v.object({ kind: SubjectRef.entries.kind, subjectId: v.string(), ...words, dueOn: day }),
  v.forward(
    v.check((form) => isNamed(form), 'commitments.nameMissing'),
    ['ownerName'],
  ),
);

export const CommitmentChangeForm = v.pipe(
  v.object({ ...picked, ...words }),
  v.forward(
    v.check((form) => isNamed(form), 'commitments.nameMissing'),
    ['ownerName'],
  ),
);

export const CommitmentPick = v.object(picked);

export const CommitmentAnswerForm = v.pipe(
  v.object({ ...picked, kind: v.picklist(ANSWER_KINDS), text: optionalText(500) }),
  v.forward(
    v.check(({ kind, text }) => kind === 'on-time' || text !== '', 'form.required'),
    ['text'],
  ),
);

export const CommitmentMoveForm = v.object({ ...picked, dueOn: calendarDay(), why: optionalText(300) });

/** Why it is broken or withdrawn. */
export const CommitmentEndForm = v.object({ ...picked, reason: requiredText(300) });
