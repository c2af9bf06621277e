import { ApiProperty } from '@nestjs/swagger';
import { CodeField, DayField, InstantField, IntField, ListField, ObjectField, TextField, UuidField } from '#platform';
import { LinksAnswer } from '../record-transfer/answers.js';

/** A transfer as its sender looks for it: what became of it, and the acknowledgement of its last version. */
export class FoundTransferAnswer {
  @UuidField()
  id!: string;

  @CodeField(['recorded', 'refused', 'voided', 'rejected', 'not-sent'])
  status!: string;

  @TextField()
  source!: string;

  @TextField()
  externalId!: string;

  @IntField({ min: 1, description: 'The newest version: name it to amend the transfer' })
  version!: number;

  @CodeField(['planned', 'done'])
  phase!: string;

  @ApiProperty({ type: Object, nullable: true, description: '{ id, version } of the arrangement' })
  arrangement!: { id: string; version: number } | null;

  @DayField({ description: 'Day in Japan' })
  occurredOn!: string;

  @IntField({ description: 'Lines of the newest version; 0 for a refused plan' })
  lines!: number;

  @TextField({ description: "Position of the newest version in the association's log" })
  position!: string;

  @TextField({ description: 'SHA-256(0x00 ‖ stored bytes), base64: RFC 6962' })
  leafHash!: string;

  @InstantField()
  recordedAt!: string;

  @ObjectField(() => LinksAnswer)
  links!: LinksAnswer;
}

export class FoundTransfersAnswer {
  @ListField(() => FoundTransferAnswer, { max: 1, description: 'The transfer of this name; empty where there is none' })
  transfers!: FoundTransferAnswer[];
}
