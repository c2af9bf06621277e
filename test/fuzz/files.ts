import { sampleFile } from '../harness/sample-association.js';
import type { Seeded } from '../harness/seeded.js';
import { CORPUS } from './corpus.js';
import { toJsonText, type Json } from './json-text.js';
import { externalIdOf, HOME, KEPT, ME, SOURCE, TRANSFERS } from './world.js';

const refs = sampleFile(HOME).members.map(({ ref }) => ref);

/** Rows of a file of one transfer, as NDJSON has them. */
export function importRows(random: Seeded): Json[] {
  const { members: _lines, ...header } = CORPUS['POST /v1/transfers']!(random) as Record<string, Json>;
  const key = `k${random.below(9)}`;
  const lines = [0, 1].map(() => ({ t: 'line', key, ref: random.pick([...refs, ME]) }));
  return [{ t: 'transfer', key, ...header }, ...lines, { t: 'end', key, count: 2 }];
}

/** The same as a table. */
export function importTable(random: Seeded): string[][] {
  const header = 'key,source,externalId,direction,arrangement.id,party.id,occurredOn,purpose,means,items,member.ref';
  const externalId = externalIdOf(random.below(TRANSFERS));
  const row = ['k1', SOURCE, externalId, 'OUT', 'B04', 'mihon-seizo-kk', '2026-06-10', 'U08', 'ELECTRONIC', 'NAME'];
  return [header.split(','), ...[0, 1].map(() => [...row, random.pick(refs)])];
}

/** A register as a spreadsheet has it, in the columns of the corpus' mapping. */
export function registerTable(random: Seeded): string[][] {
  const day = random.pick(['令和4年4月1日', 'R4.4.3', '2022-04-01', '令和4年2月30日', '9999-12-31']);
  const row = [day, day, `fz-${random.below(KEPT)}`, '氏名、受診状況', '有'];
  return [['提供年月日', '作成日', '番号', '項目', '同意'], row, ['2023/4/1', '2023/4/1', '1', '氏名', '無']];
}

export function toNdjson(rows: readonly Json[]): string {
  return rows.map((row) => `${toJsonText(row)}\n`).join('');
}

export function toCsv(table: readonly (readonly string[])[]): string {
  const cell = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
  return table.map((row) => `${row.map(cell).join(',')}\r\n`).join('');
}
