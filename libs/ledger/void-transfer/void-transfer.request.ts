import { IntField, TextField } from '#platform';

export class VoidTransferRequest {
  @IntField({ min: 1, description: 'The version that was read' })
  version!: number;

  @TextField({ description: 'Why it should not be in the books; kept sealed' })
  reason!: string;
}
