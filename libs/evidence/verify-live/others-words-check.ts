import type { ClientBase } from 'pg';
import { toPosition } from '#event-store';
import {
  cosignaturesOf,
  equalBytes,
  NoteError,
  parseNote,
  parseVerifierKey,
  sha256,
  timestampClaims,
  type Note,
} from '#proof';
import type { Found } from './found.js';

/** A reply of an authority takes some 5 kB. */
const ROWS_AT_ONCE = 500;

/**
 * Holds what others said of checkpoints to these: timestamps to the text that they are over, cosignatures to their keys.
 * Whether an authority is to be believed is not looked at: who knows its certificate asks `kiroku verify --tsa`.
 */
export async function checkOthersWords(client: ClientBase, association: string, found: Found): Promise<void> {
  await eachRow<StampRow>(client, STAMPS, association, ({ size, reply, note }) => {
    const text = textOf(note);
    const claims = timestampClaims(reply);
    const fits = text && claims && equalBytes(claims.imprint, sha256(new TextEncoder().encode(text.text)));
    if (fits) found.count('timestamp');
    else found.fail({ what: 'timestamp-wrong', where: `${association} timestamp`, position: toPosition(Number(size)) });
  });
  await eachRow<WordRow>(client, WORDS, association, async ({ size, key, line, note }) => {
    if (await isCosigned(textOf(note), key, line)) return found.count('cosignature');
    const where = `${association} cosignature ${key.split('+')[0]}`;
    found.fail({ what: 'signature-wrong', where, position: toPosition(Number(size)) });
  });
}

interface StampRow {
  readonly size: string;
  readonly key: string;
  readonly reply: Buffer;
  readonly note: string | null;
}

interface WordRow {
  readonly size: string;
  readonly key: string;
  readonly line: string;
  readonly note: string | null;
}

const STAMPS = `SELECT size, '' AS key, reply, note FROM evidence.checkpoint_timestamp AS one
  LEFT JOIN evidence.checkpoint USING (association, size)
  WHERE association = $1 AND (size, '') > ($2::bigint, $3::text) ORDER BY size LIMIT $4`;
const WORDS = `SELECT size, key, line, note FROM evidence.cosignature AS one
  LEFT JOIN evidence.checkpoint USING (association, size)
  WHERE association = $1 AND (size, key) > ($2::bigint, $3::text) ORDER BY size, key LIMIT $4`;

async function eachRow<Row extends { readonly size: string; readonly key: string }>(
  client: ClientBase,
  text: string,
  association: string,
  look: (row: Row) => void | Promise<void>,
): Promise<void> {
  let after: readonly [string, string] = ['0', ''];
  for (;;) {
    const { rows } = await client.query<Row>(text, [association, ...after, ROWS_AT_ONCE]);
    for (const row of rows) await look(row);
    const last = rows.at(-1);
    if (!last || rows.length < ROWS_AT_ONCE) return;
    after = [last.size, last.key];
  }
}

function textOf(note: string | null): Note | null {
  try {
    return note === null ? null : parseNote(note);
  } catch (error) {
    if (error instanceof NoteError) return null;
    throw error;
  }
}

async function isCosigned(note: Note | null, key: string, line: string): Promise<boolean> {
  if (!note) return false;
  try {
    const alone = parseNote(`${note.text}\n${line}`);
    return (await cosignaturesOf(alone, [parseVerifierKey(key)])).length === 1;
  } catch (error) {
    if (error instanceof NoteError) return false;
    throw error;
  }
}
