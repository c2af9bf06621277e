/**
 * Programs for tables run a cell that begins like this, also behind spaces, in full-width signs, or in the minus that
 * Shift_JIS makes a full-width one of.
 */
const FORMULA = /^(?:\s*[=+\-@＝＋－＠\u2212]|[\t\r\n])/u;

/** A cell of a CSV file by RFC 4180. No program may take a name for a formula: such a text gets an apostrophe in front. */
export function csvCell(value: string | null): string {
  if (value === null) return '';
  const safe = FORMULA.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
