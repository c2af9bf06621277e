import { tmpdir } from 'node:os';
import { VerifyUsageError } from './verify-options.js';
import { verifyTarget } from './verify-target.js';

describe('what is verified', () => {
  it.each([
    ['a folder, into which a bundle was unpacked', tmpdir(), 'is a folder. Verify the zip'],
    ['nothing that is there', '/nothing/there', 'cannot be read'],
    ['no address', 'http://', 'is no address'],
  ])('is not %s', async (_, target, said) => {
    const verifying = verifyTarget({ target, key: [], json: false, lang: 'en' });
    await expect(verifying).rejects.toThrow(VerifyUsageError);
    await expect(verifying).rejects.toThrow(said);
  });
});
