import { BUNDLE_FILES, readZipEntry, type OpenBundle } from '#proof';

/** What the page shows of a record. */
export interface ShownRecord {
  readonly occurredOn: string;
  readonly party: { readonly name: string | null };
  readonly person: { readonly ref: string; readonly name: string | null };
  readonly items: readonly { readonly ja: string; readonly en: string }[];
  readonly route: string | null;
  readonly missing: readonly string[];
  readonly retainUntil: string | null;
  readonly linePosition: string;
}

export type Register = 'provisions' | 'receipts';

/** The records of a register one after another; what was not asked for yet is not read. */
export async function* recordsOf({ source, files }: OpenBundle, register: Register): AsyncGenerator<ShownRecord> {
  const entry = files.get(BUNDLE_FILES[register]);
  if (!entry) return;
  const decoder = new TextDecoder();
  let rest = '';
  for await (const piece of readZipEntry(source, entry)) {
    const lines = (rest + decoder.decode(piece, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) yield JSON.parse(line) as ShownRecord;
  }
}

/** How many records there are of each party. */
export async function partiesOf(bundle: OpenBundle): Promise<Map<string, Record<Register, number>>> {
  const parties = new Map<string, Record<Register, number>>();
  for (const register of ['provisions', 'receipts'] as const)
    for await (const { party } of recordsOf(bundle, register)) {
      const counts = parties.get(party.name ?? '') ?? { provisions: 0, receipts: 0 };
      counts[register] += 1;
      parties.set(party.name ?? '', counts);
    }
  return parties;
}
