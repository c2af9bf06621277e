import { HttpStatus } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { FlagField, InstantField, TextField, UuidField } from '#platform';
import type { MemberChanged } from './member-facts.js';

export class MemberChangedAnswer {
  @UuidField({ description: 'Member reference' })
  ref!: string;

  @TextField({ description: "Position in the association's log" })
  position!: string;

  @InstantField()
  recordedAt!: string;

  @FlagField({ description: 'False when the very same stood before' })
  isNew!: boolean;
}

export class MemberPath {
  @UuidField({ description: 'Member reference' })
  ref!: string;
}

/** 201 for a new fact, 200 for one that stood before. */
export function answerChange(changed: MemberChanged, reply: FastifyReply): MemberChangedAnswer {
  void reply.status(changed.isNew ? HttpStatus.CREATED : HttpStatus.OK);
  return changed;
}
