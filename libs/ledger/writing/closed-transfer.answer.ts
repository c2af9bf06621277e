import { CodeField, InstantField, TextField, UuidField } from '#platform';

/** What closing a transfer is answered with. */
export class ClosedTransferAnswer {
  @UuidField()
  id!: string;

  @CodeField(['voided', 'rejected', 'not-sent'])
  status!: 'voided' | 'rejected' | 'not-sent';

  @TextField({ description: "Position in the association's log" })
  position!: string;

  @InstantField()
  recordedAt!: string;
}
