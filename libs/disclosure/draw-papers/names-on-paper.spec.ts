import { drawPaper } from './draw-paper.js';
import { Face } from './face.js';
import { aPaper } from './testing/a-paper.js';
import { readPdf, rolesOf, textOf } from '../../../test/harness/read-pdf.js';

describe('a name on paper', () => {
  const faces = { regular: new Face('regular'), bold: new Face('bold') };
  const read = (addressee: string, language: 'ja' | 'en' = 'ja') =>
    readPdf(drawPaper(aPaper({ addressee, language }), faces));
  const shown = async (name: string) => rolesOf((await read(name)).pages[0]!)[2]![1];

  // Beside signs that Windows adds: variants by selectors, twins that one glyph shows, a mark of its own.
  it.each(['髙﨑𠮷濵栁邉㈱㋿', '辻󠄀 葛󠄀飾', '金\uF90A 神\uFA19', 'か\u3099', 'アイウｱｲｳ①Ⅷ㎡'])(
    '%s is read as it was written',
    async (name) => {
      expect(await shown(name)).toBe(name);
    },
  );

  it('shows 〓 for a sign that the font has not, and says which', async () => {
    const pdf = await read('見本\uE000\u{1F600}太郎');
    expect(rolesOf(pdf.pages[0]!)[2]).toEqual(['P', '見本〓〓太郎']);
    expect(textOf(pdf)).toContain('この書面の書体で表せない文字を示します（Unicode U+E000, U+1F600）');
    expect(textOf(await read('x\uE000', 'en'))).toContain('(Unicode U+E000)');
  });

  it('says nothing of 〓 where there is none', async () => {
    expect(textOf(await read('見本太郎'))).not.toContain('〓');
  });

  it('names some of the missing signs where there are many', async () => {
    const many = Array.from({ length: 30 }, (_, place) => String.fromCodePoint(0xe000 + place)).join('');
    const text = textOf(await read(many));
    expect(text).toContain('U+E013');
    expect(text).not.toContain('U+E014');
    expect(text).toContain('ほか');
  });

  it('cannot turn, hide or end anything by signs that are not seen', async () => {
    const unseen = '\0\x07\x1B\u200B\u202E\u2066\u2069\uFEFF\u{E0041}';
    expect(await shown(`見${unseen}本) Tj ET /X BMC (太郎`)).toBe('見本) Tj ET /X BMC (太郎');
    expect(textOf(await read(`見${unseen}本`))).not.toContain('〓');
  });

  it('may hold half a sign', async () => {
    expect(await shown('見\uD842本')).toBe('見〓本');
  });

  it('may be of signs without end', async () => {
    const marks = `見${'\u3099'.repeat(2000)}本`;
    expect((await read(marks)).pages.length).toBeGreaterThan(0);
  });
});
