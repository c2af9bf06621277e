import { CodeField, ListField, ObjectField, TextField, TextsField, UuidField } from '#platform';
import { COMPLETENESS_FORMAT, type CompletenessDocument, type CompletenessHead } from '#proof';

const NULL = { nullable: true } as const;
/** Fields of lists have a limit in the contract; a chain grows as long as its member is one. */
const LINKS_MAX = 1_000_000;
const SIBLINGS_MAX = 256;
const HEADS_MAX = 200;

class ProvenLinkAnswer {
  @TextField()
  position!: string;

  @TextField({ description: 'Leaf hash, base64' })
  leaf!: string;
}

class MapLeafAnswer {
  @TextField()
  key!: string;

  @TextField()
  value!: string;
}

class MapProofAnswer {
  @TextsField({ max: SIBLINGS_MAX })
  siblings!: string[];

  @ObjectField(() => MapLeafAnswer, { ...NULL, description: 'Where the path of the key ends; null where in nothing' })
  leaf!: MapLeafAnswer | null;
}

class ProvenHeadAnswer implements CompletenessHead {
  @CodeField(['open', 'restricted'])
  chain!: 'open' | 'restricted';

  @UuidField({ description: 'Member reference' })
  reference!: string;

  @TextField({ description: 'Where the chain stands in the map of its log, base64' })
  key!: string;

  @ListField(() => ProvenLinkAnswer, { max: LINKS_MAX })
  links!: ProvenLinkAnswer[];

  @ObjectField(() => MapProofAnswer)
  map!: MapProofAnswer;
}

class ProvenCommitmentAnswer {
  @TextField({ description: 'Bytes of the entry in which the log commits to its maps, base64' })
  entry!: string;

  @TextField({ description: 'That it is in the log: c2sp.org/tlog-proof, with the signed checkpoint' })
  proof!: string;
}

class OpenedRootAnswer {
  @TextField()
  root!: string;

  @TextField()
  blind!: string;
}

/** A proof of completeness, as `kiroku verify` reads it. */
export class CompletenessAnswer implements CompletenessDocument {
  @CodeField([COMPLETENESS_FORMAT])
  format!: typeof COMPLETENESS_FORMAT;

  @TextField()
  association!: string;

  @ObjectField(() => ProvenCommitmentAnswer)
  commitment!: ProvenCommitmentAnswer;

  @ObjectField(() => ProvenCommitmentAnswer, {
    optional: true,
    description: 'One at or before the place of the maps, which tells how old what they do not have can be at most',
  })
  earlier?: ProvenCommitmentAnswer;

  @ObjectField(() => OpenedRootAnswer, {
    optional: true,
    description: 'Opens the root over the restricted chains; for auditors alone',
  })
  restricted?: OpenedRootAnswer;

  @ListField(() => ProvenHeadAnswer, { max: HEADS_MAX, description: 'One for each reference of the person and chain' })
  heads!: ProvenHeadAnswer[];
}
