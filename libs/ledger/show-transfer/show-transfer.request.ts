import { IntField, NumberInQuery } from '#platform';

export class ShowTransferRequest {
  @IntField({ min: 1, optional: true, description: 'First line to list: a transfer may have 200,000' })
  @NumberInQuery()
  linesFrom?: number;
}
