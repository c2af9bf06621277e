import { faultOfUrl } from './endpoint-url.js';

const STRICT = { ports: [443, 8443], allowsLoopback: false };
const TRYING = { ...STRICT, allowsLoopback: true };

describe('the address of an endpoint', () => {
  it.each(['https://example.jp/hooks/1', 'https://example.jp:8443/', 'https://例え.jp/x', 'https://203.0.114.9/x'])(
    'may be %s',
    (url) => expect(faultOfUrl(url, STRICT)).toBeNull(),
  );

  it.each([
    ['', 'is no address'],
    ['example.jp/hooks', 'is no address'],
    [`https://example.jp/${'x'.repeat(1_000)}`, 'is no address'],
    ['http://example.jp/', 'is not https'],
    ['ftp://example.jp/', 'is not https'],
    ['file:///etc/passwd', 'is not https'],
    ['https://user@example.jp/', 'names a user or a password'],
    ['https://:pw@example.jp/', 'names a user or a password'],
    ['https://example.jp/?token=1', 'has a query or a fragment'],
    ['https://example.jp/?', 'has a query or a fragment'],
    ['https://example.jp/#x', 'has a query or a fragment'],
    ['https://example.jp:22/', 'is at no port of 443, 8443'],
    ['http://localhost:3000/', 'is not https'],
    ['https://localhost:3000/', 'is at no port of 443, 8443'],
  ])('is refused: %s', (url, fault) => expect(faultOfUrl(url, STRICT)).toBe(fault));

  it.each(['http://localhost:3000/x', 'http://127.0.0.1:1/', 'https://[::1]:9443/', 'http://2130706433:80/'])(
    'may be on this machine where that is allowed: %s',
    (url) => expect(faultOfUrl(url, TRYING)).toBeNull(),
  );

  it.each(['http://example.jp/', 'http://127.0.0.2/', 'http://10.0.0.1/', 'ftp://localhost/'])(
    'is nowhere else by http all the same: %s',
    (url) => expect(faultOfUrl(url, TRYING)).not.toBeNull(),
  );
});
