import { IntField, ListField, ObjectField, TextField, TextsField } from '#platform';
import { toBase64 } from '#proof';
import type { LogKeyHistory, LogKeyNote } from '../domain/log-key-history.js';

/** A key for each year of a thousand. */
const KEYS_MAX = 1_000;
/** A proof within a tree of all safe integers. */
const HASHES_MAX = 128;
const ENTRY_BASE64_MAX = 100_000;

export class LogKeyEventAnswer {
  @TextField({ description: 'Where the event stands in the log; its leaf is one less' })
  position!: string;

  @TextField({ max: ENTRY_BASE64_MAX, description: 'Its stored bytes, base64: `/inclusion` proves them' })
  entry!: string;
}

export class LogKeyAnswer {
  @IntField({ min: 1 })
  version!: number;

  @TextField({ description: 'Verifier key `name+hash+key`: https://c2sp.org/signed-note' })
  key!: string;

  @ObjectField(() => LogKeyEventAnswer)
  announced!: LogKeyEventAnswer;

  @ObjectField(() => LogKeyEventAnswer, { nullable: true, description: 'Null while it signs' })
  retired!: LogKeyEventAnswer | null;
}

export class LogKeysAnswer {
  @TextField({ description: 'Name of the log, which never changes' })
  origin!: string;

  @ListField(() => LogKeyAnswer, { max: KEYS_MAX, description: 'Oldest first' })
  keys!: LogKeyAnswer[];
}

export class ConsistencyAnswer {
  @IntField({ min: 1 })
  from!: number;

  @IntField({ min: 1 })
  to!: number;

  @TextsField({ max: HASHES_MAX, description: 'RFC 9162 2.1.4, base64' })
  hashes!: string[];
}

export class InclusionAnswer {
  @IntField()
  leaf!: number;

  @IntField({ min: 1 })
  size!: number;

  @TextsField({ max: HASHES_MAX, description: 'RFC 9162 2.1.3, base64' })
  hashes!: string[];
}

export class MapKeyAnswer {
  @TextField({ description: '32 bytes, base64' })
  key!: string;
}

export function logKeysAnswer(origin: string, { keys }: LogKeyHistory): LogKeysAnswer {
  return {
    origin,
    keys: keys.map(({ version, text, announced, retired }) => ({
      version,
      key: text,
      announced: eventAnswer(announced),
      retired: retired && eventAnswer(retired),
    })),
  };
}

function eventAnswer({ position, bytes }: LogKeyNote): LogKeyEventAnswer {
  return { position, entry: toBase64(bytes) };
}
