import { DECISION_TEXTS as TEXTS } from './decision-texts.js';
import type { PaperBlock, PaperFact } from './paper.js';
import { withLaw } from './paper-words.js';
import type { RequestFacts } from './request-facts.js';

/** Where to complain: the association's own desk, its accredited body, and the commission. */
export function complaintsBlocks(facts: RequestFacts): PaperBlock[] {
  const { issuer, ruleset, head } = facts;
  const { language } = head;
  const { complaints } = ruleset.requests;
  const own = ownDesk(facts);
  const listed: PaperFact[] = [
    ...(own === null ? [] : [[TEXTS.ownDesk[language], own] as const]),
    ...(issuer.accreditedBody === null ? [] : [[TEXTS.body[language], issuer.accreditedBody] as const]),
    [TEXTS.commission[language], complaints[language]],
  ];
  return [
    { kind: 'heading', text: TEXTS.complaints[language] },
    { kind: 'text', text: withLaw(complaints.own[language], complaints.cites, facts) },
    { kind: 'facts', facts: listed },
  ];
}

export function deskData(facts: RequestFacts): object {
  const { accreditedBody } = facts.issuer;
  const { ja, en } = facts.ruleset.requests.complaints;
  return { desk: ownDesk(facts), accreditedBody, commission: { ja, en } };
}

/** The desk for complaints; where the association named none, the one where it is reached. */
function ownDesk({ issuer: { complaintDesk, desk, phone } }: RequestFacts): string | null {
  if (complaintDesk !== null) return complaintDesk;
  const reached = [desk, phone].filter((one) => one !== null);
  return reached.length === 0 ? null : reached.join(' ');
}
