import { portOf, publicUrl, serviceSettings, SettingsError, trustedProxies } from './settings.js';

const complete = {
  DATABASE_URL: 'postgres://kiroku:secret@db/kiroku',
  KIROKU_KEY_DIRECTORY: '/keys',
  KIROKU_ISSUER: 'https://issuer.example',
  KIROKU_JWKS_URL: 'https://issuer.example/jwks.json',
};

describe('the settings of a service', () => {
  it('have defaults for port, host and audience', () => {
    expect(serviceSettings(complete)).toMatchObject({ port: 3000, host: '127.0.0.1', audience: 'kiroku' });
    expect(serviceSettings({ ...complete, HOST: '', KIROKU_AUDIENCE: '' })).toMatchObject({
      host: '127.0.0.1',
      audience: 'kiroku',
    });
  });

  it('take what is set', () => {
    const env = { ...complete, PORT: '8080', HOST: '::', KIROKU_AUDIENCE: 'other' };
    expect(serviceSettings(env)).toMatchObject({ port: 8080, host: '::', audience: 'other', keyDirectory: '/keys' });
  });

  it.each(Object.keys(complete))('name %s when it is missing or empty', (name) => {
    for (const value of [undefined, '']) {
      const read = () => serviceSettings({ ...complete, [name]: value });
      expect(read).toThrow(SettingsError);
      expect(read).toThrow(`${name} is not set.`);
    }
  });

  it.each([
    'keys',
    'file:///keys',
    'https://',
    'http://issuer.example/jwks.json',
    'http://127.0.0.1.example/jwks.json',
    'http://10.0.0.1/jwks.json',
  ])('refuse %s as the address of keys, without quoting it', (value) => {
    const read = () => serviceSettings({ ...complete, KIROKU_JWKS_URL: value });
    expect(read).toThrow('KIROKU_JWKS_URL is not an https address');
    expect(read).not.toThrow(value);
  });

  it.each(['http://127.0.0.1:9/jwks', 'http://localhost/jwks', 'http://[::1]:9/jwks', 'https://10.0.0.1/jwks'])(
    'take %s as the address of keys',
    (jwksUrl) => expect(serviceSettings({ ...complete, KIROKU_JWKS_URL: jwksUrl })).toMatchObject({ jwksUrl }),
  );

  it('ask for no strength of a sign-in, or for one of those listed', () => {
    expect(serviceSettings(complete)).toMatchObject({ requiredAcr: [], tokenSecondsMax: 43_200 });
    expect(serviceSettings({ ...complete, KIROKU_TOKEN_SECONDS_MAX: '900' }).tokenSecondsMax).toBe(900);
    for (const seconds of ['59', '86401', 'x', '-1'])
      expect(() => serviceSettings({ ...complete, KIROKU_TOKEN_SECONDS_MAX: seconds })).toThrow(SettingsError);
    const env = { ...complete, KIROKU_REQUIRED_ACR: 'urn:mfa, phr,' };
    expect(serviceSettings(env).requiredAcr).toEqual(['urn:mfa', 'phr']);
    expect(() => serviceSettings({ ...complete, KIROKU_REQUIRED_ACR: 'a"b' })).toThrow(SettingsError);
  });

  it.each(['', 'http', '-1', '65536', '3000 ', '0x10', '1e3'])('refuse %j as a port', (PORT) => {
    expect(() => portOf({ PORT })).toThrow(SettingsError);
  });

  it.each(['0', '1', '65535'])('take %s as a port', (PORT) => {
    expect(portOf({ PORT })).toBe(Number(PORT));
  });
});

describe('the proxies in front', () => {
  it('are nobody by default, or what is listed', () => {
    expect(trustedProxies({})).toEqual([]);
    const KIROKU_TRUSTED_PROXIES = '10.0.0.0/8, 192.0.2.1,2001:db8::/32,';
    expect(trustedProxies({ KIROKU_TRUSTED_PROXIES })).toEqual(['10.0.0.0/8', '192.0.2.1', '2001:db8::/32']);
  });

  it.each(['proxy', 'true', '*', '1', '10.0.0.0/33', '10.0.0.0/8/8', '2001:db8::/129', '10.0.0.0/'])(
    'cannot be %s',
    (KIROKU_TRUSTED_PROXIES) => expect(() => trustedProxies({ KIROKU_TRUSTED_PROXIES })).toThrow(SettingsError),
  );
});

describe('where people reach the outside service', () => {
  it('is said nowhere by default, or is an address without a path', () => {
    expect([publicUrl({}), publicUrl({ KIROKU_PUBLIC_URL: '' })]).toEqual([null, null]);
    const said = (KIROKU_PUBLIC_URL: string) => publicUrl({ KIROKU_PUBLIC_URL });
    expect(said('https://Kiroku.example.jp/')).toBe('https://kiroku.example.jp');
    expect(said('http://127.0.0.1:3000')).toBe('http://127.0.0.1:3000');
  });

  it.each([
    'kiroku.example.jp',
    'http://kiroku.example.jp',
    'ftp://kiroku.example.jp',
    'https://kiroku.example.jp/check',
    'https://kiroku.example.jp/?of=1',
    'https://kiroku.example.jp/#code',
    'https://somebody:secret@kiroku.example.jp',
  ])('cannot be %s, which is not quoted', (KIROKU_PUBLIC_URL) => {
    const read = () => publicUrl({ KIROKU_PUBLIC_URL });
    expect(read).toThrow(SettingsError);
    expect(read).not.toThrow(KIROKU_PUBLIC_URL);
  });
});
