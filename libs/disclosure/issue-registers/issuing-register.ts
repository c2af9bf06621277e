import { applyDecorators, HttpStatus } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import type { IssuedDocument } from '../issue-documents/document-issuer.js';
import { IssuedRegisterAnswer, issuedAnswer } from './register-document.answer.js';

/** What issuing a register or a certificate takes and answers. */
export const IssuingRegister = (): MethodDecorator =>
  applyDecorators(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key and order give the first document again',
    }),
    ApiCreatedResponse({ type: IssuedRegisterAnswer }),
    ApiOkResponse({ type: IssuedRegisterAnswer, description: 'Issued before under this Idempotency-Key' }),
    ApiConflictResponse({ description: 'document-differs' }),
    ApiUnprocessableEntityResponse({
      description: 'register-too-long: shorter periods, or the export; document-too-large',
    }),
  );

/** `at`: where the documents of its kind are taken. */
export function statedIn(reply: FastifyReply, issued: IssuedDocument, at?: string): IssuedRegisterAnswer {
  void reply.status(issued.isNew ? HttpStatus.CREATED : HttpStatus.OK);
  return issuedAnswer(issued, at);
}
