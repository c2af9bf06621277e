import { OmitType, PartialType } from '@nestjs/swagger';
import { IntField } from '#platform';
import { RecordTransferRequest } from '../record-transfer/record-transfer.request.js';

/** Fields of a transfer as they should be from now on. What is left out stays. */
export class ChangesRequest extends PartialType(
  OmitType(RecordTransferRequest, ['source', 'externalId', 'phase', 'onBlocked', 'members', 'direction'] as const),
  // Left out means unchanged; null is allowed only where the field itself may be null.
  { skipNullProperties: false },
) {
  @IntField({ min: 1, description: 'The version that was read' })
  version!: number;
}
