import { feed } from '../harness/feeds.js';
import { newDataDir, removeDataDir, RunningKiroku } from '../harness/running-kiroku.js';

const b04 = feed('B04');
const dataDir = newDataDir();
let kiroku: RunningKiroku;
let integrator: string;
beforeAll(async () => {
  kiroku = await RunningKiroku.start({ dataDir });
  integrator = await kiroku.token('integrator', b04.association);
}, 90_000);
afterAll(async () => {
  await kiroku.stop();
  await removeDataDir(dataDir);
}, 60_000);

interface PrintedArticle {
  readonly printed: string;
  readonly status: string;
  readonly current: { readonly ref: string; readonly ja: string } | null;
}

describe('articles by the numbers that people print (law.md section 0)', () => {
  const read = async (printed: string, printedOn = '') => {
    const query = new URLSearchParams({ printed, ...(printedOn && { printedOn }) });
    const { body } = await kiroku.get<{ reading: PrintedArticle }>(`/v1/catalogue/articles?${query}`, integrator);
    return body.reading;
  };

  it('shows the current one beside an old one, Japanese or English', async () => {
    for (const printed of ['個人情報保護法第23条第5項第3号', 'APPI 23(4)(iii)']) {
      const { status, current } = await read(printed);
      expect([status, current?.ref, current?.ja]).toEqual([
        'superseded',
        'APPI 27(5)(iii)',
        expect.stringContaining('共同利用'),
      ]);
    }
    expect((await read('23条5項')).status).toBe('ambiguous');
    expect((await read('25条', '2019-04-01')).current?.ref).toBe('APPI 29');
    expect(await read('刑事訴訟法197条2項')).toMatchObject({ status: 'unknown', current: null });
  });

  it('lists what each number was', async () => {
    const { body } = await kiroku.get<{ articles: object[]; reading: null }>('/v1/catalogue/articles', integrator);
    expect(body.reading).toBeNull();
    expect(body.articles).toContainEqual(
      expect.objectContaining({
        ref: 'NUM 9(5)',
        was: expect.arrayContaining([{ numbering: '2017-05', ref: 'NUM 9(4)' }]),
      }),
    );
  });

  it('refuses a day that is none and a text that is no number, with their names', async () => {
    for (const query of ['printed=x&printedOn=2019-02-30', `printed=${'x'.repeat(200)}`, 'printed=x&page=2']) {
      const { status, body } = await kiroku.get<{ code: string }>(`/v1/catalogue/articles?${query}`, integrator);
      expect([status, body.code]).toEqual([400, 'invalid-request']);
    }
  });

  it('takes an old number as the ground of a transfer, and shows it with the current one', async () => {
    const ground = { route: 'E1', law: { act: '個人情報保護法', article: '第23条第1項第1号', requestRef: '照会 12' } };
    const post = { ...b04.post, externalId: 'old-number', ground };
    const { status, body } = await kiroku.post<{ id: string }>('/v1/transfers', integrator, post);
    expect(status).toBe(201);
    const shown = await kiroku.get<{ versions: { articles: PrintedArticle[] }[] }>(
      `/v1/transfers/${body.id}`,
      integrator,
    );
    expect(shown.body.versions[0]!.articles).toMatchObject([
      { printed: '個人情報保護法 第23条第1項第1号', status: 'superseded', current: { ref: 'APPI 27(1)(i)' } },
    ]);
  });
});
