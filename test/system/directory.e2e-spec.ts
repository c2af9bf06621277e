import { KirokuInProcess } from '../harness/kiroku-in-process.js';
import { B04, type Problem } from '../harness/recording.js';

let kiroku: KirokuInProcess;
let officer: string;

beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
  officer = await kiroku.token('officer', B04.association);
}, 60_000);
afterAll(() => kiroku.stop());

describe('an insurer number that was mistyped', () => {
  const wrong = { pointer: '/insurerNumber', detail: 'has a wrong check digit' };

  it('is refused of a member', async () => {
    const person = { insurerNumber: '06990015', number: '1', name: '見本 一郎' };
    const { status, body } = await kiroku.post<Problem>('/v1/members', officer, person);
    expect([status, body.code, body.errors]).toEqual([400, 'invalid-request', [wrong]]);
  });

  it('is refused of an association, which is not registered by it', async () => {
    const operator = await kiroku.token('operator', null);
    const association = {
      id: 'mistyped-kenpo',
      class: 'KENPO',
      name: { ja: '誤記健康保険組合', en: 'Mistyped Kenpo' },
      insurerNumber: '06990015',
      address: '東京都見本区1-1',
      representative: '理事長 見本 一郎',
      contact: { desk: '個人情報相談窓口', phone: '00-0000-0000', complaintDesk: '苦情受付窓口' },
      recordsHeldFrom: '2024-04-01',
      purposes: [{ code: 'U06', publishedFrom: '2024-04-01' }],
    };
    const refused = await kiroku.post<Problem>('/v1/associations', operator, association);
    expect([refused.status, refused.body.errors]).toEqual([400, [wrong]]);
    const right = await kiroku.post<object>('/v1/associations', operator, { ...association, insurerNumber: '990010' });
    expect(right.status).toBe(201);
  });
});
