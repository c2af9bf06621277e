import { maskMyNumbers } from '#statute';
import { isProgramId } from './program-ids.js';
import type { TypedIdentifiers } from './typed-identifiers.js';

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

/** `isTyped` lets pass what its poster declared to be a number of another kind; `pointer` is where the value stands. */
export function maskTexts<Value>(value: Value, isTyped: TypedIdentifiers = () => false, pointer = ''): Masked<Value> {
  const search: Search = { isTyped, masked: false };
  return { value: maskDeep(value, search, pointer), masked: search.masked };
}

/** Whether a masked number stands in some text of it. */
export function holdsMask(value: unknown): boolean {
  if (typeof value === 'string') return (value.match(/\*/g)?.length ?? 0) >= MASKED_DIGITS;
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsMask);
}

/** An individual number has twelve digits. */
const MASKED_DIGITS = 12;

interface Search {
  readonly isTyped: TypedIdentifiers;
  masked: boolean;
}

function maskDeep<Value>(value: Value, search: Search, pointer: string): Value {
  if (typeof value === 'string') {
    if (isProgramId(value.replace(LINE, '')) || search.isTyped(pointer, value)) return value;
    return maskText(value, search) as Value;
  }
  if (Array.isArray(value))
    return value.map((part, index) => maskDeep(part as unknown, search, `${pointer}/${index}`)) as Value;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, part]) => [
      field,
      TYPED_FIELDS.has(field) ? (part as unknown) : maskDeep(part as unknown, search, `${pointer}/${field}`),
    ]),
  ) as Value;
}

function maskText(text: string, search: Search): string {
  const masked = maskMyNumbers(text);
  search.masked ||= masked.found > 0;
  return masked.text;
}
