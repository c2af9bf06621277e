import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import PdfDocument from 'pdfkit';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { aPdf, anIssuedDocument } from '../../../../test/harness/an-issued-document.js';
import { canonicalBytes } from '../canonical.js';
import { PdfError, readPdfBody } from './pdf-body.js';
import { namesProof, splitPdf, withProof } from './pdf-update.js';

const fonts = join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'standard_fonts/');

/** Readers number the fonts of each document that they open. */
const sameName = (page: unknown) => JSON.stringify(page).replaceAll(/g_d\d+_/g, 'g_d_');

async function read(pdf: Uint8Array) {
  const loading = getDocument({ data: new Uint8Array(pdf), standardFontDataUrl: fonts, verbosity: 0 });
  const document = await loading.promise;
  const pages = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    pages.push({
      content: await page.getTextContent(),
      operators: await page.getOperatorList(),
      tree: await page.getStructTree(),
    });
  }
  const attachments = new Map<string, string>();
  for (const [name] of (await document.getAttachments()) ?? [])
    attachments.set(name, Buffer.from((await document.getAttachmentContent(name)) as Uint8Array).toString());
  const { info } = await document.getMetadata();
  const told = { pages: pages.map(sameName), attachments, info, marks: await document.getMarkInfo() };
  await loading.destroy();
  return told;
}

describe('a PDF with its proof attached', () => {
  it('shows the same pages to readers, and the proof as an attachment', async () => {
    const pdf = await aPdf('開示する記録', '二枚目');
    const { proof } = await anIssuedDocument(pdf);
    const file = withProof(pdf, proof);
    const [before, after] = [await read(pdf), await read(file)];
    expect(before.attachments.size).toBe(0);
    expect(before.pages[0]).toContain('開示する記録');
    expect(after.pages).toEqual(before.pages);
    expect([after.info, after.marks]).toEqual([before.info, before.marks]);
    expect([...after.attachments.keys()]).toEqual(['kiroku-proof.json']);
    expect(JSON.parse(after.attachments.get('kiroku-proof.json')!)).toEqual(proof);
  });

  it('is its own bytes and one update behind them, the same each time', async () => {
    const pdf = await aPdf('開示');
    const { proof } = await anIssuedDocument(pdf);
    const file = withProof(pdf, proof);
    expect(Buffer.from(withProof(pdf, { ...proof })).equals(file)).toBe(true);
    const split = splitPdf(file)!;
    expect(Buffer.from(split.body).equals(pdf)).toBe(true);
    expect(Buffer.from(split.proof).equals(canonicalBytes(proof))).toBe(true);
    expect([namesProof(pdf), namesProof(file)]).toEqual([false, true]);
    expect(Buffer.from(file).toString('latin1')).toContain('/AFRelationship /Data');
  });

  it('says the place of each object, and of the table before', async () => {
    const pdf = await aPdf('開示');
    const { proof } = await anIssuedDocument(pdf);
    const text = Buffer.from(withProof(pdf, proof)).toString('latin1');
    const body = readPdfBody(pdf);
    const [, table, tail] = /\nxref\n((?:\d+ 1\n\d{10} 00000 n \n){4})(trailer[^]+)$/.exec(text.slice(pdf.length))!;
    for (const [, id, at] of table!.matchAll(/(\d+) 1\n(\d{10})/g))
      expect(text.slice(Number(at)).startsWith(`${id} 0 obj\n`)).toBe(true);
    expect(tail).toContain(`/Size ${body.size + 2}\n`);
    expect(tail).toContain(`/Prev ${body.xrefAt}\n`);
    const startxref = Number(/startxref\n(\d+)\n%%EOF\n$/.exec(text)![1]);
    expect(text.slice(startxref).startsWith('xref\n')).toBe(true);
  });

  it('is not made of anything but a PDF as documents are made, without a proof', async () => {
    const pdf = await aPdf('開示');
    const { proof } = await anIssuedDocument(pdf);
    const text = Buffer.from(pdf).toString('latin1');
    const changed = (from: string | RegExp, to: string) => Buffer.from(text.replace(from, to), 'latin1');
    for (const other of [
      Buffer.from('no PDF'),
      Buffer.concat([Buffer.from('x'), pdf]),
      Buffer.concat([pdf, Buffer.from('\n')]),
      changed(/\/Size (\d+)/, '/Size 9$1'),
      changed(/\nxref\n/, '\nxreg\n'),
      changed(/startxref\n\d/, 'startxref\n9'),
      changed(/\/Root \d+ 0 R/, '/Root 1 0 R'),
      changed('/Names 2 0 R', '/Nomes 2 0 R'),
      changed('/Type /Catalog\n/Pages', '/Type /Catalog\n/AF 1 0 R\n/Pages'),
      withProof(pdf, proof),
    ])
      expect(() => withProof(other, proof)).toThrow(PdfError);
  });

  it('is not made of one that has other files attached', async () => {
    const { proof } = await anIssuedDocument(await aPdf('開示'));
    const attached = new PdfDocument();
    attached.file(Buffer.from('x'), { name: 'x.txt' });
    attached.end();
    expect(() => withProof(new Uint8Array([]), proof)).toThrow('does not begin');
    const bytes = new Uint8Array(await buffer(attached));
    expect(() => withProof(bytes, proof)).toThrow('Files are attached already.');
  });
});
