import { Buffer } from 'node:buffer';
import { dayInJapan } from '#statute';
import { importFile, linesOf, outcomesOf } from '../harness/importing.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import type { Answer, Problem } from '../harness/recording.js';
import { recordsOf } from '../harness/registers.js';
import { sampleFile } from '../harness/sample-association.js';

const SEIZO = 'mihon-seizo';
const MAPPING = '/v1/register-mappings/teikyo-kiroku';
const IMPORTS = '/v1/registers/imports?mapping=teikyo-kiroku';
const CSV = { 'content-type': 'text/csv; charset=utf-8' };
const { association, members } = sampleFile(SEIZO);
const [first] = members as unknown as [{ ref: string; symbol: string; number: string; branch: string }];

const mapping = {
  register: 'provision',
  columns: [
    { name: '提供年月日', field: 'occurredOn' },
    { name: '作成日', field: 'madeOn' },
    { name: '記号', field: 'symbol' },
    { name: '番号', field: 'number' },
    { name: '枝番', field: 'branch' },
    { name: '項目', field: 'items', values: [{ cell: '受診状況', value: 'CHECKUP_ATTENDANCE' }] },
    { name: '方法', field: 'means', values: [{ cell: '郵送', value: 'PAPER' }] },
    { name: '同意', field: 'consent' },
  ],
  constants: [
    { field: 'insurerNumber', value: association.insurerNumber },
    { field: 'party', value: 'mihon-seizo-kk' },
    { field: 'purpose', value: 'U08' },
    { field: 'route', value: 'C1' },
  ],
};
const HEADER = '提供年月日,作成日,記号,番号,枝番,項目,方法,同意,備考';
const { symbol, number, branch } = first;
const row = (occurredOn: string, madeOn: string, consent = '有') =>
  `${occurredOn},${madeOn},${symbol},${number},${branch},氏名、受診状況,郵送,${consent},見本`;
const GOOD = [row('令和4年4月1日', 'R4.4.3'), row('平成31年4月30日', 'H31.5.7', '無')];
const FILE = [
  HEADER,
  ...GOOD,
  row('令和4年2月30日', 'R4.4.3'),
  GOOD[0]!.replace(`,${number},`, ',99999,'),
  GOOD[0],
].join('\r\n');

let kiroku: KirokuInProcess;
let officer: string;
beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  officer = await kiroku.token('officer', SEIZO);
}, 120_000);
afterAll(() => kiroku.stop());

const bring = (file: string | Buffer, path = IMPORTS, headers: Record<string, string> = CSV) =>
  importFile(kiroku, officer, file, headers, path);
const head = async () =>
  (
    (await kiroku.rows(`SELECT max(position)::text AS at FROM projection.checkpoint WHERE association = $1`, [
      SEIZO,
    ])) as {
      at: string;
    }[]
  )[0]!.at.padStart(16, '0');

describe('a mapping', () => {
  it('is saved under a name, and is one and the same when it is saved again', async () => {
    const saved = await kiroku.put(MAPPING, officer, mapping);
    expect([saved.status, (await kiroku.put(MAPPING, officer, mapping)).status]).toEqual([201, 200]);
    const shown = await kiroku.get<typeof mapping>(MAPPING, officer);
    expect(shown.body).toMatchObject({ name: 'teikyo-kiroku', ...mapping });
    const list = await kiroku.get<{ mappings: { name: string }[] }>('/v1/register-mappings', officer);
    expect(list.body.mappings.map(({ name }) => name)).toEqual(['teikyo-kiroku']);
  });

  it('that leaves a record without its fields is refused, as is a field that nobody knows', async () => {
    const poor = await kiroku.put<Problem>('/v1/register-mappings/poor', officer, { ...mapping, constants: [] });
    expect([poor.status, poor.body.errors?.map(({ detail }) => detail)]).toEqual([
      400,
      ['lacks party or partyName', 'lacks purpose', 'lacks route', 'lacks partyClass', 'lacks partyLocation'],
    ]);
    const odd = { ...mapping, columns: [{ name: 'x', field: 'mood' }] };
    expect((await kiroku.put('/v1/register-mappings/odd', officer, odd)).status).toBe(400);
    expect((await kiroku.put('/v1/register-mappings/NO!', officer, mapping)).status).toBe(400);
    expect((await kiroku.get('/v1/register-mappings/poor', officer)).status).toBe(404);
  });

  it('is kept by officers alone', async () => {
    const integrator = await kiroku.token('integrator', SEIZO);
    expect((await kiroku.put(MAPPING, integrator, mapping)).status).toBe(403);
    expect((await kiroku.upload(IMPORTS, integrator, FILE, CSV)).status).toBe(403);
  });
});

describe('a register of before', () => {
  it('becomes records with their own days, marked as not evidenced before today; what cannot be read is kept for repair', async () => {
    const { accepted, job } = await bring(FILE);
    expect([accepted.status, job.status, job.recorded, job.rejected]).toEqual([202, 'done', 3, 2]);
    const outcomes = await outcomesOf(kiroku, officer, job);
    expect(outcomes.map(({ line, status, code, pointer }) => [line, status, code, pointer])).toEqual([
      [2, 'recorded', null, null],
      [3, 'recorded', null, null],
      [4, 'rejected', 'cell-unreadable', '/occurredOn'],
      [5, 'rejected', 'member-unknown', ''],
      [6, 'recorded', null, null],
    ]);
    // The same row twice is one record.
    expect(outcomes[4]!.transfer).toBe(outcomes[0]!.transfer);
    const rejected = await kiroku.get<string>(job.links.rejected, officer);
    expect(linesOf<{ line: number; text: string }>(rejected.body).map(({ line }) => line)).toEqual([4, 5]);

    const today = dayInJapan(new Date().toISOString());
    const [one, two] = [outcomes[0]!, outcomes[1]!].map(({ transfer: id, position }) => ({
      id: id!,
      position: position!,
    }));
    const [record] = await recordsOf(kiroku, SEIZO, 'provision-records', one!);
    expect(record).toMatchObject({
      status: 'in-force',
      occurredOn: '2022-04-01',
      madeOn: '2022-04-03',
      method: 'EACH',
      retainUntil: '2025-04-03',
      complete: true,
      notEvidencedBefore: today,
      person: { ref: first.ref },
    });
    const [lacking] = await recordsOf(kiroku, SEIZO, 'provision-records', two!);
    expect([lacking!.occurredOn, lacking!.missing]).toEqual(['2019-04-30', ['consent']]);

    const shown = await kiroku.get<{ transfer: { source: string } & object; versions: { groups: Answer['groups'] }[] }>(
      `/v1/transfers/${one!.id}`,
      officer,
    );
    expect(JSON.stringify(shown.body)).toContain('register.teikyo-kiroku');
    expect(shown.body.versions[0]!.groups[0]!.findings).toEqual([]);
  });

  it('is told as such to the member, with the day from which the ledger holds all', async () => {
    const member = await kiroku.token('member', SEIZO, first.ref);
    const { body } = await kiroku.get<{
      recordsHeldFrom: string;
      transfers: { occurredOn: string; notEvidencedBefore: string | null }[];
    }>(`/v1/me/transfers?limit=200&atLeast=${await head()}`, member);
    expect(body.recordsHeldFrom).toBe('2024-04-01');
    const old = body.transfers.filter(({ occurredOn }) => occurredOn < body.recordsHeldFrom);
    expect(old.length).toBeGreaterThan(0);
    for (const { notEvidencedBefore } of old) expect(notEvidencedBefore).toBe(dayInJapan(new Date().toISOString()));
  });

  it('that comes again is the same facts', async () => {
    const before = await head();
    const { job } = await bring(FILE);
    expect([job.recorded, job.rejected]).toEqual([3, 2]);
    expect(await head()).toBe(before);
  });

  it('is read as it was when the file came in, in Shift_JIS too', async () => {
    const ascii = {
      ...mapping,
      columns: mapping.columns.map((column) => ({ name: column.field, field: column.field })),
      constants: mapping.constants,
    };
    expect((await kiroku.put('/v1/register-mappings/ascii', officer, ascii)).status).toBe(201);
    const cells = `2021-06-01,R3.6.2,${symbol},${number},${branch},NAME,PAPER,`;
    const file = Buffer.concat([
      Buffer.from(`${ascii.columns.map(({ name }) => name).join(',')}\r\n${cells}`),
      // 有 in Shift_JIS.
      Buffer.from([0x97, 0x4c]),
    ]);
    const { job } = await bring(file, '/v1/registers/imports?mapping=ascii', {
      'content-type': 'text/csv; charset=shift_jis',
    });
    const [outcome] = await outcomesOf(kiroku, officer, job);
    const at = { id: outcome!.transfer!, position: outcome!.position! };
    expect(await recordsOf(kiroku, SEIZO, 'provision-records', at)).toMatchObject([
      { occurredOn: '2021-06-01', complete: true },
    ]);
  });

  it('keeps its mark when it is corrected', async () => {
    const found = await kiroku.get<{ transfers: { id: string }[] }>(
      `/v1/provision-records?to=2022-12-31&limit=200`,
      officer,
    );
    const [{ transfer }] = (found.body as unknown as { records: { transfer: string }[] }).records as [
      { transfer: string },
    ];
    const corrected = await kiroku.post<Answer>(`/v1/transfers/${transfer}/corrections`, officer, {
      version: 1,
      reason: '転記の誤り',
      means: 'ELECTRONIC',
    });
    expect(corrected.status).toBe(201);
    expect(corrected.body.groups[0]!.findings).toEqual([]);
    const [record] = await recordsOf(kiroku, SEIZO, 'provision-records', corrected.body);
    expect([record!.status, record!.notEvidencedBefore]).toEqual(['corrected', dayInJapan(new Date().toISOString())]);
  });

  it.each([
    [
      'by a mapping that nobody saved',
      '/v1/registers/imports?mapping=nobody',
      FILE,
      CSV,
      404,
      'register-mapping-unknown',
    ],
    ['without a mapping', '/v1/registers/imports', FILE, CSV, 400, 'invalid-request'],
    ['of another type', IMPORTS, '{}', { 'content-type': 'application/x-ndjson' }, 415, 'unsupported-media-type'],
    ['without a column that the mapping reads', IMPORTS, '提供年月日\r\n', CSV, 400, 'import-header'],
    ['that is empty', IMPORTS, '', CSV, 400, 'import-header'],
  ])('is refused %s', async (_what, path, file, headers, status, code) => {
    const answer = await kiroku.upload<Problem>(path, officer, file, headers);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });
});
