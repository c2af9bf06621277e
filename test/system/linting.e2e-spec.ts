import { KirokuInProcess } from '../harness/kiroku-in-process.js';

interface Finding {
  readonly check: string;
  readonly code: string;
  readonly severity: string;
  readonly arrangement: { readonly id: string; readonly version: number } | null;
  readonly pointer: string;
  readonly printed: string | null;
  readonly instead: string | null;
  readonly ja: string;
  readonly en: string;
  readonly citations: readonly { readonly ref: string; readonly ja: string; readonly en: string }[];
}
interface Answer {
  readonly on: string;
  readonly arrangements: number;
  readonly findings: readonly Finding[];
}

const SAMPLES = ['mihon-seizo', 'mihon-unyu', 'mihon-shokuhin', 'mihon-sekkei', 'mihon-kurashi'];
const AS_PRINTED = '2024-10-01';
const AS_REPAIRED = '2026-10-01';

let kiroku: KirokuInProcess;
beforeAll(async () => {
  kiroku = await KirokuInProcess.start();
}, 120_000);
afterAll(() => kiroku.stop());

async function lint(association: string, on: string): Promise<Answer> {
  const { status, body } = await kiroku.get<Answer>(`/v1/lint?on=${on}`, await kiroku.token('officer', association));
  expect(status).toBe(200);
  return body;
}

/** What a check found at an association: where, or which words. */
async function found(check: string, association: string): Promise<string[]> {
  const { findings } = await lint(association, AS_PRINTED);
  return findings
    .filter((one) => one.check === check)
    .map(({ arrangement, pointer, printed }) => [arrangement?.id, pointer, printed].filter(Boolean).join(' '));
}

describe('what the policies print, law.md 7.1', () => {
  it('L1: responsible persons are job titles, one on each side, without address and representative', async () => {
    const of = (id: string) => [
      `${id} /responsible/name`,
      `${id} /responsible/address`,
      `${id} /responsible/representative`,
    ];
    expect(await found('L1', 'mihon-seizo')).toEqual(['B01', 'B03'].flatMap(of));
    expect(await found('L1', 'mihon-sekkei')).toEqual(['D06', 'M14', 'M17', 'M19', 'M26'].flatMap(of));
  });

  it('L2: old numbers of articles, and two numberings in one policy', async () => {
    expect(await found('L2', 'mihon-seizo')).toEqual(
      expect.arrayContaining(['B01 /printedCitations/0 APPI 23(5)(iii)', 'B03 /printedCitations/0 APPI 23(5)(iii)']),
    );
    const printed = (await lint('mihon-sekkei', AS_PRINTED)).findings.filter(({ check }) => check === 'L2');
    const words = new Map(printed.map((one) => [one.printed, one.instead]));
    expect([words.get('APPI 23(1)'), words.get('APPI 23(4)(iii)')]).toEqual(['APPI 27(1)', 'APPI 27(5)(iii)']);
    expect(printed.map(({ code }) => code)).toContain('ARTICLE_NUMBERS_MIXED');
    expect([words.has('APPI 23(5)'), words.get('APPI 23(5)')]).toEqual([true, 'APPI 27(5)']);
  });

  it('L3: lists of items that end in "etc."', async () => {
    expect(await found('L3', 'mihon-seizo')).toEqual(expect.arrayContaining(['B01', 'B03']));
    expect(await found('L3', 'mihon-sekkei')).toContain('M26');
  });

  it('L4: an entrustee among the joint users', async () => {
    expect(await found('L4', 'mihon-sekkei')).toEqual(['D06 /users/1', 'M14 /users/1', 'M26 /users/2']);
  });

  it('L5: users that the employer’s own rules name', async () => {
    expect(await found('L5', 'mihon-seizo')).toEqual(['B03 /users/1']);
  });

  it('L6: attendance goes to a joint user outside the list', async () => {
    expect(await found('L6', 'mihon-seizo')).toEqual(['B04 /items/0']);
  });

  it('L7: a purpose without the matters of joint use', async () => {
    const places = ['D06 /users', 'D06 /responsible'];
    expect(await found('L7', 'mihon-unyu')).toEqual(places);
    expect(await found('L7', 'mihon-shokuhin')).toEqual(places);
    expect(await found('L7', 'mihon-sekkei')).toEqual([]);
  });

  it('L8: illness history goes out, and no route is said', async () => {
    expect(await found('L8', 'mihon-kurashi')).toEqual(['P01', 'P01-ABROAD', 'P02', 'P02-INV', 'P03', 'P04']);
  });

  it('L9: tables that answer a request for notice of purposes by reference', async () => {
    for (const association of SAMPLES) {
      const isTable = ['mihon-unyu', 'mihon-shokuhin', 'mihon-sekkei'].includes(association);
      const { findings } = await lint(association, AS_PRINTED);
      const known = findings.filter(({ severity }) => severity === 'information').map(({ check }) => check);
      expect([association, known]).toEqual([association, isTable ? ['L9'] : []]);
    }
  });

  it('L10: empty cells, a doubled comma, a misprint', async () => {
    const seizo = (await lint('mihon-seizo', AS_PRINTED)).findings.filter(({ check }) => check === 'L10');
    expect(seizo.map(({ code }) => code)).toEqual(Array.from({ length: 6 }, () => 'PURPOSE_TEXT_EMPTY'));
    expect(await found('L10', 'mihon-shokuhin')).toEqual([expect.stringMatching(/text\/ja 、、$/)]);
    expect(await found('L10', 'mihon-unyu')).toEqual([expect.stringMatching(/text\/ja 組合法・理事会$/)]);
  });

  it('L11: words of a machine translation', async () => {
    const words = (await lint('mihon-sekkei', AS_PRINTED)).findings.filter(({ check }) => check === 'L11');
    expect(words.map(({ printed }) => printed)).toEqual(
      expect.arrayContaining(['probate', 'RECEIPT', 'lump sum for all households']),
    );
    expect(await found('L11', 'mihon-unyu')).toEqual([]);
  });

  it('stands with a place, both languages, and articles', async () => {
    for (const association of SAMPLES) {
      for (const { ja, en, citations, pointer, severity } of (await lint(association, AS_PRINTED)).findings) {
        expect([ja.length > 0, en.length > 0, citations.length > 0]).toEqual([true, true, true]);
        expect(citations.every((one) => one.ja !== one.ref)).toBe(true);
        expect(pointer).toMatch(/^(\/[A-Za-z0-9]+)*$/);
        expect(['fault', 'remark', 'information']).toContain(severity);
      }
    }
  });
});

it.each(SAMPLES)('finds nothing to mend in %s as repaired', async (association) => {
  const { findings, arrangements } = await lint(association, AS_REPAIRED);
  expect(arrangements).toBeGreaterThan(10);
  expect(findings.filter(({ check }) => check !== 'L9')).toEqual([]);
});

describe('GET /v1/lint', () => {
  it('checks the day that is asked for, today when none is', async () => {
    const officer = await kiroku.token('officer', 'mihon-seizo');
    expect((await kiroku.get<Answer>('/v1/lint?on=2023-01-01', officer)).body).toMatchObject({ arrangements: 0 });
    const { body } = await kiroku.get<Answer>('/v1/lint', officer);
    expect(body.on).toBe(new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10));
  });

  it.each(['on=2026-02-30', 'on=yesterday', 'association=mihon-unyu'])('refuses ?%s', async (query) => {
    const { status } = await kiroku.get(`/v1/lint?${query}`, await kiroku.token('officer', 'mihon-seizo'));
    expect(status).toBe(400);
  });

  it('is for officers and auditors of the association', async () => {
    expect((await kiroku.get('/v1/lint', await kiroku.token('auditor', 'mihon-seizo'))).status).toBe(200);
    expect((await kiroku.get('/v1/lint', await kiroku.token('integrator', 'mihon-seizo'))).status).toBe(403);
  });
});
