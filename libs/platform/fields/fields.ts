import type { ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  isBoolean,
  isIn,
  isInt,
  isObject,
  length,
  matches,
  max as atMost,
  min as atLeast,
  ValidateNested,
} from 'class-validator';
import { isCalendarDay, isInstant } from './calendar.js';
import { field, type FieldOptions } from './field.js';
import type { FieldCheck } from './field-rules.js';

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
    {
      kind: 'text',
      checks: [
        check('isString', (value) => typeof value === 'string', 'is not a text'),
        check('isLength', (value) => length(value, min, max), `must be ${min} to ${max} characters long`),
        check('keepable', isKeepableText, 'holds a character that cannot be kept'),
        ...(pattern ? [form(pattern, `is not ${patternName ?? 'of the form asked for'}`)] : []),
      ],
    },
  );
}

export function CodeField(
  codes: readonly string[],
  options: FieldOptions & { enumName?: string } = {},
): PropertyDecorator {
  const known = [...codes];
  return field(
    options,
    { enum: known, ...(options.enumName ? { enumName: options.enumName } : {}) } as ApiPropertyOptions,
    { kind: 'text', checks: [check('isIn', (value) => isIn(value, known), `is not one of ${known.join(', ')}`)] },
  );
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export function UuidField(options: FieldOptions = {}): PropertyDecorator {
  const schema = { type: String, format: 'uuid' } as const;
  return field(options, schema, { kind: 'text', checks: [form(UUID, 'is not a UUID in lower case')] });
}

/** A calendar day in Japan, `YYYY-MM-DD`, that exists. */
export function DayField(options: FieldOptions = {}): PropertyDecorator {
  const checks = [check('day', isCalendarDay, 'is not a calendar day written YYYY-MM-DD')];
  return field(options, { type: String, format: 'date' }, { kind: 'text', checks });
}

/** An instant with its offset, RFC 3339. */
export function InstantField(options: FieldOptions = {}): PropertyDecorator {
  const checks = [check('instant', isInstant, 'is not an instant written as in RFC 3339, with its offset')];
  return field(options, { type: String, format: 'date-time' }, { kind: 'text', checks });
}

export function IntField(options: FieldOptions & { min?: number; max?: number } = {}): PropertyDecorator {
  const { min = 0, max = Number.MAX_SAFE_INTEGER } = options;
  return field(
    options,
    { type: 'integer', minimum: min, maximum: max },
    {
      kind: 'int',
      checks: [
        check('isInt', isInt, 'is not a whole number'),
        check('min', (value) => atLeast(value, min), `must be at least ${min}`),
        check('max', (value) => atMost(value, max), `must be at most ${max}`),
      ],
    },
  );
}

export function FlagField(options: FieldOptions = {}): PropertyDecorator {
  const checks = [check('isBoolean', isBoolean, 'is neither true nor false')];
  return field(options, { type: Boolean }, { kind: 'flag', checks });
}

/** An object of a class of its own. */
export function ObjectField(type: () => new () => object, options: FieldOptions = {}): PropertyDecorator {
  return field(
    options,
    // Swagger takes a function for a class that is named late only if it is called `type`: hence one made in place.
    { type: () => type() },
    {
      kind: 'object',
      inside: type,
      checks: [check('isObject', isObject, 'is not an object')],
      also: [ValidateNested({ message: 'is not an object' }), Type(type)],
    },
  );
}

function check(name: string, holds: (value: unknown) => boolean, message: string): FieldCheck {
  return { name, holds, message };
}

function form(pattern: RegExp, message: string): FieldCheck {
  return check('matches', (value) => matches(value as string, pattern), message);
}
