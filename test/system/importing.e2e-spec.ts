import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { feed } from '../harness/feeds.js';
import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { fileOf, importFile, outcomesOf, type Import } from '../harness/importing.js';
import { registered } from '../harness/recording.js';

const b04 = feed('B04');
const { members: refs, source: _source, externalId: _name, ...header } = b04.post;
const [anna, ben] = refs.map(({ ref }) => ref) as [string, string];
const UNKNOWN = '6e0f9b1c-7a52-4b7e-9a3c-2f8c7f0d9b11';

let kiroku: KirokuInProcess;
let integrator: string;
let officer: string;
beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  integrator = await kiroku.token('integrator', b04.association);
  officer = await kiroku.token('officer', b04.association);
}, 120_000);
afterAll(() => kiroku.stop());

const transfer = (key: string, own: object = {}) => ({
  t: 'transfer',
  key,
  source: 'kenpo-core',
  externalId: key,
  ...header,
  ...own,
});
const line = (key: string, ref: string, own: object = {}) => ({ t: 'line', key, ref, ...own });
const end = (key: string, count: number) => ({ t: 'end', key, count });

describe('importing NDJSON', () => {
  it('records every transfer, tells of every line, and deletes the file', async () => {
    const lines = [
      transfer('n1'),
      line('n1', anna),
      line('n1', ben),
      end('n1', 2),
      transfer('n2'),
      line('n2', anna),
      end('n2', 1),
    ];
    const { accepted, job } = await importFile(kiroku, integrator, fileOf(lines));
    expect([accepted.status, accepted.headers['location']]).toEqual([202, `/v1/transfers/imports/${job.id}`]);
    expect(job).toMatchObject({ status: 'done', format: 'ndjson', read: 7, recorded: 7, masked: 0, rejected: 0 });
    expect(job.bytesRead).toBe(job.bytes);
    const outcomes = await outcomesOf(kiroku, integrator, job);
    expect(outcomes.map((one) => [one.line, one.status, one.code])).toEqual(
      lines.map((_line, index) => [index + 1, 'recorded', null]),
    );
    const [first, , , , second] = outcomes;
    expect(new Set(outcomes.map((one) => one.transfer))).toEqual(new Set([first!.transfer, second!.transfer]));
    const shown = await kiroku.get<{ id: string }>(`/v1/transfers/${first!.transfer}`, officer);
    expect(shown.status).toBe(200);
    const records = await registered(kiroku, { id: first!.transfer!, position: second!.position! });
    expect(records.map(({ person }) => person.ref).sort()).toEqual([anna, ben].sort());
    expect(await kiroku.rows(`SELECT 1 FROM ledger.import_chunk`)).toEqual([]);
  });

  it('is the same fact as the same transfer posted alone', async () => {
    const { job } = await importFile(kiroku, integrator, fileOf([transfer('n3'), line('n3', anna), end('n3', 1)]));
    const [first] = await outcomesOf(kiroku, integrator, job);
    const body = { ...header, source: 'kenpo-core', externalId: 'n3', members: [{ ref: anna }] };
    const posted = await kiroku.post<{ id: string; position: string }>('/v1/transfers', integrator, body);
    expect([posted.status, posted.body.id, posted.body.position]).toEqual([200, first!.transfer, first!.position]);
  });

  it('gives the same facts when the file comes again', async () => {
    const file = fileOf([
      transfer('n4'),
      line('n4', anna),
      end('n4', 1),
      transfer('n5'),
      line('n5', ben),
      end('n5', 1),
    ]);
    const one = await importFile(kiroku, integrator, file);
    const head = await kiroku.rows(`SELECT association, position FROM event_store.log_head ORDER BY association`);
    const other = await importFile(kiroku, integrator, file);
    expect(other.job.id).not.toBe(one.job.id);
    expect(await outcomesOf(kiroku, integrator, other.job)).toEqual(await outcomesOf(kiroku, integrator, one.job));
    expect(await kiroku.rows(`SELECT association, position FROM event_store.log_head ORDER BY association`)).toEqual(
      head,
    );
    expect(other.job.digest).toBe(one.job.digest);
    expect(one.job.digest).not.toContain(createHash('sha256').update(file).digest('hex').slice(0, 8));
  });

  it('gives the same job under the same Idempotency-Key, and refuses another file under it', async () => {
    const file = fileOf([transfer('n6'), line('n6', anna), end('n6', 1)]);
    const headers = { 'idempotency-key': 'monday-file' };
    const one = await importFile(kiroku, integrator, file, headers);
    const again = await importFile(kiroku, integrator, file, headers);
    expect([again.accepted.status, again.job.id]).toEqual([200, one.job.id]);
    const other = await kiroku.upload('/v1/transfers/imports', integrator, `${file}\n\n`, headers);
    expect([other.status, (other.body as { code: string }).code]).toEqual([409, 'import-differs']);
  });

  it('takes no good line down with a bad one, and keeps the bad one for repair', async () => {
    const lines = [
      transfer('m1'),
      line('m1', anna),
      '{"t":"line","key":"m1", broken 山田太郎',
      line('m1', UNKNOWN),
      line('m1', 'not-a-reference'),
      line('m1', anna),
      { t: 'line', key: 'm1', symbol: '10' },
      line('elsewhere', ben),
      line('m1', ben),
      end('m1', 7),
      transfer('m2'),
      line('m2', anna),
      end('m2', 1),
    ];
    const { job } = await importFile(kiroku, integrator, fileOf(lines));
    const outcomes = await outcomesOf(kiroku, integrator, job);
    expect(outcomes.map(({ line: at, status, code, pointer }) => [at, status, code, pointer])).toEqual([
      [1, 'recorded', null, null],
      [2, 'recorded', null, null],
      [3, 'rejected', 'not-json', ''],
      [4, 'rejected', 'member-unknown', ''],
      [5, 'rejected', 'invalid-request', '/ref'],
      [6, 'rejected', 'invalid-request', ''],
      [7, 'rejected', 'invalid-request', ''],
      [8, 'rejected', 'line-astray', '/key'],
      [9, 'recorded', null, null],
      [10, 'recorded', null, null],
      [11, 'recorded', null, null],
      [12, 'recorded', null, null],
      [13, 'recorded', null, null],
    ]);
    expect(job).toMatchObject({ status: 'done', read: 13, recorded: 7, rejected: 6 });
    // The same file again, and so the same step after a crash, comes to the same.
    const again = await importFile(kiroku, integrator, fileOf(lines));
    expect(await outcomesOf(kiroku, integrator, again.job)).toEqual(outcomes);
    const records = await registered(kiroku, { id: outcomes[0]!.transfer!, position: outcomes[12]!.position! });
    expect(records.map(({ person }) => person.ref).sort()).toEqual([anna, ben].sort());
    expect(JSON.stringify(outcomes)).not.toContain('山田');

    const kept = await kiroku.get<string>(job.links.rejected, integrator);
    const texts = kept.body
      .trim()
      .split('\n')
      .map((one) => JSON.parse(one) as { line: number; text: string });
    expect(texts.map((one) => one.line)).toEqual([3, 4, 5, 6, 7, 8]);
    expect(texts[0]!.text).toBe(lines[2]);
    const plain = await kiroku.rows(`SELECT 1 FROM ledger.import_rejected WHERE position($1::bytea IN sealed) > 0`, [
      Buffer.from('山田'),
    ]);
    expect(plain).toEqual([]);
  });

  it('rejects a transfer whose count cannot be true or whose end is missing, with all its lines and no others', async () => {
    const lines = [
      transfer('c1'),
      line('c1', anna),
      end('c1', 2),
      transfer('c2'),
      line('c2', anna),
      transfer('c3'),
      line('c3', anna),
      end('c3', 1),
      transfer('c4', { purpose: 7 }),
      line('c4', anna),
      end('c4', 1),
      transfer('c5', { party: { id: 'nobody' } }),
      line('c5', anna),
      end('c5', 1),
      transfer('c6'),
      line('c6', UNKNOWN),
      end('c6', 1),
      transfer('c7'),
      line('c7', anna),
    ];
    const { job } = await importFile(kiroku, integrator, fileOf(lines));
    const outcomes = await outcomesOf(kiroku, integrator, job);
    expect(outcomes.map(({ status, code, pointer }) => `${status} ${code} ${pointer}`.trim())).toEqual([
      'rejected count-differs',
      'rejected count-differs',
      'rejected count-differs /count',
      'rejected end-missing',
      'rejected end-missing',
      'recorded null null',
      'recorded null null',
      'recorded null null',
      'rejected invalid-request /purpose',
      'rejected transfer-invalid',
      'rejected transfer-invalid',
      'rejected party-unknown /party/id',
      'rejected party-unknown',
      'rejected party-unknown',
      'rejected transfer-empty',
      'rejected member-unknown',
      'rejected transfer-empty',
      'rejected end-missing',
      'rejected end-missing',
    ]);
    expect(job).toMatchObject({ read: 19, recorded: 3, rejected: 16 });
  });

  it('tells what differs from what is on record, with its id', async () => {
    const post = await kiroku.post<{ id: string }>('/v1/transfers', integrator, {
      ...header,
      source: 'kenpo-core',
      externalId: 'd1',
      members: [{ ref: anna }],
    });
    const { job } = await importFile(kiroku, integrator, fileOf([transfer('d1'), line('d1', ben), end('d1', 1)]));
    const outcomes = await outcomesOf(kiroku, integrator, job);
    expect(outcomes.map(({ code, transfer: id }) => [code, id])).toEqual(
      Array(3).fill(['transfer-differs', post.body.id]),
    );
  });

  it('masks individual numbers in what is recorded and in what is kept for repair', async () => {
    const lines = [
      transfer('i1', { upstream: 'from 123456789018' }),
      line('i1', anna),
      end('i1', 1),
      line('i2', ben, { note: '1234 5678 9018' }),
    ];
    const { job } = await importFile(kiroku, integrator, fileOf(lines));
    expect(job).toMatchObject({ recorded: 3, masked: 3, rejected: 1 });
    const outcomes = await outcomesOf(kiroku, integrator, job);
    expect(outcomes[0]!.status).toBe('recorded-masked');
    const kept = await kiroku.get<string>(job.links.rejected, integrator);
    expect(kept.body).toContain('**** **** ****');
    expect(kept.body).not.toContain('9018');
  });

  it('takes a gzipped file, and says so when it is broken', async () => {
    const packed = gzipSync(fileOf([transfer('g1'), line('g1', anna), end('g1', 1)]));
    const headers = { 'content-encoding': 'gzip' };
    const { job } = await importFile(kiroku, integrator, packed, headers);
    expect(job).toMatchObject({ status: 'done', recorded: 3 });
    const broken = await kiroku.upload('/v1/transfers/imports', integrator, packed.subarray(0, 40), headers);
    expect([broken.status, (broken.body as { code: string }).code]).toEqual([400, 'invalid-request']);
  });
});

describe('importing CSV', () => {
  const columns =
    'key,source,externalId,direction,arrangement.id,arrangement.version,party.id,occurredOn,dataKind,purpose,means,items,count';
  const cells = (key: string) => {
    const { direction, arrangement, party, occurredOn, dataKind, purpose, means } = header as unknown as Record<
      string,
      never
    > & {
      arrangement: { id: string; version: number };
      party: { id: string };
    };
    const items = b04.post.items.map(({ code }) => code).join(' ');
    return [
      key,
      'kenpo-core',
      key,
      direction,
      arrangement.id,
      arrangement.version,
      party.id,
      occurredOn,
      dataKind,
      purpose,
      means,
      items,
    ];
  };

  it('reads Shift_JIS of Windows with one row per member', async () => {
    const rows = [
      `${columns},means2`.replace(',means2', ',upstream,member.ref'),
      [...cells('s1'), 2, 'TAKASAKI', anna].join(','),
      `s1${','.repeat(14)}${ben}`,
      [...cells('s2'), '', '', anna].join(','),
    ].join('\r\n');
    const [before, after] = Buffer.from(rows).toString('latin1').split('TAKASAKI') as [string, string];
    const file = Buffer.concat([Buffer.from(before), Buffer.from([0xfb, 0xfc, 0xfa, 0xb1]), Buffer.from(after)]);
    const { job } = await importFile(kiroku, integrator, file, { 'content-type': 'text/csv; charset=Shift_JIS' });
    expect(job).toMatchObject({
      status: 'done',
      format: 'csv',
      encoding: 'shift_jis',
      read: 3,
      recorded: 3,
      rejected: 0,
    });
    const outcomes = await outcomesOf(kiroku, integrator, job);
    expect(outcomes.map((one) => one.line)).toEqual([2, 3, 4]);
    const { period: _period, record: _record, ...inColumns } = header as typeof header & Record<string, unknown>;
    const body = {
      ...inColumns,
      source: 'kenpo-core',
      externalId: 's1',
      upstream: '髙﨑',
      members: [{ ref: anna }, { ref: ben }],
    };
    const posted = await kiroku.post<{ id: string }>('/v1/transfers', integrator, body);
    expect([posted.status, posted.body.id]).toEqual([200, outcomes[0]!.transfer]);
  });

  it('names wrong bytes by their place and never records them mangled', async () => {
    const rows = [`${columns},member.ref`, [...cells('w1'), 2, anna].join(','), `w1${','.repeat(13)}髙﨑`].join('\n');
    const { job } = await importFile(kiroku, integrator, rows, { 'content-type': 'text/csv; charset=shift_jis' });
    const outcomes = await outcomesOf(kiroku, integrator, job);
    expect(outcomes.map(({ status, code }) => [status, code])).toEqual([
      ['recorded', null],
      ['rejected', 'bytes-unreadable'],
    ]);
    expect(outcomes[1]!.detail).toMatch(/^byte \d+ of the line/);
  });

  it('says what is wrong with the transfer at its first row', async () => {
    const rows = [
      `${columns},member.ref`,
      [...cells('x1'), 3, anna].join(','),
      [...cells('x2').with(9, 'U99'), '', anna].join(','),
      [...cells('x3').with(3, 'SIDEWAYS'), '', anna].join(','),
      `x3${','.repeat(13)}${ben}`,
    ].join('\n');
    const { job } = await importFile(kiroku, integrator, rows, { 'content-type': 'text/csv' });
    const outcomes = await outcomesOf(kiroku, integrator, job);
    expect(outcomes.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['count-differs', '/count'],
      ['invalid-request', '/purpose'],
      ['invalid-request', '/direction'],
      ['transfer-invalid', ''],
    ]);
    expect(outcomes[3]!.detail).toBe('line 4 says why');
    const page = await kiroku.get<string>('/docs/problems', integrator);
    for (const { code } of outcomes) expect(page.body).toContain(`<tr id="${code}">`);
    const csv = await kiroku.get<string>(`${job.links.outcomes}?format=csv`, integrator);
    expect(csv.body.split('\r\n')[0]).toBe('line,status,transfer,position,code,pointer,detail');
    expect(csv.body.split('\r\n')[3]).toContain('4,rejected,,,invalid-request,/direction,');
  });

  it('refuses a header row with an unknown column by its name, and keeps nothing', async () => {
    const before = await kiroku.rows(`SELECT count(*) FROM ledger.import_job`);
    const file = `key,Sender\nk,1`;
    const answer = await kiroku.upload('/v1/transfers/imports', integrator, file, { 'content-type': 'text/csv' });
    expect([answer.status, answer.body]).toMatchObject([
      400,
      { code: 'import-header', detail: 'Column 2 (Sender) is no column of an import.' },
    ]);
    expect(await kiroku.rows(`SELECT count(*) FROM ledger.import_job`)).toEqual(before);
  });
});

describe('the examples', () => {
  it.each([
    ['b04.ndjson', 'application/x-ndjson', 8],
    ['b04.csv', 'text/csv', 4],
  ])('%s is recorded line by line', async (name, type, lines) => {
    const file = readFileSync(`deploy/samples/imports/${name}`);
    const { job } = await importFile(kiroku, integrator, file, { 'content-type': type });
    expect(job).toMatchObject({ status: 'done', read: lines, recorded: lines, rejected: 0 });
  });
});

describe('a transfer of more members than a post may name', () => {
  it('is recorded as one, and each member is told', async () => {
    const many = await kiroku.registerMembers(b04.association, 2_500);
    const lines = [transfer('big'), ...many.map((ref) => line('big', ref)), end('big', many.length)];
    const { job } = await importFile(kiroku, integrator, fileOf(lines));
    expect(job).toMatchObject({ status: 'done', recorded: 2_502, rejected: 0 });
    const [first] = await outcomesOf(kiroku, integrator, job);
    const view = await kiroku.get<{ transfers: { transfer: string }[] }>(
      `/v1/members/${many.at(-1)}/transfers?atLeast=${first!.position}`,
      officer,
    );
    expect(view.body.transfers.map((one) => one.transfer)).toEqual([first!.transfer]);
  }, 120_000);
});

describe('who may import', () => {
  it('is an integrator or an officer of the association', async () => {
    const file = fileOf([transfer('r1'), line('r1', anna), end('r1', 1)]);
    for (const [role, status] of [
      ['integrator', 202],
      ['officer', 202],
      ['auditor', 403],
      ['operator', 403],
    ] as const) {
      const token = await kiroku.token(role, role === 'operator' ? null : b04.association);
      const answer = await kiroku.upload('/v1/transfers/imports', token, file);
      expect([role, answer.status]).toEqual([role, status]);
    }
  });

  it("sees nothing of another association's job", async () => {
    const { job } = await importFile(kiroku, officer, fileOf([line('z', anna)]));
    const stranger = await kiroku.token('officer', 'mihon-unyu');
    for (const path of [job.links.self, job.links.outcomes, job.links.rejected]) {
      expect([path, (await kiroku.get(path, stranger)).status]).toEqual([path, 404]);
    }
    expect((await kiroku.delete(job.links.self, stranger)).status).toBe(404);
    expect((await kiroku.get<{ imports: unknown[] }>('/v1/transfers/imports', stranger)).body.imports).toEqual([]);
  });

  it('reads lines and outcomes of its own files alone and ends no other; officers see how far others came', async () => {
    const tokens = {
      officer: await kiroku.tokenOf('desk-1', 'officer', b04.association),
      colleague: await kiroku.tokenOf('desk-2', 'officer', b04.association),
      // One account of two roles, held to no arrangement.
      gateway: await kiroku.tokenOf('desk-1', 'integrator', b04.association),
    };
    const seen = async ({ id, links }: Import, token: string) => {
      const { body } = await kiroku.get<{ imports: Import[] }>('/v1/transfers/imports', token);
      const statuses = [links.self, links.outcomes, links.rejected].map(
        async (path) => (await kiroku.get(path, token)).status,
      );
      const cancelled = (await kiroku.delete(links.self, token)).status;
      return [body.imports.some((one) => one.id === id), ...(await Promise.all(statuses)), cancelled];
    };
    // It has ended: whoever may end it is told so.
    const all = [true, 200, 200, 200, 409];
    const progress = [true, 200, 404, 404, 404];
    const none = [false, 404, 404, 404, 404];
    const { job: desk } = await importFile(kiroku, tokens.officer, fileOf([line('z', anna)]));
    expect(await seen(desk, tokens.officer)).toEqual(all);
    expect(await seen(desk, tokens.colleague)).toEqual(progress);
    expect(await seen(desk, tokens.gateway)).toEqual(none);
    const { job: sent } = await importFile(kiroku, tokens.gateway, fileOf([line('z', anna)]));
    expect(await seen(sent, tokens.gateway)).toEqual(all);
    expect(await seen(sent, tokens.officer)).toEqual(progress);
    expect(await seen(sent, integrator)).toEqual(none);
  });

  it('chooses its idempotency keys alone', async () => {
    const file = fileOf([line('z', anna)]);
    const headers = { 'idempotency-key': 'tuesday-file' };
    const { job } = await importFile(kiroku, integrator, file, headers);
    const other = await importFile(kiroku, officer, `${file}\n`, headers);
    expect([other.accepted.status, other.job.id === job.id]).toEqual([202, false]);
  });

  it('lists the imports of the association page by page, newest first', async () => {
    const first = await kiroku.get<{ imports: Import[]; next: string }>('/v1/transfers/imports?limit=2', officer);
    const second = await kiroku.get<{ imports: Import[] }>(
      `/v1/transfers/imports?limit=2&cursor=${first.body.next}`,
      officer,
    );
    const all = await kiroku.get<{ imports: Import[] }>('/v1/transfers/imports?limit=4', officer);
    expect([...first.body.imports, ...second.body.imports].map(({ id }) => id)).toEqual(
      all.body.imports.map(({ id }) => id),
    );
  });
});

describe('what is refused at the door', () => {
  it.each([
    ['application/json', 415],
    ['text/csv; charset=euc-jp', 415],
    ['text/plain', 415],
  ])('a file of type %s', async (type, status) => {
    const answer = await kiroku.upload('/v1/transfers/imports', integrator, '{}', { 'content-type': type });
    expect(answer.status).toBe(status);
  });

  it('a file of more than a gigabyte, before it is sent', async () => {
    const answer = await kiroku.upload('/v1/transfers/imports', integrator, 'x', { 'content-length': '1073741825' });
    expect([answer.status, answer.body]).toMatchObject([413, { code: 'import-too-large', bytesMax: 1_073_741_824 }]);
  });

  it('a file at a route that takes none', async () => {
    expect((await kiroku.upload('/v1/transfers', integrator, '{}')).status).toBe(415);
  });

  it('the end of a job that has ended', async () => {
    const { job } = await importFile(kiroku, officer, fileOf([line('z', anna)]));
    const answer = await kiroku.delete(job.links.self, officer);
    expect([answer.status, answer.body]).toMatchObject([409, { code: 'import-ended' }]);
  });
});
