import { CodeField, IntField, NumberInQuery, TextField } from '#platform';

export class DeliveryListRequest {
  @IntField({ optional: true, min: 1, max: 200, description: 'Rows of a page' })
  @NumberInQuery()
  limit?: number;

  @TextField({ optional: true, max: 500, description: 'The cursor of the page before' })
  cursor?: string;

  @CodeField(['waiting', 'delivered', 'failed'], { optional: true })
  status?: string;
}
