import { TextField } from '#platform';
import { ChangesRequest } from '../amend-transfer/changes.request.js';

/** Fields of the transfer that were wrong, as they should have been. */
export class CorrectTransferRequest extends ChangesRequest {
  @TextField({ description: 'Why; kept sealed' })
  reason!: string;
}
