import { TextField, UuidField } from '#platform';

export class MergeMembersRequest {
  @UuidField({ description: 'The reference under which the person is known from now on' })
  into!: string;

  @TextField({ description: 'How it was found that both are one person; kept sealed' })
  reason!: string;
}
