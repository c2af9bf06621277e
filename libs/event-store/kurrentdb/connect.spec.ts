import { SettingsError } from '#platform';
import { connect } from './connect.js';

describe('a connection string of KurrentDB', () => {
  it.each([
    'kurrentdb://127.0.0.1:2113?tls=false',
    'kurrentdb://user:pass%40word@n1:2113,n2:2113,n3:2113?tls=true&nodePreference=leader&tls_verify_cert=true',
    'kurrentdb+discover://user:password%3Fof%3Dit@name:2113',
  ])('is taken: %s', async (url) => {
    await expect(connect(url).dispose()).resolves.toBeUndefined();
  });

  it.each([
    ['no host', 'kurrentdb://user:secret@'],
    ['no number', 'kurrentdb://user:secret@host:port'],
    ['a number that is no port', 'kurrentdb://user:secret@host:99999999'],
    ['what is no percent sign', 'kurrentdb://user:secret%@host'],
    ['a value that is none of its', 'kurrentdb://user:secret@host?tls=perhaps'],
    ['a file that is not there', 'kurrentdb://user:secret@host?tlsCAFile=/nowhere/ca.crt'],
    ['an option that the client would pass over', 'kurrentdb://user:secret@host?tlsCertificate=/ca.crt'],
    ['failures that do not throw', 'kurrentdb://user:secret@host?tls=false&throwOnAppendFailure=false'],
  ])('is refused without a word of its text where it has %s', (_, url) => {
    expect(() => connect(url)).toThrow(SettingsError);
    expect(() => connect(url)).toThrow(expect.objectContaining({ message: expect.not.stringMatching(/secret|host/) }));
  });
});
