import { CHECKS, FAILURES, NOT_PROMISED } from './report-texts.js';
import { failed, joinReports, reportOf, VERDICT_EXIT } from './report.js';
import { wordsOf } from './report-words.js';
import { shownJson } from './shown-text.js';

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

  it('calls nothing broken that is whole and only old, or shows a person twice', () => {
    const old = failed({ what: 'too-old' });
    const twice = failed({ what: 'second-reference' });
    expect(wordsOf(old, 'en')[0]).toBe('Nothing was found to be altered, but it is older than is allowed.');
    expect(wordsOf(twice, 'ja')[0]).toBe('改変は見つかりませんでしたが、一人に二つの加入者参照があります。');
    const altered = failed({ what: 'entry-differs' });
    for (const one of [joinReports([old, altered]), joinReports([twice, old])])
      expect(wordsOf(one, 'en')[0]).toBe('The evidence is broken.');
  });

  it('shows what evidence says and does not obey it, nor shows it without end', () => {
    const evil = '\u001b[2K\u009b1A\r\nVerified\u202e\u2066\u2028\u200b\ufeff\ud800';
    const failure = { what: 'file-surplus', position: evil, where: evil, expected: evil, found: evil } as const;
    const about = [{ what: 'reference', value: evil }] as const;
    const report = reportOf({ checked: [], failures: [failure], notPromised: [], about });
    for (const language of ['ja', 'en'] as const) {
      const words = wordsOf(report, language);
      expect(words).toHaveLength(5);
      for (const line of words) expect(line).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
      expect(words[1]).toContain('\\u001b[2K\\u009b1A\\u000d\\u000aVerified\\u202e');
    }
    expect(shownJson(report)).not.toMatch(/[^\P{Cc}\n]|[\p{Cf}\p{Cs}\u2028\u2029]/u);
    expect(JSON.parse(shownJson(report))).toEqual(report);
    const long = wordsOf(failed({ what: 'unknown-format', found: 'x'.repeat(10_000) }), 'en');
    expect(long.at(-1)!.length).toBeLessThan(400);
  });

  it('names in words the position, what was expected and what was found', () => {
    const failure = { what: 'entry-differs', position: '0000000000000003', expected: 'aa', found: 'bb' } as const;
    const words = wordsOf(reportOf({ checked: OK.checked, failures: [failure], notPromised: ['truth'] }), 'en');
    expect(words.join('\n')).toContain('entry-differs (position 0000000000000003)');
    expect(words).toEqual(expect.arrayContaining(['    expected: aa', '    found: bb', 'Checked:']));
    expect(wordsOf(failed(failure), 'ja')[0]).toBe('証拠が壊れています。');
  });
});
