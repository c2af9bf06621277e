import type { ApiPropertyOptions } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsString,
  Length,
  Matches,
  ValidateBy,
  ValidateNested,
} from 'class-validator';
import { field, type FieldOptions } from './field.js';
import { isKeepableText } from './fields.js';

interface ListOptions extends FieldOptions {
  readonly min?: number;
  readonly max: number;
}

const TEXT_LENGTH_DEFAULT = 200;

const isObject = (value: unknown) => typeof value === 'object' && value !== null && !Array.isArray(value);

// Says where, for the validator has no pointer for a part that it cannot look into.
const objectsOnly = ValidateBy({
  name: 'objects',
  validator: {
    validate: (list: unknown) => Array.isArray(list) && list.every(isObject),
    defaultMessage: (about) => `holds something that is not an object at ${firstNonObject(about?.value)}`,
  },
});

function firstNonObject(list: unknown): number {
  return Array.isArray(list) ? list.findIndex((part) => !isObject(part)) : 0;
}

/** A list of objects of one class. */
export function ListField(type: () => new () => object, options: ListOptions): PropertyDecorator {
  return field(
    options,
    // Called `type` for the same reason as in ObjectField.
    { type: () => type(), isArray: true, ...sizes(options) },
    ...listOf(options),
    objectsOnly,
    ValidateNested({ each: true, message: 'is not an object' }),
    Type(type),
  );
}

/** A list of codes. */
export function CodesField(codes: readonly string[], options: ListOptions & { enumName?: string }): PropertyDecorator {
  const named = options.enumName ? { enumName: options.enumName } : {};
  return field(
    options,
    { enum: [...codes], isArray: true, ...sizes(options), ...named } as ApiPropertyOptions,
    ...listOf(options),
    IsIn([...codes], { each: true, message: `holds something other than ${codes.join(', ')}` }),
  );
}

/** A list of short texts. */
export function TextsField(
  options: ListOptions & { length?: number; pattern?: RegExp; patternName?: string },
): PropertyDecorator {
  const { length = TEXT_LENGTH_DEFAULT, pattern, patternName = 'what is asked for' } = options;
  const unkeepable = 'holds a text with a character that cannot be kept';
  return field(
    options,
    { type: 'array', items: { type: 'string', minLength: 1, maxLength: length }, ...sizes(options) },
    ...listOf(options),
    IsString({ each: true, message: 'holds something other than texts' }),
    Length(1, length, { each: true, message: `holds a text that is not 1 to ${length} characters long` }),
    ValidateBy(
      { name: 'keepable', validator: { validate: isKeepableText, defaultMessage: () => unkeepable } },
      { each: true },
    ),
    ...(pattern ? [Matches(pattern, { each: true, message: `holds something other than ${patternName}` })] : []),
  );
}

function sizes({ min = 0, max }: ListOptions) {
  return { minItems: min, maxItems: max };
}

function listOf({ min = 0, max }: ListOptions): PropertyDecorator[] {
  return [
    IsArray({ message: 'is not a list' }),
    ArrayMinSize(min, { message: `must hold at least ${min}` }),
    ArrayMaxSize(max, { message: `must hold at most ${max}` }),
  ];
}
