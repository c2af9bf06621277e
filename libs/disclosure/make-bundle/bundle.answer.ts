import {
  CodeField,
  DayField,
  InstantField,
  IntField,
  ListField,
  ObjectField,
  TextField,
  TextsField,
  UuidField,
} from '#platform';
import { BUNDLE_FAILURES, BUNDLE_STATES, type BundleRow } from './bundle-row.js';

const NULL = { nullable: true } as const;

export class BundleProgressAnswer {
  @IntField({ min: 0, description: 'Events of the log that were gone through' })
  read!: number;

  @IntField({ min: 0, ...NULL, description: 'Events of the log under its checkpoint; null before it is begun' })
  of!: number | null;
}

export class BundleLinksAnswer {
  @TextField()
  self!: string;

  @TextField({ ...NULL, description: 'Where it can be taken; null until it is ready, and for everybody but who asked' })
  file!: string | null;
}

export class BundleAnswer {
  @UuidField()
  id!: string;

  @CodeField(BUNDLE_STATES, {
    enumName: 'BundleState',
    description: 'proposed: it names persons, and a second person has to approve it. waiting, making: not ready yet',
  })
  state!: string;

  @DayField()
  from!: string;

  @DayField()
  to!: string;

  @TextsField({ max: 1_000, ...NULL, description: 'Null: all' })
  parties!: string[] | null;

  @IntField({ min: 0, ...NULL, description: 'How many members were named; null: all' })
  members!: number | null;

  @CodeField(['masked', 'named'])
  persons!: string;

  @CodeField(['ja', 'en'])
  language!: string;

  @InstantField()
  askedAt!: string;

  @ObjectField(() => BundleProgressAnswer)
  progress!: BundleProgressAnswer;

  @IntField({ min: 0, ...NULL })
  bytes!: number | null;

  @TextField({ ...NULL, description: 'SHA-256 of the file, base64' })
  sha256!: string | null;

  @InstantField(NULL)
  readyAt!: string | null;

  @InstantField({ ...NULL, description: 'When its file is deleted' })
  expiresAt!: string | null;

  @CodeField(BUNDLE_FAILURES, { ...NULL, enumName: 'BundleFailure', description: 'Why it could not be made' })
  failure!: string | null;

  @ObjectField(() => BundleLinksAnswer)
  links!: BundleLinksAnswer;
}

export class BundleListAnswer {
  @ListField(() => BundleAnswer, { max: 200, description: 'Newest first' })
  bundles!: BundleAnswer[];
}

/** A bundle as an account sees it. */
export function bundleAnswer(row: BundleRow, account: string): BundleAnswer {
  const { bundle_id: id, state, asked, read, size, bytes, sha256, failure } = row;
  const self = `/v1/audit/bundles/${id}`;
  const isOwn = row.asked_by === account;
  return {
    id,
    state,
    from: asked.from,
    to: asked.to,
    parties: asked.parties ? [...asked.parties] : null,
    members: asked.members ?? null,
    persons: asked.persons,
    language: asked.language,
    askedAt: row.asked_at.toISOString(),
    progress: { read: Number(read), of: size === null ? null : Number(size) },
    bytes: bytes === null ? null : Number(bytes),
    sha256,
    readyAt: row.ready_at?.toISOString() ?? null,
    expiresAt: row.expires_at?.toISOString() ?? null,
    failure,
    links: { self, file: isOwn && state === 'ready' ? `${self}/file` : null },
  };
}
