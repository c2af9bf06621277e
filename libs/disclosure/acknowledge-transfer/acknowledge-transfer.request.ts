import { IntField, NumberInQuery } from '#platform';

export class AcknowledgeTransferRequest {
  @IntField({ min: 1, optional: true, description: 'Of which version; of the newest where left out' })
  @NumberInQuery()
  version?: number;
}
