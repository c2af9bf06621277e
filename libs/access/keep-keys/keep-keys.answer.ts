import { InstantField, IntField, ListField, TextField } from '#platform';
import type { KeyRingState } from './key-ring.js';

const NULL = { nullable: true } as const;

export class KeyVersionAnswer {
  @IntField({ min: 1 })
  version!: number;

  @InstantField({ ...NULL, description: 'Null of the first one, which is as old as the keys of the association' })
  madeAt!: string | null;

  @IntField({ description: 'Data keys that it wraps now' })
  keys!: number;
}

export class KeysAnswer {
  @TextField()
  association!: string;

  @IntField({ min: 1, description: 'By this version everything new is wrapped' })
  newest!: number;

  @ListField(() => KeyVersionAnswer, { max: 1_000_000, description: 'Those that are there, oldest first' })
  versions!: KeyVersionAnswer[];

  @IntField({ description: 'Versions up to this one were retired; 0 where none was' })
  retiredThrough!: number;

  @InstantField({ ...NULL, description: 'Backups of the database from before cannot be opened any more' })
  backupsOpenFrom!: string | null;
}

export class RewrappedAnswer {
  @IntField({ description: 'Data keys that were wrapped anew' })
  rewrapped!: number;

  @TextField({ ...NULL, description: 'Where to go on; null where everything was looked at' })
  next!: string | null;
}

export function keysAnswer(association: string, { versions, history, counts }: KeyRingState): KeysAnswer {
  const { oldest, newest } = versions;
  return {
    association,
    newest,
    versions: Array.from({ length: newest - oldest + 1 }, (_, index) => ({
      version: oldest + index,
      madeAt: history.madeAt(oldest + index),
      keys: counts.get(oldest + index) ?? 0,
    })),
    retiredThrough: oldest - 1,
    backupsOpenFrom: history.retiredAt(oldest - 1),
  };
}
