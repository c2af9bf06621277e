import { verifyIssued, withProof } from '#proof';
import { anIssuedDocument } from '../../../test/harness/an-issued-document.js';
import { drawPaper } from './draw-paper.js';
import { Face } from './face.js';
import { A_CODE, aPaper, aTable, recordRows } from './testing/a-paper.js';
import { readPdf, rolesOf, type StructureNode, textOf } from '../../../test/harness/read-pdf.js';

// pdfjs reads what pdfkit wrote, so that no mistake of the one hides in the other.
describe('a paper as a PDF', () => {
  const faces = { regular: new Face('regular'), bold: new Face('bold') };
  const read = (changed: Parameters<typeof aPaper>[0] = {}) => readPdf(drawPaper(aPaper(changed), faces));

  it('tells its title, its language and that it is tagged, and says to be PDF/UA', async () => {
    const pdf = await read({ title: '開示書 <A&B>' });
    expect(pdf).toMatchObject({ title: '開示書 <A&B>', lang: 'ja', marked: true });
    expect(pdf.info).toMatchObject({ Title: '開示書 <A&B>', Keywords: A_CODE });
    expect((await read({ language: 'en' })).lang).toBe('en');
    const text = Buffer.from(drawPaper(aPaper(), faces)).toString('latin1');
    expect(text).toContain('<pdfuaid:part>1</pdfuaid:part>');
    expect(text).toContain('/DisplayDocTitle true');
  });

  it('embeds what it uses of its fonts, and no other font', async () => {
    const bytes = drawPaper(aPaper(), faces);
    const { fonts } = await readPdf(bytes);
    expect(fonts).toEqual([
      expect.stringMatching(/^[A-Z]{6}\+NotoSansJP-Regular$/),
      expect.stringMatching(/^[A-Z]{6}\+NotoSansJP-Bold$/),
    ]);
    const text = Buffer.from(bytes).toString('latin1');
    expect(text.match(/\/FontFile2 \d+ 0 R/g)).toHaveLength(2);
    expect(text.match(/\/BaseFont \/\S+/g)?.every((name) => name.includes('+NotoSansJP'))).toBe(true);
    expect(bytes.length).toBeLessThan(150_000);
  });

  it('has a structure in the order of reading', async () => {
    const pdf = await read({
      blocks: [
        { kind: 'heading', text: '見出し' },
        { kind: 'text', text: '本文' },
        { kind: 'list', items: ['一つめ'] },
        { kind: 'facts', facts: [['氏名', '髙﨑']] },
        aTable([['1', '2', '3', '4', '5']]),
      ],
      check: { code: A_CODE, url: 'https://kiroku.example/check', promises: ['約束'] },
    });
    const roles = rolesOf(pdf.pages[0]!).map(([role, text]) => `${role} ${text}`.trim());
    expect(roles).toEqual([
      'Document',
      'P 発行日 令和8年11月29日（2026年11月29日）',
      'P 髙﨑𠮷濵 様',
      'P 見本健康保険組合',
      'H1 第三者提供記録の開示書',
      'H2 見出し',
      'P 本文',
      'L',
      'LI',
      'Lbl ・',
      'LBody 一つめ',
      'Table',
      'TR',
      'TH 氏名',
      'TD 髙﨑',
      'Table',
      'Caption 提供の記録',
      'TR',
      'TH 年月日',
      'TH 相手方',
      'TH 項目',
      'TH 根拠',
      'TH 位置',
      'TR',
      'TD 1',
      'TD 2',
      'TD 3',
      'TD 4',
      'TD 5',
      'H2 この書面の確かめ方',
      'L',
      'LI',
      'Lbl ・',
      'LBody 約束',
      `P 確認コード ${A_CODE}`,
      'P 確認のページ（QRコードも同じ）: https://kiroku.example/check',
      'Figure',
    ]);
  });

  it('says of a head which cells it is the head of, and what a picture shows', async () => {
    const { pages } = await read({ blocks: [{ kind: 'facts', facts: [['氏名', '髙﨑']] }, aTable(recordRows(1))] });
    const all = nodesOf(pages[0]!.structure);
    const scopes = all.filter(({ role }) => role === 'TH').map((node) => (node as { scope?: string }).scope);
    expect(scopes).toEqual(['Row', ...Array<string>(5).fill('Column')]);
    expect(all.find(({ role }) => role === 'Figure')?.alt).toContain(`https://kiroku.example/check#${A_CODE}`);
  });

  it('marks all that is drawn: as content of its structure, or as no part of it', async () => {
    const { pages } = await read({ blocks: [aTable(recordRows(60))] });
    expect(pages.length).toBeGreaterThan(2);
    for (const { marked } of pages)
      expect([...marked.keys()].filter((id) => !/^(Artifact|p\d+R_mc\d+)$/.test(id))).toEqual([]);
  });

  it('numbers its pages and says the code on each', async () => {
    const { pages } = await read({ blocks: [aTable(recordRows(60))] });
    pages.forEach(({ marked }, place) => {
      const margin = marked.get('Artifact')!.replaceAll(' ', '');
      expect(margin).toContain(`確認コード${A_CODE}`);
      expect(margin).toContain(`${place + 1}/${pages.length}`);
    });
  });

  it('repeats the heads of a table on each page, and tells them once', async () => {
    const { pages } = await read({ blocks: [aTable(recordRows(60))] });
    expect(pages[1]!.text).toContain('相手方');
    expect(
      rolesOf(pages[1]!)
        .filter(([role]) => role === 'TH')
        .every(([, text]) => text === ''),
    ).toBe(true);
  });

  it('leaves out no row', async () => {
    const text = textOf(await read({ blocks: [aTable(recordRows(200))] }));
    for (let row = 1; row <= 200; row++) expect(text).toContain(`No.${row}`);
  });

  it('goes on on the next page with a cell that is longer than a page', async () => {
    const long = Array.from({ length: 900 }, (_, place) => `項目その${place}、`).join('');
    const pdf = await read({
      blocks: [
        aTable([
          ['1', '2', long, '4', '5'],
          ['6', '7', '8', '9', '次の行'],
        ]),
      ],
    });
    const cells = pdf.pages.flatMap(rolesOf).filter(([role]) => role === 'TD');
    const ofLong = cells.map(([, text]) => text.replaceAll(' ', '')).filter(({ length }) => length > '次の行'.length);
    expect(ofLong.join('')).toBe(long);
    expect(pdf.pages.length).toBeGreaterThan(3);
    expect(textOf(pdf)).toContain('次の行');
  });

  it('keeps how it is checked together on the last page', async () => {
    for (const rows of [8, 10, 12, 14, 16]) {
      const { pages } = await read({ blocks: [aTable(recordRows(rows))] });
      const last = pages.at(-1)!;
      expect(last.text).toContain('この書面の確かめ方');
      expect(last.text).toContain('開いた鎖にある記録は');
      expect(nodesOf(last.structure).some(({ role }) => role === 'Figure')).toBe(true);
    }
  });

  it('says no address and draws no code where the association has no check page', async () => {
    const { pages } = await read({ check: { code: A_CODE, url: null, promises: [] } });
    expect(nodesOf(pages[0]!.structure).some(({ role }) => role === 'Figure')).toBe(false);
    expect(pages[0]!.text).toContain(A_CODE);
  });

  it('gives the same bytes for the same paper', () => {
    const first = drawPaper(aPaper(), faces);
    drawPaper(aPaper({ addressee: '葛󠄀飾 様' }), faces);
    const fresh = { regular: new Face('regular'), bold: new Face('bold') };
    expect(Buffer.compare(drawPaper(aPaper(), faces), first)).toBe(0);
    expect(Buffer.compare(drawPaper(aPaper(), fresh), first)).toBe(0);
    expect(Buffer.compare(drawPaper(aPaper({ addressee: '見本' }), faces), first)).not.toBe(0);
  });

  it('takes its proof as the one update that verifiers know, and reads as before', async () => {
    const paper = aPaper({ blocks: [aTable(recordRows(200))] });
    const pdf = drawPaper(paper, faces);
    const { proof, log } = await anIssuedDocument(pdf);
    const file = withProof(pdf, proof);
    expect((await verifyIssued(file, null, log.keys)).failures).toEqual([]);
    expect(await readPdf(file)).toEqual(await readPdf(pdf));
  });

  it.each([
    ['a table without columns', { blocks: [{ kind: 'table', caption: '', columns: [], rows: [['x']] }] }],
    [
      'a column without a width',
      { blocks: [{ kind: 'table', caption: '', columns: [{ title: 'a', width: 0 }], rows: [] }] },
    ],
    ['a row with a cell too few', { blocks: [aTable([['1']])] }],
  ] as const)('refuses %s', (_, changed) => {
    expect(() => drawPaper(aPaper(changed), faces)).toThrow(RangeError);
  });
});

function nodesOf(node: StructureNode): readonly StructureNode[] {
  return [node, ...(node.children ?? []).flatMap(nodesOf)];
}
