import { CodesField, FlagField, IntField, ListField, TextsField } from '#platform';
import { REQUEST_CHANNELS, REQUEST_OUTCOMES, REQUEST_ROLES, type RequestLaw } from '#statute';
import { NamedCodeAnswer } from '../show-transfer/answers.js';

const CODES = { max: 50 } as const;

export class RequestCodeAnswer extends NamedCodeAnswer {
  @TextsField({ max: 20, description: 'References of citations' })
  cites!: readonly string[];
}

export class RequestKindAnswer extends RequestCodeAnswer {
  @TextsField({ ...CODES, description: 'Grounds of which one has to be stated; none where none is asked for' })
  grounds!: readonly string[];

  @CodesField(REQUEST_OUTCOMES, { ...CODES, description: 'What may be decided' })
  outcomes!: readonly string[];

  @TextsField({ ...CODES, description: 'Reasons for which it may be refused' })
  refusals!: readonly string[];

  @TextsField({ ...CODES, description: 'Measures that may take its place' })
  alternatives!: readonly string[];

  @FlagField({ description: 'Whether a fee may be charged' })
  mayCharge!: boolean;

  @IntField({ description: 'Strength of the identification that it asks for' })
  assurance!: number;
}

export class IdentityMethodAnswer extends NamedCodeAnswer {
  @CodesField(REQUEST_CHANNELS, { ...CODES, description: 'Ways by which it can be shown' })
  channels!: readonly string[];

  @IntField({ description: 'How strong it is: 1 to 3' })
  assurance!: number;
}

export class RequestAskerAnswer extends NamedCodeAnswer {
  @FlagField({ description: 'Whether such a person may ask' })
  accepted!: boolean;

  @FlagField({ description: 'Only while the person is a minor' })
  minorOnly!: boolean;

  @CodesField(REQUEST_ROLES, { ...CODES, description: 'Whose identity has to be shown' })
  identity!: readonly string[];

  @TextsField({ ...CODES, description: 'Papers of which one has to be shown' })
  evidence!: readonly string[];
}

/** The codes that disclosure requests (開示等の請求) are made and decided with: arts. 32 to 39. */
export class RequestLawAnswer {
  @ListField(() => RequestKindAnswer, CODES)
  kinds!: RequestKindAnswer[];

  @ListField(() => RequestCodeAnswer, CODES)
  grounds!: RequestCodeAnswer[];

  @ListField(() => RequestCodeAnswer, CODES)
  refusals!: RequestCodeAnswer[];

  @ListField(() => NamedCodeAnswer, CODES)
  outcomes!: NamedCodeAnswer[];

  @ListField(() => RequestCodeAnswer, CODES)
  alternatives!: RequestCodeAnswer[];

  @ListField(() => NamedCodeAnswer, CODES)
  channels!: NamedCodeAnswer[];

  @ListField(() => IdentityMethodAnswer, CODES)
  identity!: IdentityMethodAnswer[];

  @ListField(() => RequestAskerAnswer, CODES)
  askers!: RequestAskerAnswer[];

  @ListField(() => NamedCodeAnswer, { ...CODES, description: 'Papers' })
  evidence!: NamedCodeAnswer[];
}

export function requestLawAnswer(law: RequestLaw): RequestLawAnswer {
  const of = (kind: string, ones: RequestLaw['refusals'] | RequestLaw['alternatives']) =>
    ones.filter(({ kinds }) => kinds.some((one) => one === kind)).map(({ code }) => code);
  return {
    kinds: law.kinds.map((kind) => ({
      ...cited(kind),
      grounds: kind.grounds,
      outcomes: kind.outcomes,
      refusals: of(kind.code, law.refusals),
      alternatives: of(kind.code, law.alternatives),
      mayCharge: kind.mayCharge,
      assurance: kind.assurance,
    })),
    grounds: law.grounds.map(cited),
    refusals: law.refusals.map(cited),
    outcomes: named(law.outcomes),
    alternatives: law.alternatives.map(cited),
    channels: law.channels.map(({ code, ja, en }) => ({ code, ja, en })),
    identity: law.identity.map(({ code, ja, en, channels, assurance }) => ({ code, ja, en, channels, assurance })),
    askers: law.askers.map(({ code, ja, en, accepted, minorOnly = false, identity, evidence }) => {
      return { code, ja, en, accepted, minorOnly, identity, evidence };
    }),
    evidence: named(law.evidence),
  };
}

function cited({ code, ja, en, cites }: RequestCodeAnswer): RequestCodeAnswer {
  return { code, ja, en, cites };
}

function named(texts: Readonly<Record<string, { readonly ja: string; readonly en: string }>>): NamedCodeAnswer[] {
  return Object.entries(texts).map(([code, { ja, en }]) => ({ code, ja, en }));
}
