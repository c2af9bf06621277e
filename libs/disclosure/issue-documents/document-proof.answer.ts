import { CodeField, ObjectField, TextField } from '#platform';
import { ISSUED_PROOF_FORMAT, type IssuedProof } from '#proof';
import { CompletenessAnswer } from '../prove-transfers/answers.js';

/** That an association issued a file, and what it says in it: `kiroku verify FILE --proof PROOF` reads it. */
export class DocumentProofAnswer implements IssuedProof {
  @CodeField([ISSUED_PROOF_FORMAT])
  format!: typeof ISSUED_PROOF_FORMAT;

  @TextField()
  association!: string;

  @TextField({ description: 'Bytes of the entry of the log in which it was issued, base64' })
  entry!: string;

  @TextField({ description: 'That it is in the log: c2sp.org/tlog-proof, with the signed checkpoint' })
  proof!: string;

  @TextField({
    description: 'What the document says, to the letter, as JSON; /docs/schemas/document.json is its schema',
  })
  data!: string;

  @ObjectField(() => CompletenessAnswer, {
    optional: true,
    description: 'That the log holds no other lines of the person, where it discloses records',
  })
  completeness?: CompletenessAnswer & IssuedProof['completeness'];
}
