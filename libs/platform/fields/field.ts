import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { ValidateBy, ValidateIf } from 'class-validator';
import { declareRule, type FieldCheck, type FieldRule } from './field-rules.js';

/** What every field may say of itself. `optional`: may be left out. `nullable`: may be null as well. */
export interface FieldOptions {
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

/** What a kind of field asks of its values. `also`: what the validator needs to look into them. */
export interface FieldShape extends Pick<FieldRule, 'kind' | 'checks' | 'inside'> {
  readonly also?: readonly PropertyDecorator[];
}

/** One decorator states a field once: for the validator, for the rules compiled for files, for the OpenAPI document. */
export function field(options: FieldOptions, schema: ApiPropertyOptions, shape: FieldShape): PropertyDecorator {
  const { optional = false, nullable = false } = options;
  const checks = [...(optional || nullable ? [] : [PRESENT]), ...shape.checks];
  const rule: FieldRule = { kind: shape.kind, optional, nullable, checks, inside: shape.inside };
  return applyDecorators(
    (prototype: object, name: string | symbol) => declareRule(prototype, String(name), rule),
    ApiProperty({
      ...schema,
      required: !optional,
      ...(nullable ? { nullable: true } : {}),
      ...(options.description ? { description: options.description } : {}),
      ...(options.example === undefined ? {} : { example: options.example }),
    } as ApiPropertyOptions),
    // What may be null must still be said.
    ...(optional || nullable ? [ValidateIf((_object, value) => !isAbsent(value, rule))] : []),
    ...checks.map(toDecorator),
    ...(shape.also ?? []),
  );
}

const PRESENT: FieldCheck = {
  name: 'isDefined',
  holds: (value) => value !== undefined && value !== null,
  message: 'is missing',
};

function isAbsent(value: unknown, { optional, nullable }: FieldRule): boolean {
  return (optional && value === undefined) || (nullable && value === null);
}

function toDecorator({ name, holds, message }: FieldCheck): PropertyDecorator {
  const defaultMessage =
    typeof message === 'string' ? () => message : (about?: { value: unknown }) => message(about?.value);
  return ValidateBy({ name, validator: { validate: holds, defaultMessage } });
}
