import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { inShort, readAll, TAKASAKI_SHIFT_JIS } from '../testing/files.js';
import { ImportFileError, type ImportEntry } from '../import-file/import-entry.js';
import { layoutFaults, type RegisterLayout } from './register-layout.js';
import { RegisterReader } from './register-reader.js';

const layout: RegisterLayout = {
  register: 'provision',
  columns: [
    { name: '提供年月日', field: 'occurredOn' },
    { name: '作成日', field: 'madeOn' },
    { name: '記号', field: 'symbol' },
    { name: '番号', field: 'number' },
    { name: '項目', field: 'items', values: { 受診状況: 'CHECKUP_ATTENDANCE' } },
    { name: '方法', field: 'means', values: { メール: 'ELECTRONIC', 郵送: 'PAPER' } },
    { name: '同意', field: 'consent' },
  ],
  constants: { insurerNumber: '06990014', party: 'mihon-seizo-kk', purpose: 'U08', route: 'C1' },
};
const HEADER = '提供年月日,作成日,氏名,記号,番号,項目,方法,同意';
const ROW = '令和5年4月1日,R5.4.3,見本 太郎,101,1,氏名、受診状況,メール,有';
const SOURCE = 'register.b04';

const reader = (over: Partial<RegisterLayout> = {}, encoding: 'utf-8' | 'shift_jis' = 'utf-8') =>
  new RegisterReader({ encoding, layout: { ...layout, ...over }, source: SOURCE, nameOf: (text) => text });
const read = (...rows: readonly string[]) => readAll(reader(), [HEADER, ...rows].join('\r\n'));
const bodyOf = (entry: ImportEntry | undefined) => (entry as { body: Record<string, unknown> }).body;

describe('a register of before', () => {
  it('gives a transfer of one member for each row, with its own days and codes', () => {
    const [transfer, member, end] = read(ROW);
    expect(bodyOf(transfer)).toMatchObject({
      source: SOURCE,
      direction: 'OUT',
      occurredOn: '2023-04-01',
      party: { id: 'mihon-seizo-kk' },
      purpose: 'U08',
      means: 'ELECTRONIC',
      items: [{ code: 'NAME' }, { code: 'CHECKUP_ATTENDANCE' }],
      ground: { route: 'C1' },
      record: { method: 'EACH', madeOn: '2023-04-03' },
      evidence: [{ kind: 'CONSENT', ref: '登録簿に同意の記載あり' }],
    });
    expect(bodyOf(member)).toEqual({ insurerNumber: '06990014', symbol: '101', number: '1' });
    expect([transfer, member, end].map((entry) => entry!.kind)).toEqual(['transfer', 'member', 'end']);
  });

  it.each([
    ['氏名、受診状況（受診・未受診）', ['NAME', 'CHECKUP_ATTENDANCE']],
    ['被保険者等記号・番号・氏名', ['SYMBOL_NUMBER', 'NAME']],
    ['氏名 課税・非課税情報／NAME', ['NAME', 'TAX_STATUS', 'NAME']],
  ])('reads names that hold what stands between items: %s', (cell, items) => {
    const [transfer] = read(ROW.replace('氏名、受診状況', cell));
    expect(bodyOf(transfer)).toMatchObject({ items: items.map((code) => ({ code })) });
  });

  it.each(['constructor', 'toString', '__proto__'])('takes the word %s for a word', (word) => {
    expect(read(ROW.replace('令和5年4月1日', word))).toMatchObject([{ kind: 'fault', pointer: '/occurredOn' }]);
    expect(read(ROW.replace('氏名、受診状況', word))).toMatchObject([{ kind: 'fault', pointer: '/items' }]);
    expect(bodyOf(read(ROW.replace('メール', word))[0])).toMatchObject({ means: word });
  });

  it('passes over columns that the layout does not read: of a name nothing goes in', () => {
    expect(JSON.stringify(read(ROW))).not.toContain('見本');
  });

  it('knows the same row again by all that it says, and by its own number where it has one', () => {
    const idOf = (entries: readonly ImportEntry[]) => bodyOf(entries[0])['externalId'];
    const later = ROW.replace('R5.4.3', 'R5.4.4');
    expect(idOf(read(ROW))).toBe(idOf(read(later, ROW).slice(3)));
    expect(idOf(read(ROW))).not.toBe(idOf(read(later)));
    const numbered = { ...layout, columns: [...layout.columns, { name: '氏名', field: 'rowId' as const }] };
    const other = readAll(reader(numbered), [HEADER, ROW].join('\n'));
    expect(idOf(other)).toBe('見本 太郎');
  });

  it.each([
    ['a day that does not exist', ROW.replace('令和5年4月1日', '令和5年2月30日'), '/occurredOn'],
    ['an item that nobody knows', ROW.replace('受診状況', '秘密'), '/items'],
    ['a cell too many', `${ROW},x`, ''],
  ])('faults a row with %s alone, without quoting it', (_what, row, pointer) => {
    const entries = read(row, ROW);
    expect(entries.map(({ kind }) => kind)).toEqual(['fault', 'transfer', 'member', 'end']);
    expect(entries[0]).toMatchObject({ pointer });
    expect(JSON.stringify(entries[0])).not.toMatch(/2月30日|秘密/);
  });

  it.each([
    ['無', undefined],
    ['', undefined],
    ['同意書 第12号', [{ kind: 'CONSENT', ref: '同意書 第12号' }]],
  ])('takes the consent as the register states it: %j', (cell, evidence) => {
    expect(bodyOf(read(ROW.replace(/有$/, cell))[0])['evidence']).toEqual(evidence);
  });

  it('of receipts says how the provider was confirmed, and has no consent to show', () => {
    const constants = { ...layout.constants, acquisition: '本人から取得', providerHow: '名刺' };
    const [transfer] = readAll(reader({ register: 'receipt', constants }), [HEADER, ROW].join('\n'));
    expect(bodyOf(transfer)).toMatchObject({
      direction: 'IN',
      confirmation: { acquisition: '本人から取得', providerHow: '名刺' },
    });
  });

  it('comes to the same whatever pieces the file comes in, and passes over empty rows', () => {
    const file = Buffer.from([HEADER, ROW, ',,,,,,,', '', ROW.replace('101', '102')].join('\r\n'));
    const whole = readAll(reader(), file).map(inShort);
    expect(whole.filter((line) => line.includes('transfer'))).toHaveLength(2);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: file.length }), (piece) => {
        expect(readAll(reader(), file, piece).map(inShort)).toEqual(whole);
      }),
    );
  });

  it('reads Shift_JIS as Windows writes it', () => {
    const columns = [
      { name: 'd', field: 'occurredOn' as const },
      { name: 'n', field: 'partyName' as const },
    ];
    const file = Buffer.concat([Buffer.from('d,n\r\nR5.4.1,'), TAKASAKI_SHIFT_JIS]);
    const constants = { ...layout.constants, items: 'NAME', party: '' };
    const [transfer] = readAll(reader({ columns, constants }, 'shift_jis'), file);
    expect(bodyOf(transfer)).toMatchObject({ party: { name: '髙﨑' } });
  });

  it.each([
    ['番号,記号', 'The column 提供年月日 is missing.'],
    [`${HEADER},番号`, 'The column 番号 stands there twice.'],
  ])('refuses the header row %s', (header, detail) => {
    const details = () => {
      try {
        readAll(reader(), header);
        return [];
      } catch (error) {
        return (error as ImportFileError).details;
      }
    };
    expect(details()).toContain(detail);
  });
});

describe('a layout', () => {
  it('that every row can become a record by has no faults', () => {
    expect(layoutFaults(layout)).toEqual([]);
  });

  it.each<[string, Partial<RegisterLayout>, string[]]>([
    ['no route', { constants: { ...layout.constants, route: undefined! } }, []],
    [
      'hardly anything',
      { columns: [], constants: {} },
      [
        'lacks occurredOn',
        'lacks madeOn',
        'lacks ref or number',
        'lacks party or partyName',
        'lacks items',
        'lacks purpose',
        'lacks means',
        'lacks route',
        'lacks partyClass',
        'lacks partyLocation',
      ],
    ],
    ['a field twice', { constants: { ...layout.constants, means: 'PAPER' } }, ['says means twice']],
    [
      'a column twice',
      { columns: [...layout.columns, { name: '作成日', field: 'periodTo' }] },
      ['reads the column 作成日 twice'],
    ],
  ])('with %s', (_what, over, faults) => {
    if (faults.length > 0) expect(layoutFaults({ ...layout, ...over })).toEqual(faults);
    else expect(layoutFaults({ ...layout, constants: { party: 'p', purpose: 'U08' } })).toContain('lacks route');
  });
});
