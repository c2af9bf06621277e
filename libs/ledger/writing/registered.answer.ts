import { FlagField, InstantField, TextField } from '#platform';

/** What a registration is answered with. */
export class RegisteredAnswer {
  @TextField()
  id!: string;

  @TextField({ description: "Position in the association's log" })
  position!: string;

  @InstantField()
  recordedAt!: string;

  @FlagField({ description: 'False when the very same was registered before' })
  isNew!: boolean;
}
