import type { Ruleset } from '#statute';
import type { RegisterName } from './register-facts.js';

const ACTS = { provision: 'APPI 29(1)', receipt: 'APPI 30(3)' } as const;
const KEPT = { provision: ['APPI 29(2)', 'Rules 21'], receipt: ['APPI 30(4)', 'Rules 25'] } as const;
/** Of what a record has to say; the rest of a duty's articles tells when it is due. */
const FIELDS = /^(APPI 31\(3\)|Rules (20\(1\)|24\(1\)|28))/;

/** Articles by which the records of a register are made: those of the duties that are in it, in the order of the law. */
export function registerCites(
  { duties }: Ruleset,
  register: RegisterName,
  records: readonly { readonly duty: string }[],
): string[] {
  const there = new Set(records.map(({ duty }) => duty));
  const own = [...duties.OUT, ...duties.IN]
    .filter(({ duty }) => there.has(duty))
    .flatMap(({ cites }) => cites.filter((ref) => FIELDS.test(ref)));
  return [...new Set([ACTS[register], ...own.toSorted(), KEPT[register][1]])];
}

/** Articles by which records are kept, by the registers that they are in. */
export function keepingCites(registers: Iterable<RegisterName>): string[] {
  const there = new Set(registers);
  return (['provision', 'receipt'] as const).filter((one) => there.has(one)).flatMap((one) => KEPT[one]);
}
