/** Places of bytes in a file, both included. */
export interface ByteRange {
  readonly from: number;
  readonly to: number;
}

/** What one range of RFC 9110 section 14 asks for; null where the whole is to be sent, which is always allowed. */
export function rangeOf(header: string | undefined, size: number): ByteRange | null {
  const parts = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header?.trim() ?? '');
  const [, first = '', last = ''] = parts ?? [];
  if (!parts || (first === '' && last === '')) return null;
  const from = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const to = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  return from <= to && from < size ? { from, to } : null;
}
