import type { ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { isArray, isIn, length, matches, ValidateNested } from 'class-validator';
import { field, type FieldOptions } from './field.js';
import type { FieldCheck } from './field-rules.js';
import { isKeepableText } from './fields.js';

interface ListOptions extends FieldOptions {
  readonly min?: number;
  readonly max: number;
}

const TEXT_LENGTH_DEFAULT = 200;

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

// Says where, for the validator has no pointer for a part that it cannot look into.
const OBJECTS_ONLY: FieldCheck = {
  name: 'objects',
  holds: (list) => Array.isArray(list) && list.every(isObject),
  message: (list) => `holds something that is not an object at ${firstNonObject(list)}`,
};

function firstNonObject(list: unknown): number {
  return Array.isArray(list) ? list.findIndex((part) => !isObject(part)) : 0;
}

/** A list of objects of one class. */
export function ListField(type: () => new () => object, options: ListOptions): PropertyDecorator {
  return field(
    options,
    // Called `type` for the same reason as in ObjectField.
    { type: () => type(), isArray: true, ...sizes(options) },
    {
      kind: 'objects',
      inside: type,
      checks: [...listOf(options), OBJECTS_ONLY],
      also: [ValidateNested({ each: true, message: 'is not an object' }), Type(type)],
    },
  );
}

/** A list of codes. */
export function CodesField(codes: readonly string[], options: ListOptions & { enumName?: string }): PropertyDecorator {
  const named = options.enumName ? { enumName: options.enumName } : {};
  const known = [...codes];
  return field(options, { enum: known, isArray: true, ...sizes(options), ...named } as ApiPropertyOptions, {
    kind: 'texts',
    checks: [
      ...listOf(options),
      each('isIn', (value) => isIn(value, known), `holds something other than ${known.join(', ')}`),
    ],
  });
}

/** A list of short texts. */
export function TextsField(
  options: ListOptions & { length?: number; pattern?: RegExp; patternName?: string },
): PropertyDecorator {
  const { length: longest = TEXT_LENGTH_DEFAULT, pattern, patternName = 'what is asked for' } = options;
  const tooLong = `holds a text that is not 1 to ${longest} characters long`;
  return field(
    options,
    { type: 'array', items: { type: 'string', minLength: 1, maxLength: longest }, ...sizes(options) },
    {
      kind: 'texts',
      checks: [
        ...listOf(options),
        each('isString', (value) => typeof value === 'string', 'holds something other than texts'),
        each('isLength', (value) => length(value, 1, longest), tooLong),
        each('keepable', isKeepableText, 'holds a text with a character that cannot be kept'),
        ...(pattern
          ? [each('matches', (value) => matches(value as string, pattern), `holds something other than ${patternName}`)]
          : []),
      ],
    },
  );
}

function sizes({ min = 0, max }: ListOptions) {
  return { minItems: min, maxItems: max };
}

function listOf({ min = 0, max }: ListOptions): FieldCheck[] {
  const sized = (name: string, holds: (size: number) => boolean, message: string): FieldCheck => ({
    name,
    holds: (list) => Array.isArray(list) && holds(list.length),
    message,
  });
  return [
    { name: 'isArray', holds: isArray, message: 'is not a list' },
    sized('arrayMinSize', (size) => size >= min, `must hold at least ${min}`),
    sized('arrayMaxSize', (size) => size <= max, `must hold at most ${max}`),
  ];
}

function each(name: string, holds: (value: unknown) => boolean, message: string): FieldCheck {
  return { name, holds: (list) => Array.isArray(list) && list.every(holds), message };
}
