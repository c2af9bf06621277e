import { CodeField } from '#platform';
import { ChangesRequest } from '../amend-transfer/changes.request.js';

/** What became of a planned transfer. */
export class CompleteTransferRequest extends ChangesRequest {
  @CodeField(['sent', 'not-sent', 'changed'], {
    description:
      'sent: as planned, say when; changed: sent otherwise than planned, say how; not-sent: it did not happen',
  })
  outcome!: 'sent' | 'not-sent' | 'changed';
}
