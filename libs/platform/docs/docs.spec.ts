import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { anApp } from '../testing/an-app.js';

let app: NestFastifyApplication;
beforeAll(async () => (app = await anApp()));
afterAll(() => app.close());

const pages = ['/docs', '/docs/problems'];

describe('the pages of the documentation', () => {
  it.each(pages)('%s names no outside host', async (url) => {
    const response = await app.inject(url);
    expect([response.statusCode, response.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(response.body).not.toMatch(/https?:\/\/|["'(]\/\/|url\(/i);
  });

  it.each(pages)('%s lets the browser load from its own host alone', async (url) => {
    const policy = (await app.inject(url)).headers['content-security-policy'];
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/https?:|\*/);
  });

  it('serves everything that the page loads', async () => {
    const { body } = await app.inject('/docs');
    const addresses = [...body.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, address]) => address!);
    expect(addresses).toHaveLength(3);
    for (const address of addresses) {
      const asset = await app.inject(address);
      expect([asset.statusCode, asset.headers['content-type']]).toEqual([
        200,
        expect.stringMatching(/^text\/(css|javascript); charset=utf-8$/),
      ]);
      expect(asset.rawPayload.length).toBeGreaterThan(50);
    }
  });

  it('starts the page with the contract of the same host and no validator elsewhere', async () => {
    const { body } = await app.inject('/docs/start.js');
    expect(body).toContain("url: '/openapi.json'");
    expect(body).toContain('validatorUrl: null');
    expect(body).not.toMatch(/https?:/);
  });

  it('explains problems in the language asked for', async () => {
    const { body } = await app.inject({ url: '/docs/problems', headers: { 'accept-language': 'en' } });
    expect(body).toContain('<html lang="en">');
    expect(body).toContain('<tr id="internal-error"><td><code>internal-error</code></td><td>500</td>');
  });

  it('tells the SHA-256 of the programs that bundles bring', async () => {
    const { statusCode, headers, body } = await app.inject('/docs/verifier');
    expect([statusCode, headers['content-type']]).toEqual([200, 'text/plain; charset=utf-8']);
    const digest = createHash('sha256').update(readFileSync('dist/verifier/verify.mjs')).digest('hex');
    expect(body).toContain(`${digest}  verify.mjs\n`);
    expect(body).toMatch(/^[0-9a-f]{64} {2}index\.html$/m);
  });

  it('hands out the contract', async () => {
    const response = await app.inject('/openapi.json');
    expect(response.json()).toMatchObject({ openapi: '3.1.0', info: { title: 'Kiroku 記録' } });
  });
});
