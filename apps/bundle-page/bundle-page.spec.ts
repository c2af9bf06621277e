import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { BUNDLE_FILES, formatVerifierKey } from '#proof';
import { launchBrowser } from '../../test/harness/browser.js';
import { KEY, madeUpFiles, positionAt, signed, zipped, type Files } from '../../test/harness/made-up-bundle.js';

const SIZE = 700;
let directory: string;
let browser: Browser;
let page: Page;
let requests: string[];
let errors: string[];
let files: Files;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'kiroku-page-'));
  await copyFile(resolve('dist/verifier/bundle-page.html'), join(directory, 'index.html'));
  files = await signed(await madeUpFiles(SIZE), SIZE);
  browser = await launchBrowser();
}, 60_000);
afterAll(async () => {
  await browser.close();
  await rm(directory, { recursive: true, force: true });
});

beforeEach(async () => {
  const context = await browser.newContext({ locale: 'ja-JP', offline: true });
  page = await context.newPage();
  [requests, errors] = [[], []];
  page.on('request', (request) => requests.push(request.url()));
  page.on('pageerror', (error) => errors.push(error.message));
  await page.goto(pathToFileURL(join(directory, 'index.html')).href);
});
afterEach(() => page.context().close());

async function choose(zip: Buffer): Promise<string> {
  const path = join(directory, 'bundle.zip');
  await writeFile(path, zip);
  await page.setInputFiles('#file', path);
  return answer();
}

/** Once a verification that began has ended. */
async function answer(): Promise<string> {
  await page.waitForSelector('#verdict:not([data-ok=""])[data-ok]', { timeout: 30_000 });
  await page.waitForSelector('#progress[hidden]', { state: 'attached' });
  return (await page.getAttribute('#verdict', 'data-ok'))!;
}

describe('the page of a bundle, opened from a disk without network', () => {
  it('verifies it, says what was checked and what is not promised, and shows the tables', async () => {
    expect(await choose(await zipped(files))).toBe('own');
    const verdict = await page.innerText('#verdict');
    expect(verdict).toContain('資料に付いてきた鍵だけで検証しました');
    expect(verdict).toMatch(/700.*エントリ/);
    expect(verdict).toContain('この検証が保証しないこと');
    expect(verdict).toContain('鍵が本物であること');
    const contents = await page.innerText('#contents');
    for (const text of ['見本健康保険組合', '見本製作所', '氏名', '2026-06-10', positionAt(0)])
      expect(contents).toContain(text);
    // What a bundle says is text, whatever it looks like.
    expect(await page.locator('#contents img').count()).toBe(0);
    expect(await page.title()).toContain('監査資料');
    await page.click('#en');
    expect(await page.innerText('#verdict')).toContain('Verified');
    // It asked for nothing but itself.
    expect(requests).toEqual([pathToFileURL(join(directory, 'index.html')).href]);
    expect(errors).toEqual([]);
  });

  it('takes keys that came another way', async () => {
    await page.click('summary');
    await page.fill('#keys', formatVerifierKey(KEY));
    expect(await choose(await zipped(files))).toBe('ok');
    expect(await page.innerText('#verdict')).not.toContain('鍵が本物であること');
    await page.fill('#keys', 'no key');
    await page.locator('#keys').blur();
    expect(await answer()).toBe('cannot-check');
    expect(await page.innerText('#verdict')).toContain('検証鍵を読めません');
  });

  it('names what was altered, and does not let its tables be believed', async () => {
    const events = Buffer.from(files[BUNDLE_FILES.events]!.toString().replace('"event-42"', '"event-43"'));
    expect(await choose(await zipped({ ...files, [BUNDLE_FILES.events]: events }))).toBe('broken');
    expect(await page.innerText('#verdict')).toContain(positionAt(42));
    expect(await page.innerText('#contents')).toContain('信用できません');
  });

  it('says so where the file is no bundle', async () => {
    expect(await choose(Buffer.from('no zip'))).toBe('cannot-check');
    expect(errors).toEqual([]);
  });
});
