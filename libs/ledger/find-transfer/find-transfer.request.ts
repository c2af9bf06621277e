import { PickType } from '@nestjs/swagger';
import { RecordTransferRequest } from '../record-transfer/record-transfer.request.js';

/** The name under which a sender posted: both parts of it, as they were posted. */
export class FindTransferRequest extends PickType(RecordTransferRequest, ['source', 'externalId'] as const) {}
