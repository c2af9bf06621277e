import { CHECKS, FAILURES, NOT_PROMISED } from './report-texts.js';
import { failed, joinReports, reportOf, VERDICT_EXIT } from './report.js';
import { wordsOf } from './report-words.js';

const OK = reportOf({ checked: [{ what: 'entry', count: 2 }], failures: [], notPromised: ['truth'] });

describe('a report', () => {
  it('is right where nothing failed, broken where anything is, and tells no verdict where it could not look', () => {
    const unknown = failed({ what: 'unknown-format' });
    const altered = failed({ what: 'entry-differs', position: '0000000000000003' });
    expect([OK.ok, unknown.ok, altered.ok]).toEqual(['ok', 'cannot-check', 'broken']);
    expect(joinReports([OK, unknown]).ok).toBe('cannot-check');
    expect(joinReports([unknown, altered]).ok).toBe('broken');
    expect(VERDICT_EXIT).toEqual({ ok: 0, broken: 1, 'cannot-check': 2 });
  });

  it('adds up what was checked and says once what is not promised', () => {
    const joined = joinReports([
      OK,
      OK,
      reportOf({ checked: [{ what: 'row', count: 0 }], failures: [], notPromised: [] }),
    ]);
    expect(joined).toEqual({
      ok: 'ok',
      checked: [{ what: 'entry', count: 4 }],
      failures: [],
      notPromised: ['truth'],
    });
  });

  it('has words in both languages for every code', () => {
    for (const { ja, en } of [CHECKS, FAILURES, NOT_PROMISED].flatMap((texts) => Object.values(texts))) {
      expect(ja).toMatch(/[\u3040-\u30ff\u4e00-\u9fff]/);
      expect(en).toMatch(/^[ -~’]+$/);
    }
  });

  it('names in words the position, what was expected and what was found', () => {
    const failure = { what: 'entry-differs', position: '0000000000000003', expected: 'aa', found: 'bb' } as const;
    const words = wordsOf(reportOf({ checked: OK.checked, failures: [failure], notPromised: ['truth'] }), 'en');
    expect(words.join('\n')).toContain('entry-differs (position 0000000000000003)');
    expect(words).toEqual(expect.arrayContaining(['    expected: aa', '    found: bb', 'Checked:']));
    expect(wordsOf(failed(failure), 'ja')[0]).toBe('証拠が壊れています。');
  });
});
