import { BUNDLE_FILES } from '#proof';
import { bundleReadme } from './bundle-readme.js';

const text = bundleReadme({
  association: 'mihon-seizo',
  organisation: '見本製造健康保険組合',
  origin: 'ledger.example/log/mihon-seizo',
  from: '2026-04-01',
  to: '2027-03-31',
  digests: `${'a'.repeat(64)}  index.html\n${'b'.repeat(64)}  verify.mjs\n`,
});
const [japanese, english] = text.split(/^-{70,}$/m) as [string, string];

describe('what a bundle says of itself', () => {
  it.each([
    ['Japanese', japanese],
    ['English', english],
  ])('says in %s of whom and when it is, how to verify it, and by what', (_, part) => {
    for (const word of ['mihon-seizo', '2026-04-01', '2027-03-31', 'ledger.example/log/mihon-seizo'])
      expect(part).toContain(word);
    expect(part).toMatch(/node verify\.mjs \S+\.zip --key/);
    expect(part).toContain('index.html');
    expect(part).toContain(`    ${'b'.repeat(64)}  verify.mjs\n`);
    expect(part).toContain('/docs/verifier');
  });

  it('names every file that verifying rests on', () => {
    const files = Object.values(BUNDLE_FILES).map((name) => name.replace(/^records\/.*/, 'records/'));
    for (const name of [...files, 'timestamps/']) expect([name, text.split(name).length > 2]).toEqual([name, true]);
  });

  it('says what is not proven beside what is', () => {
    expect(japanese).toMatch(/証明されること[\s\S]+証明されないこと/);
    expect(english).toMatch(/What is proven[\s\S]+What is not/);
  });
});
