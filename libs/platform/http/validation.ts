import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { Refusal, type FieldError } from '../problems/refusal.js';
import { refuseUnreadableBody } from './body-shape.js';
import { rememberRules } from './remember-rules.js';

/** More errors than this help nobody; a thousand bad members would make an answer of megabytes. */
const FIELD_ERRORS_MAX = 50;

/** Validates what comes in; every bad field is named by its JSON pointer, and no value is ever quoted. */
export function validationPipe(): ValidationPipe {
  rememberRules();
  return new ShapedValidationPipe({
    transform: true,
    whitelist: true,
    forbidNonWhitelisted: true,
    forbidUnknownValues: true,
    stopAtFirstError: true,
    validationError: { target: false, value: false },
    exceptionFactory: (errors) => {
      const found = errors.flatMap((error) => toFieldErrors(error, ''));
      const isCut = found.length > FIELD_ERRORS_MAX;
      return new Refusal('invalid-request', {
        detail: isCut ? `The first ${FIELD_ERRORS_MAX} of ${found.length} bad fields are listed.` : undefined,
        errors: found.slice(0, FIELD_ERRORS_MAX),
      });
    },
  });
}

class ShapedValidationPipe extends ValidationPipe {
  override transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body') refuseUnreadableBody(value);
    return super.transform(value, metadata);
  }
}

function toFieldErrors(error: ValidationError, parent: string): FieldError[] {
  const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    pointer,
    detail: rule === 'whitelistValidation' ? 'is not a field of this request' : message,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => toFieldErrors(child, pointer))];
}
