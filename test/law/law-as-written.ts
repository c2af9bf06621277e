import type { Duty, LineFacts, TransferFacts } from '#statute';
import { ruleset } from '../../libs/statute/testing/builders.js';

/**
 * The rules of law.md 1.2 and 1.3 written down a second time, straight from the page and over the raw facts, for an
 * association that settled nothing for itself. It reads no ruleset but the catalogue of items, and shares no code with
 * what it is held against.
 */
export interface Case {
  readonly transfer: TransferFacts;
  readonly line: LineFacts;
}

const A16_2: readonly string[] = ['STATE_ORGAN', 'LOCAL_BODY', 'INDEPENDENT_ADMIN', 'LOCAL_INDEPENDENT_ADMIN'];
const NO_OPERATOR: readonly string[] = ['PRIVATE_PERSON', 'HOUSEHOLD'];
const E: readonly unknown[] = ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7'];
const N: readonly unknown[] = ['N1', 'N2', 'N3'];

export const says = (words: string | null | undefined): boolean => typeof words === 'string' && words.trim() !== '';

/** What was said of the ground: by the poster, and by the arrangement where the poster said nothing. */
export function read({ transfer, line }: Case) {
  const { ground, arrangement } = transfer;
  const own = ground.route ?? ground.exception ?? null;
  const basis = ground.basis ?? (own === null ? (arrangement?.basisChosen ?? null) : null);
  const said = own ?? (ground.basis ? null : (arrangement?.routeChosen ?? null));
  const exception = ground.exception ?? (E.includes(said) ? said : null);
  // X is beside the route: under a matter of implied consent that is what carries the line.
  const isMatter = transfer.direction === 'OUT' && arrangement?.kind === 'implied-consent' && exception === null;
  const route = isMatter && said === 'X' ? 'C1i' : said;
  const claimed = ground.exclusion ?? arrangement?.exclusion ?? null;
  const x = claimed !== null && says(claimed.reason) && says(claimed.approvedBy) ? claimed.code : null;
  const numItem = ground.numItem ?? arrangement?.numItem ?? null;
  const masked = ground.masking ?? [];
  const item = (code: string) => ruleset.items.find((one) => one.code === code);
  const readable = line.items.some((code) => item(code)?.myNumber === true && !masked.includes(code));
  const arranged =
    arrangement !== null &&
    arrangement.partyIncluded &&
    arrangement.effectiveFrom <= transfer.occurredOn &&
    (arrangement.endsOn === null || arrangement.endsOn >= transfer.occurredOn)
      ? arrangement.basisChosen
      : null;
  const isDead = !!line.deceasedOn && line.deceasedOn <= transfer.occurredOn && line.aboutLivingRelative !== true;
  return {
    basis,
    route,
    exception,
    x,
    claimed: claimed?.code ?? null,
    numItem,
    num:
      line.hasMyNumber ||
      readable ||
      (arranged === 'NUM' && (basis === 'NUM' || (route === null && basis === null && numItem !== null))),
    kind: isDead ? ('DECEASED' as const) : transfer.dataKind,
    ofPerson:
      (basis === 'SELF' &&
        (transfer.party.class === 'PRIVATE_PERSON' ||
          (transfer.party.class === 'HOUSEHOLD' && arrangement?.kind !== 'implied-consent') ||
          arranged === 'SELF')) ||
      (basis === 'INTERNAL' && arranged === 'INTERNAL'),
    arranged,
    isDead,
    sensitive: line.items.some((code) => item(code)?.sensitive !== false),
    symbol: line.items.some((code) => item(code)?.insurerSymbolNumber === true && !masked.includes(code)),
  };
}

export type Owed = Duty | 'BLOCK';

export function recordDutyOut(one: Case): Owed {
  const t = read(one);
  const { party, ground } = one.transfer;
  if (t.num) return 'NUM_LOG';
  if (['ANONYMISED', 'STATISTICS', 'DECEASED', 'PERSONAL_INFO_ONLY'].includes(t.kind) || t.ofPerson) return 'NONE';
  if (t.kind === 'PSEUDONYMISED') return 'NONE';
  if (t.kind === 'PERSON_RELATED')
    return says(ground.art31?.howChecked) && !A16_2.includes(party.class) ? 'REC_31_3' : 'NONE';
  if (A16_2.includes(party.class)) return 'NONE';
  if (t.exception !== null) return 'NONE';
  if (['X1', 'X2', 'X3'].includes(t.x ?? '')) return 'NONE';
  if (party.location === 'FOREIGN_OTHER') return 'REC_CONSENT_28';
  if (N.includes(t.route)) return 'NONE';
  if (t.route === 'O') return 'REC_OPTOUT';
  if (t.route === 'C1' || t.route === 'C1i') return 'REC_CONSENT_27';
  return 'BLOCK';
}

export function recordDutyIn(one: Case): Owed {
  const t = read(one);
  const { party } = one.transfer;
  if (t.num) return 'NUM_LOG';
  if (['ANONYMISED', 'STATISTICS', 'DECEASED'].includes(t.kind)) return 'NONE';
  if (t.kind === 'PSEUDONYMISED') return 'NONE';
  if (A16_2.includes(party.class)) return 'NONE';
  if (t.exception !== null || N.includes(t.route)) return 'NONE';
  if (t.ofPerson) return 'NONE';
  if (t.x !== null) return 'NONE';
  if (t.route === 'P') return 'REC_24_1_III';
  if (NO_OPERATOR.includes(party.class)) return 'REC_24_1_IV';
  if (t.route === 'O') return 'REC_24_1_I';
  if (t.route === 'C1' || t.route === 'C1i' || t.route === 'F') return 'REC_24_1_II';
  return 'BLOCK';
}
