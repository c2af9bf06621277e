import { ValidationPipe, type ArgumentMetadata } from '@nestjs/common';
import { getMetadataStorage, type ValidationError } from 'class-validator';
import { compileRules, type CompiledRules } from '../fields/compile-rules.js';
import { rulesOf } from '../fields/field-rules.js';
import { makeInstance } from '../fields/make-instance.js';
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
  readonly #rules = new WeakMap<object, CompiledRules | null>();

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const { type, metatype } = metadata;
    if (type !== 'body') return super.transform(value, metadata);
    refuseUnreadableBody(value);
    // Nearly every body is good, and the compiled rules find that out at a tenth of the cost; the others are told by
    // the library what is wrong with them.
    const rules = metatype && this.#rulesOf(metatype as new () => object);
    const isGood = rules && value !== undefined && rules(value as object).length === 0;
    return isGood ? makeInstance(metatype as new () => object, value as object) : super.transform(value, metadata);
  }

  #rulesOf(type: new () => object): CompiledRules | null {
    const known = this.#rules.get(type);
    if (known !== undefined) return known;
    const rules = isDeclared(type) ? compileRules(type) : null;
    this.#rules.set(type, rules);
    return rules;
  }
}

/** Whether all that the library would check of a class, and of those inside it, is said by the fields' own decorators. */
function isDeclared(type: new () => object): boolean {
  const rules = rulesOf(type);
  const checked = getMetadataStorage().getTargetValidationMetadatas(type, '', false, false);
  return (
    rules.size > 0 &&
    checked.every(({ propertyName }) => rules.has(propertyName)) &&
    [...rules.values()].every(({ inside }) => !inside || inside() === type || isDeclared(inside()))
  );
}

function toFieldErrors(error: ValidationError, parent: string): FieldError[] {
  const pointer = `${parent}/${error.property.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  const own = Object.entries(error.constraints ?? {}).map(([rule, message]) => ({
    pointer,
    detail: rule === 'whitelistValidation' ? 'is not a field of this request' : message,
  }));
  return [...own, ...(error.children ?? []).flatMap((child) => toFieldErrors(child, pointer))];
}
