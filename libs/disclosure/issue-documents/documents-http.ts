import { StreamableFile } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiGoneResponse,
  ApiHeader,
  ApiNotFoundResponse,
  ApiServiceUnavailableResponse,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { fileName, MEDIA_TYPES } from '../domain/documents/issued-document.js';
import type { TakenFile } from './issued-documents.js';

export const GONE = 'document-gone: the key of the person was destroyed';
export const NOT_YET = 'not-covered-yet, no-checkpoint-yet: nothing is signed yet, or nobody signs at the moment';
const EARLY =
  'before the delivery, what stands against it: disclosure-approval-missing, disclosure-asker-not-entitled, disclosure-birth-date-unknown';
export const FILE_TYPES = ['application/pdf', 'text/csv', 'application/json'] as const;

const together =
  (...all: readonly MethodDecorator[]): MethodDecorator =>
  (target, name, descriptor) => {
    for (const one of all) one(target, name, descriptor as never);
  };

/** What issuing a document is refused with. */
export const Issuing = (unknown: string) =>
  together(
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key and order give the first document again',
    }),
    ApiNotFoundResponse({ description: unknown }),
    ApiConflictResponse({
      description:
        'document-not-possible, disclosure-not-delivered, document-differs, documents-too-many, key-destroyed',
    }),
    ApiGoneResponse({ description: GONE }),
    ApiUnprocessableEntityResponse({ description: `document-too-large; ${EARLY}` }),
    ApiServiceUnavailableResponse({ description: NOT_YET }),
  );

/** What taking a document is refused with. */
export const Taking = (unknown: string) =>
  together(
    ApiNotFoundResponse({ description: unknown }),
    ApiGoneResponse({ description: GONE }),
    ApiUnprocessableEntityResponse({ description: EARLY }),
    ApiServiceUnavailableResponse({ description: NOT_YET }),
  );

export function streamed({ document: { issued }, bytes }: Pick<TakenFile, 'document' | 'bytes'>): StreamableFile {
  return new StreamableFile(bytes, {
    type: MEDIA_TYPES[issued.format],
    disposition: `attachment; filename="${fileName(issued)}"`,
    length: bytes.length,
  });
}
