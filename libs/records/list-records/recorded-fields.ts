import type { DirectoryEntry } from '#access';
import type { DescribedLine } from '#ledger';
import type { StatutoryField } from '#statute';
import type { StatutoryRecordRow } from '../projection/rows.js';
import type { RecordAnswer, RecordedFieldAnswer } from './answers.js';

/** A kept record that others rest on: what it holds, itself or by those that it rests on. */
export type Base = Pick<RecordAnswer, 'id' | 'fields' | 'party' | 'consentId' | 'acquisition'>;

interface Held {
  readonly row: StatutoryRecordRow;
  readonly described: DescribedLine;
  readonly person: DirectoryEntry | undefined;
  readonly bases: readonly Base[];
}

/** Fields that one record may leave to another, Rules 20(2), 24(2): who and what differ from record to record. */
const LEFT_TO_OTHERS: readonly string[] = [
  'party',
  'consent',
  'acquisition',
  'confirmationMethod',
  'optOutPublication',
];

/** The fields of a record with what they say; those it left out are taken from the first base that holds them. */
export function fieldsOf(fields: readonly StatutoryField[], held: Held) {
  const taken = new Map<string, Base>();
  const answers = fields.map(({ code, statutory }): RecordedFieldAnswer => {
    if (isPresent(code, held)) return { code, statutory, present: true, from: null };
    const base = LEFT_TO_OTHERS.includes(code) ? held.bases.find((one) => holds(one, code)) : undefined;
    if (base) taken.set(code, base);
    return { code, statutory, present: base !== undefined, from: base?.id ?? null };
  });
  const { party, consentId, acquisition } = held.described;
  return {
    fields: answers,
    party: taken.get('party')?.party ?? party,
    consentId: taken.get('consent')?.consentId ?? consentId,
    acquisition: taken.get('acquisition')?.acquisition ?? acquisition,
  };
}

function holds({ fields }: Base, code: string): boolean {
  return fields.some((field) => field.code === code && field.present);
}

function isPresent(code: string, { row, described, person }: Held): boolean {
  switch (code) {
    case 'party':
      return isPartyWhole(described.party);
    case 'items':
      return described.items.length > 0;
    case 'consent':
      // Implied consent stands as the published matter without objection; on receipt the provider holds the consent.
      return (
        described.consentId !== null ||
        described.consentStated ||
        (row.route === 'C1i' && row.allowed) ||
        (row.register === 'receipt' && row.route === 'C1')
      );
    case 'acquisition':
      return described.acquisition !== null;
    case 'person':
      return person !== undefined;
    case 'confirmationMethod':
      return described.confirmedHow !== null;
    case 'optOutPublication':
      return described.optOutPublished;
    case 'date':
      return true;
    default:
      // What nobody looked for is not said to be there.
      return false;
  }
}

// Rules 20(1), 24(1): the representative of a corporation or other body; a natural person has none.
function isPartyWhole({ name, address, representative, class: kind }: DescribedLine['party']): boolean {
  const isPerson = kind === 'PRIVATE_PERSON' || kind === 'HOUSEHOLD';
  return name !== null && address !== null && (representative !== null || isPerson);
}
