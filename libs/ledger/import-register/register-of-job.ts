import { createHash } from 'node:crypto';
import { RegisterReader, type FilePlace, type ImportEncoding } from '#readers';
import type { SavedMapping } from '../keep-register-mapping/register-mappings.js';

/** The sending system under which rows of an earlier register stand in the books. */
export const registerSource = (mapping: string) => `register.${mapping}`;

/** Reads a file as a saved mapping says. The short names of rows are no digests that may be stored. */
export function registerReader(
  { name, layout }: SavedMapping,
  encoding: ImportEncoding,
  at?: { readonly place: FilePlace; readonly header: readonly string[] | null },
): RegisterReader {
  const nameOf = (text: string) => createHash('sha256').update(text).digest('base64url');
  return new RegisterReader({ encoding, layout, source: registerSource(name), nameOf, ...at });
}
