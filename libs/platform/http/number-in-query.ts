import { Transform } from 'class-transformer';

/** A query string has texts only: digits become the number that its field asks for. */
export function NumberInQuery(): PropertyDecorator {
  return Transform(({ value }) =>
    typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : (value as unknown),
  );
}
