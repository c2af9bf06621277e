import { maskMyNumbers } from '#statute';
import { isProgramId } from './program-ids.js';

/** A value with individual numbers (個人番号) masked wherever a person may have written one: Number Act 19, 20. */
export interface Masked<Value> {
  readonly value: Value;
  /** Whether there was one. */
  readonly masked: boolean;
}

// Digests and ids are typed fields of their own forms; a run of digits in them is no number of a person.
const TYPED_FIELDS = new Set(['sha256', 'household', 'madeOn', 'numItem', 'id']);
// The id of a record is that of its transfer and the number of a line.
const LINE = /:\d{1,6}$/;

export function maskTexts<Value>(value: Value): Masked<Value> {
  const found = { masked: false };
  return { value: maskDeep(value, found), masked: found.masked };
}

function maskDeep<Value>(value: Value, found: { masked: boolean }): Value {
  if (typeof value === 'string')
    return (isProgramId(value.replace(LINE, '')) ? value : maskText(value, found)) as Value;
  if (Array.isArray(value)) return value.map((part) => maskDeep(part as unknown, found)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, part]) => [
      field,
      TYPED_FIELDS.has(field) ? (part as unknown) : maskDeep(part as unknown, found),
    ]),
  ) as Value;
}

function maskText(text: string, found: { masked: boolean }): string {
  const masked = maskMyNumbers(text);
  found.masked ||= masked.found > 0;
  return masked.text;
}
