import type { ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsObject,
  IsString,
  Length,
  Matches,
  Max,
  Min,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { isCalendarDay, isInstant } from './calendar.js';
import { field, type FieldOptions } from './field.js';

interface TextOptions extends FieldOptions {
  readonly min?: number;
  readonly max?: number;
  readonly pattern?: RegExp;
  readonly patternName?: string;
}

// NUL and halves of characters can be kept neither by the database nor in canonical JSON. Tabs and line ends can.
const UNKEEPABLE = /(?![\t\n\r])[\p{Cc}\p{Cs}]/u;

/** Whether a text, or each of a list of texts, can be stored as it is. */
export function isKeepableText(value: unknown): boolean {
  return typeof value === 'string' && !UNKEEPABLE.test(value);
}

export function TextField(options: TextOptions = {}): PropertyDecorator {
  const { min = 1, max = 500, pattern, patternName } = options;
  return field(
    options,
    { type: String, minLength: min, maxLength: max, ...(pattern ? { pattern: pattern.source } : {}) },
    IsString({ message: 'is not a text' }),
    Length(min, max, { message: `must be ${min} to ${max} characters long` }),
    checked('keepable', isKeepableText, 'holds a character that cannot be kept'),
    ...(pattern ? [Matches(pattern, { message: `is not ${patternName ?? 'of the form asked for'}` })] : []),
  );
}

export function CodeField(
  codes: readonly string[],
  options: FieldOptions & { enumName?: string } = {},
): PropertyDecorator {
  return field(
    options,
    { enum: [...codes], ...(options.enumName ? { enumName: options.enumName } : {}) } as ApiPropertyOptions,
    IsIn([...codes], { message: `is not one of ${codes.join(', ')}` }),
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export function UuidField(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: String, format: 'uuid' }, Matches(UUID, { message: 'is not a UUID in lower case' }));
}

/** A calendar day in Japan, `YYYY-MM-DD`, that exists. */
export function DayField(options: FieldOptions = {}): PropertyDecorator {
  const message = 'is not a calendar day written YYYY-MM-DD';
  return field(options, { type: String, format: 'date' }, checked('day', isCalendarDay, message));
}

/** An instant with its offset, RFC 3339. */
export function InstantField(options: FieldOptions = {}): PropertyDecorator {
  const message = 'is not an instant written as in RFC 3339, with its offset';
  return field(options, { type: String, format: 'date-time' }, checked('instant', isInstant, message));
}

export function IntField(options: FieldOptions & { min?: number; max?: number } = {}): PropertyDecorator {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = options;
  return field(
    options,
    { type: 'integer', minimum: min, maximum: max },
    IsInt({ message: 'is not a whole number' }),
    Min(min, { message: `must be at least ${min}` }),
    Max(max, { message: `must be at most ${max}` }),
  );
}

export function FlagField(options: FieldOptions = {}): PropertyDecorator {
  return field(options, { type: Boolean }, IsBoolean({ message: 'is neither true nor false' }));
}

/** An object of a class of its own. */
export function ObjectField(type: () => new () => object, options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    // Swagger takes a function for a class that is named late only if it is called `type`: hence one made in place.
    { type: () => type() },
    IsObject({ message: 'is not an object' }),
    ValidateNested({ message: 'is not an object' }),
    Type(type),
  );
}

function checked(name: string, validate: (value: unknown) => boolean, message: string): PropertyDecorator {
  return ValidateBy({ name, validator: { validate, defaultMessage: () => message } });
}
