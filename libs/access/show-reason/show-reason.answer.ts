import { InstantField, TextField, TextsField } from '#platform';
import { ReasonAnswer } from '../give-reason/reason.request.js';

const NULL = { nullable: true } as const;

export class ShownReasonAnswer extends ReasonAnswer {
  @TextField()
  ja!: string;

  @TextField()
  en!: string;

  @TextField({ ...NULL, description: 'As it was given; null once its key was destroyed' })
  reason!: string | null;

  @TextsField({
    ...NULL,
    max: 1_000,
    description: 'For whom alone it counts: references or masked forms; null: for all',
  })
  persons!: string[] | null;

  @InstantField()
  givenAt!: string;

  @TextField({ ...NULL, description: 'Whose it is, as events name the account; for auditors alone' })
  account!: string | null;
}
