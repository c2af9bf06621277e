import { currentRuleset, itemOf, type Ruleset } from '#statute';
import type { Fields } from '../import-file/import-entry.js';
import { japaneseDay } from './japanese-day.js';
import type { RegisterField, RegisterLayout } from './register-layout.js';

/** A row of a register as a transfer and its member; or which field of it cannot be understood. */
export type RegisterRow =
  { readonly transfer: Fields; readonly member: Fields } | { readonly field: RegisterField; readonly detail: string };

export type RowValues = Readonly<Partial<Record<RegisterField, string>>>;

const DAYS: readonly RegisterField[] = ['occurredOn', 'madeOn', 'periodFrom', 'periodTo'];
/** Words between what stands between items in one cell. */
export const ITEM_WORDS = /[^、，,・／/;；\s]+/g;
const HELD: readonly string[] = ['有', 'あり', '済', '○', '〇', '◯', 'held', 'true'];
const NOT_HELD: readonly string[] = ['無', 'なし', '×', '-', 'none', 'false'];
/** Said of a consent of which the register states no more than that it was held. */
const STATED = '登録簿に同意の記載あり';

/** What a row says, in the fields of a transfer. Values were trimmed, and cells in words of their own put into codes. */
export function registerRow(layout: RegisterLayout, values: RowValues): RegisterRow {
  const days: Partial<Record<RegisterField, string>> = {};
  for (const field of DAYS) {
    const text = values[field];
    if (text === undefined) continue;
    const day = japaneseDay(text);
    if (day === null) return { field, detail: 'is no day: write 令和5年4月1日, R5.4.1 or 2023-04-01' };
    days[field] = day;
  }
  const ruleset = currentRuleset(days.occurredOn ?? '9999-12-31');
  const codes = itemCodes(ruleset, values.items ?? '');
  const unknown = codes.indexOf(null);
  if (unknown >= 0) return { field: 'items', detail: `names no item of the catalogue in place ${unknown + 1}` };
  const { ref, insurerNumber, symbol, number, branch } = values;
  return {
    transfer: transferOf(layout, { ...values, ...days }, codes as string[]),
    member: given(ref ? { ref } : { insurerNumber, symbol, number, branch }),
  };
}

// A name of the catalogue may hold what stands between items: of the words from here on the longest name counts.
function itemCodes(ruleset: Ruleset, cell: string): (string | null)[] {
  const words = [...cell.matchAll(ITEM_WORDS)].map(({ 0: word, index }) => ({ from: index, to: index + word.length }));
  const codes: (string | null)[] = [];
  for (let first = 0; first < words.length;) {
    let last = words.length - 1;
    const codeUpTo = () => itemCode(ruleset, cell.slice(words[first]!.from, words[last]!.to));
    while (last > first && codeUpTo() === null) last -= 1;
    codes.push(codeUpTo());
    first = last + 1;
  }
  return codes;
}

function itemCode(ruleset: Ruleset, text: string): string | null {
  if (itemOf(ruleset, text)) return text;
  return ruleset.items.find(({ ja }) => ja === text)?.code ?? null;
}

function transferOf({ register }: RegisterLayout, values: RowValues, items: readonly string[]): Fields {
  const { arrangement, party, periodFrom, periodTo, route, contractRef, consent = '' } = values;
  const named = { name: values.partyName, address: values.partyAddress, representative: values.partyRepresentative };
  const { providerHow, acquisition, acquisitionHow } = values;
  const isHeld = consent !== '' && !NOT_HELD.includes(consent);
  return given({
    direction: register === 'provision' ? 'OUT' : 'IN',
    arrangement: arrangement && { id: arrangement },
    party: given(party ? { id: party } : { ...named, class: values.partyClass, location: values.partyLocation }),
    occurredOn: values.occurredOn,
    period: periodFrom && periodTo && { from: periodFrom, to: periodTo },
    dataKind: values.dataKind,
    purpose: values.purpose,
    means: values.means,
    items: items.map((code) => ({ code })),
    ground: given({ route, contractRef }),
    record: given({ method: values.method ?? 'EACH', madeOn: values.madeOn, proxyBy: values.proxyBy }),
    confirmation: register === 'receipt' ? given({ providerHow, acquisition, acquisitionHow }) : undefined,
    evidence: isHeld ? [{ kind: 'CONSENT', ref: HELD.includes(consent) ? STATED : consent }] : undefined,
  });
}

function given(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined && value !== ''));
}
