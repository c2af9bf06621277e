import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsDefined, ValidateIf } from 'class-validator';

/** What every field may say of itself. `optional`: may be left out. `nullable`: may be null as well. */
export interface FieldOptions {
  readonly optional?: boolean;
  readonly nullable?: boolean;
  readonly description?: string;
  readonly example?: unknown;
}

/** One decorator states a field once: for the validator and for the OpenAPI document. */
export function field(
  options: FieldOptions,
  schema: ApiPropertyOptions,
  ...validators: PropertyDecorator[]
): PropertyDecorator {
  return applyDecorators(
    ApiProperty({
      ...schema,
      required: !options.optional,
      ...(options.nullable ? { nullable: true } : {}),
      ...(options.description ? { description: options.description } : {}),
      ...(options.example === undefined ? {} : { example: options.example }),
    } as ApiPropertyOptions),
    ...presence(options),
    ...validators,
  );
}

function presence({ optional, nullable }: FieldOptions): PropertyDecorator[] {
  if (optional && nullable) return [ValidateIf((_object, value) => value !== undefined && value !== null)];
  if (optional) return [ValidateIf((_object, value) => value !== undefined)];
  // What may be null must still be said.
  if (nullable) return [ValidateIf((_object, value) => value !== null)];
  return [IsDefined({ message: 'is missing' })];
}
