import { IntField, TextField } from '../fields/fields.js';
import { PAGE_SIZE_MAX } from './cursor.js';
import { NumberInQuery } from './number-in-query.js';

/** What every list understands. */
export class PageRequest {
  @IntField({ optional: true, min: 1, max: PAGE_SIZE_MAX, description: 'Rows of a page' })
  @NumberInQuery()
  limit?: number;

  @TextField({ optional: true, max: 500, description: 'The cursor of the page before' })
  cursor?: string;

  @TextField({
    optional: true,
    min: 16,
    max: 16,
    pattern: /^\d{16}$/,
    patternName: 'a position',
    description: 'Wait, within a limit, until this position is in the list',
  })
  atLeast?: string;
}
