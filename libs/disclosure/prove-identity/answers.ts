import { CodeField, ListField, ObjectField, TextField, UuidField } from '#platform';
import { IDENTITY_FORMAT, type CommittedIdentity, type IdentityDocument, type OpenedReference } from '#proof';

const OPTIONAL = { optional: true } as const;
/** Fields of lists have a limit in the contract; nobody was registered so often. */
const OPENINGS_MAX = 200;

class CommittedIdentityAnswer implements CommittedIdentity {
  @TextField(OPTIONAL)
  insurerNumber?: string;

  @TextField(OPTIONAL)
  symbol?: string;

  @TextField()
  number!: string;

  @TextField(OPTIONAL)
  branch?: string;

  @TextField(OPTIONAL)
  ownKey?: string;

  @TextField()
  name!: string;

  @TextField(OPTIONAL)
  kana?: string;

  @TextField(OPTIONAL)
  birthDate?: string;
}

class OpenedReferenceAnswer implements OpenedReference {
  @UuidField({ description: 'Member reference' })
  reference!: string;

  @TextField({ description: '32 bytes, base64: whoever has them can tell that the identity is the one committed to' })
  salt!: string;

  @ObjectField(() => CommittedIdentityAnswer, { description: 'As registered; what nobody stated is left out' })
  identity!: CommittedIdentityAnswer;

  @TextField({ description: 'Bytes of the event that commits, base64' })
  entry!: string;

  @TextField({ description: 'That it is in the log: c2sp.org/tlog-proof, with the signed checkpoint' })
  proof!: string;
}

/** To whom the log is held under the own references, as `kiroku verify` reads it. */
export class IdentityAnswer implements IdentityDocument {
  @CodeField([IDENTITY_FORMAT])
  format!: typeof IDENTITY_FORMAT;

  @TextField()
  association!: string;

  @ListField(() => OpenedReferenceAnswer, {
    max: OPENINGS_MAX,
    description: 'The newest of each reference of the person',
  })
  openings!: OpenedReferenceAnswer[];
}
