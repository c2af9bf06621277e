import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Looker } from '#access';
import { associationOn, AssociationReader } from '#ledger';
import { Clock, Refusal } from '#platform';
import { DisposalStreams, inTheOpen, linesIn, type Disposal, type KeptLines } from '#records';
import { currentRuleset, dayInJapan } from '#statute';
import type { DisposalFacts, DisposalStep, SparedSum } from '../domain/documents/disposal-facts.js';
import { disposalPaper } from '../domain/documents/disposal-paper.js';
import { promisesOf } from '../domain/documents/paper-words.js';
import type { DocumentForm } from './register-document.request.js';
import { DocumentIssuer, type IssuedDocument } from '../issue-documents/document-issuer.js';

export class CertifyDisposal extends Command<IssuedDocument> {
  constructor(
    readonly caller: Looker,
    readonly disposalId: string,
    readonly form: DocumentForm,
  ) {
    super();
  }
}

/** Issues the certificate of a disposal that was executed: sums of the open chain, and no person. */
@CommandHandler(CertifyDisposal)
export class CertifyDisposalHandler implements ICommandHandler<CertifyDisposal, IssuedDocument> {
  constructor(
    @Inject(DisposalStreams) private readonly disposals: DisposalStreams,
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(DocumentIssuer) private readonly issuer: DocumentIssuer,
    @Inject(Clock) private readonly clock: Clock,
  ) {}

  async execute({ caller, disposalId, form }: CertifyDisposal): Promise<IssuedDocument> {
    const { association } = caller;
    const { events } = await this.associations.history(association);
    const disposal = inTheOpen(await this.disposals.read(association, disposalId));
    const certified = certifiedOf(disposal);
    const today = dayInJapan(this.clock.now().toISOString());
    const issuer = associationOn(events, today)!.name[form.language];
    const promises = promisesOf(form.language, false);
    const facts = { ...certified, issuer, ruleset: currentRuleset(today), promises };
    return this.issuer.issue({
      association,
      caller,
      causation: caller.requestId,
      subject: null,
      kind: 'DISPOSAL_CERTIFICATE',
      of: disposalId,
      ...form,
      build: (head) => disposalPaper(head, facts),
    });
  }
}

function certifiedOf(disposal: Disposal): Omit<DisposalFacts, 'issuer' | 'ruleset' | 'promises'> {
  const { proposal, certificate, kept, spared, steps } = disposal;
  const { proposed, approved, executed } = steps;
  if (!certificate || !proposed || !approved || !executed) throw new Refusal('disposal-not-executed');
  const { disposalId: _id, open: _open, ...sums } = certificate;
  return {
    disposal: proposal.disposalId,
    asOf: proposal.asOf,
    certificate: sums,
    listDigest: proposal.digest,
    proposed: stepOf(proposed),
    approved: stepOf(approved),
    executed: stepOf(executed),
    kept: sumsOf(kept),
    spared: sumsOf(spared),
    complete: proposal.complete,
  };
}

const stepOf = ({ role, at }: { readonly role: string; readonly at: string }): DisposalStep => ({
  role,
  on: dayInJapan(at),
});

function sumsOf(kept: readonly KeptLines[]): SparedSum[] {
  const sums = new Map<string, SparedSum>();
  for (const one of kept) {
    const key = one.reasons.join(' ');
    sums.set(key, { reasons: one.reasons, records: (sums.get(key)?.records ?? 0) + linesIn([one]) });
  }
  return [...sums.values()];
}
