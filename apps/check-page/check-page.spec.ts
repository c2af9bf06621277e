import { createHash } from 'node:crypto';
import { readFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { Browser, Page } from 'playwright-core';
import { formatVerifierKey, withProof } from '#proof';
import { aPdf, anIssuedDocument, type IssuedDocument } from '../../test/harness/an-issued-document.js';
import { launchBrowser } from '../../test/harness/browser.js';

/** As services answer under `/check`. */
const POLICY =
  "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'self'; style-src 'self'; connect-src 'self'";
const PARTS = {
  '/check': ['index.html', 'text/html; charset=utf-8'],
  '/check/check.js': ['check.js', 'text/javascript; charset=utf-8'],
  '/check/check.css': ['check.css', 'text/css; charset=utf-8'],
} as const;
const SECRET = '第三者に知られてはならない記録';
const OTHER_CODE = 'ABCD-EFGH-JKMN-PQRS';

let directory: string;
let server: Server;
let address: string;
let browser: Browser;
let page: Page;
let pdf: Uint8Array;
let issued: IssuedDocument;
let isReplaced: boolean;
let asked: { readonly method: string; readonly url: string; readonly body: string }[];
let errors: string[];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kiroku-check-'));
  pdf = await aPdf(SECRET);
  issued = await anIssuedDocument(pdf);
  server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await new Promise((closed) => server.close(closed));
  await rm(directory, { recursive: true, force: true });
});

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const body = (await buffer(request)).toString('latin1');
  const url = request.url!;
  asked.push({ method: request.method!, url, body });
  const part = PARTS[url as keyof typeof PARTS];
  if (part) {
    response.writeHead(200, { 'Content-Type': part[1], 'Content-Security-Policy': POLICY });
    response.end(await readFile(resolve('dist/verifier/check-page', part[0])));
    return;
  }
  const [status, told] = answerOf(request.method!, url, body);
  response.writeHead(status, { 'Content-Type': 'application/json' }).end(JSON.stringify(told));
}

function answerOf(method: string, url: string, body: string): [number, object] {
  if (url === '/v1/log/mihon/keys') return [200, { keys: [{ key: formatVerifierKey(issued.log.keys[0]!) }] }];
  if (url === '/v1/publications/mihon')
    return [200, { association: { name: { ja: '見本健康保険組合', en: 'Mihon' } } }];
  const known = {
    association: 'mihon',
    kind: 'RECORDS_DISCLOSURE',
    format: 'PDF',
    language: 'ja',
    issuedOn: '2026-06-01',
  };
  const sha256 = createHash('sha256').update(pdf).digest('hex');
  const { code } = method === 'POST' ? (JSON.parse(body) as { code: string }) : { code: '' };
  if (url === '/v1/document-checks' && code === issued.code)
    return [200, { ...known, sha256, position: '0000000000000005', isReplaced }];
  return [404, { type: '/docs/problems#document-code-unknown', code: 'document-code-unknown', status: 404 }];
}

beforeEach(async () => {
  [asked, errors, isReplaced] = [[], [], false];
  const context = await browser.newContext({ locale: 'ja-JP', viewport: { width: 390, height: 844 } });
  page = await context.newPage();
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()));
});
afterEach(() => page.context().close());

async function open(hash = ''): Promise<void> {
  await page.goto(`${address}/check${hash}`);
}

async function choose(name: string, bytes: Uint8Array, input = '#file'): Promise<string> {
  const path = join(directory, name);
  await writeFile(path, bytes);
  await page.setInputFiles(input, path);
  return verdict();
}

async function verdict(): Promise<string> {
  await page.waitForSelector('#verdict:not([data-ok=""])', { timeout: 30_000 });
  return (await page.getAttribute('#verdict', 'data-ok'))!;
}

const shown = () => page.innerText('#result');

describe('the page on which documents are checked', () => {
  it('verifies a file on the device, says what is shown and what is not, and sends nothing of it', async () => {
    await open();
    expect(await choose('a.pdf', withProof(pdf, issued.proof))).toBe('ok');
    const text = await shown();
    for (const part of [
      '発行されたときのままです',
      '差し替えられていません',
      '見本健康保険組合',
      '2026-06-01',
      '確かめられないこと',
    ])
      expect(text).toContain(part);
    if (process.env['KIROKU_SCREENSHOT'])
      await page.screenshot({ path: process.env['KIROKU_SCREENSHOT'], fullPage: true });
    await page.click('#en');
    expect(await shown()).toContain('This document is as it was issued.');
    await page.click('summary:has-text("What was verified")');
    expect(await page.innerText('#words')).toContain('documents that are, byte for byte');
    // A code and the id of an association, and nothing else, ever left the device.
    expect(
      asked.map(({ method, url, body }) => `${method} ${url} ${body}`).filter((one) => !one.startsWith('GET /check')),
    ).toEqual([
      'GET /v1/log/mihon/keys ',
      `POST /v1/document-checks {"code":"${issued.code}"}`,
      'GET /v1/publications/mihon ',
      'GET /v1/publications/mihon ',
    ]);
    expect(errors).toEqual([]);
  });

  it('says so where a file was changed, appended to, or brings no proof', async () => {
    await open();
    const file = withProof(pdf, issued.proof);
    const changed = Uint8Array.from(file);
    changed[200]! ^= 1;
    for (const bytes of [changed, Buffer.concat([file, file.subarray(pdf.length)])]) {
      expect(await choose('b.pdf', bytes)).toBe('broken');
      expect(await shown()).toContain('発行されたときのものではありません');
    }
    expect(await choose('c.pdf', pdf)).toBe('cannot-check');
    expect(await choose('d.pdf', Buffer.from('no PDF'))).toBe('cannot-check');
    expect(errors).toEqual([]);
  });

  it('takes the proof that came beside a file, and keys that were got elsewhere', async () => {
    const csv = new TextEncoder().encode('日付,相手方\n');
    const other = await anIssuedDocument(csv, { format: 'CSV', signer: issued.log.signer });
    await open();
    await choose('e.csv', csv);
    expect(await choose('proof.json', Buffer.from(JSON.stringify(other.proof)), '#proof')).toBe('ok');
    await page.click('summary[data-word="keys"]');
    await page.fill('#keys', formatVerifierKey((await anIssuedDocument(csv)).log.keys[0]!));
    await page.locator('#keys').blur();
    await page.waitForSelector('#verdict[data-ok="cannot-check"]');
  });

  it('asks by the code behind # at once, and says what that does not show', async () => {
    isReplaced = true;
    await open(`#${issued.code}`);
    expect(await verdict()).toBe('code');
    const text = await shown();
    for (const part of [
      '発行されています',
      '差し替えられています',
      '第三者提供記録の開示書',
      '本文が、発行されたものと同じであること',
    ])
      expect(text).toContain(part);
    // No address has the code.
    expect(asked.filter(({ url }) => url.includes(issued.code.slice(0, 4)))).toEqual([]);
    // The file of another document is told, and so is the right one.
    expect(await choose('f.pdf', withProof(pdf, issued.proof))).toBe('ok');
    const other = await anIssuedDocument(pdf, { code: 4, signer: issued.log.signer });
    expect(await choose('g.pdf', withProof(pdf, other.proof))).toBe('broken');
    expect(await shown()).toContain('確認コードの書面ではありません');
    expect(await choose('h.pdf', pdf)).toBe('code');
    expect(await shown()).toContain('発行されたファイルと同じです');
  });

  it('asks by a code that was typed, and nobody where it is none', async () => {
    await open();
    await page.fill('#code', ` ${issued.code.toLowerCase().replaceAll('-', ' ')}`);
    await page.press('#code', 'Enter');
    expect(await verdict()).toBe('code');
    for (const [typed, count] of [
      [OTHER_CODE, 1],
      ['7K2M', 0],
    ] as const) {
      asked = [];
      await page.fill('#code', typed);
      await page.click('#ask button');
      expect(await verdict()).toBe('cannot-check');
      expect(await shown()).toContain('見つかりません');
      expect(asked.filter(({ url }) => url === '/v1/document-checks')).toHaveLength(count);
    }
  });

  it('is laid out for a phone, each field with its name', async () => {
    await open();
    expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    for (const label of ['書面のファイルを選ぶ', '確認コード（16 文字）']) await page.getByLabel(label).waitFor();
    expect(await page.locator('h1').innerText()).toBe('書面の確認');
    expect(await page.getAttribute('html', 'lang')).toBe('ja');
  });
});
