import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { isFault, judgeApproval, judgeWithdrawal, Pseudonyms, type Caller, type FourEyesAct } from '#access';
import { Refusal } from '#platform';
import type { BundleResult } from './ask-bundle.command.js';
import { BundleLog } from './bundle-log.js';
import type { BundleRow } from './bundle-row.js';
import { BundleRows } from './bundle-rows.js';
import { BundleWorker } from './bundle-worker.js';

export type BundleDecision = 'approve' | 'withdraw';

export class DecideBundle extends Command<BundleResult> {
  constructor(
    readonly association: string,
    readonly caller: Pick<Caller, 'role' | 'subject'>,
    readonly bundleId: string,
    readonly decision: BundleDecision,
  ) {
    super();
  }
}

/** Four eyes: whoever asked for a bundle that names persons cannot approve it. */
@CommandHandler(DecideBundle)
export class DecideBundleHandler implements ICommandHandler<DecideBundle, BundleResult> {
  constructor(
    @Inject(BundleRows) private readonly rows: BundleRows,
    @Inject(BundleLog) private readonly bundles: BundleLog,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
    @Inject(BundleWorker) private readonly worker: BundleWorker,
  ) {}

  async execute({ association, caller, bundleId, decision }: DecideBundle): Promise<BundleResult> {
    const row = await this.rows.find(association, bundleId);
    if (!row) throw new Refusal('bundle-unknown');
    const { id: account } = await this.pseudonyms.actor(association, caller);
    if (row.asked.persons === 'masked') throw new Refusal('bundle-approved');
    const judge = (act: FourEyesAct) => (decision === 'approve' ? judgeApproval(act, account) : judgeWithdrawal(act));
    const before = judge(await this.#actOf(row));
    if (isFault(before)) throw new Refusal(`bundle-${before}`);
    const type = decision === 'approve' ? 'BundleApproved' : 'BundleWithdrawn';
    const isNew = before === 'new' && (await this.bundles.decided(row, caller, type));
    // Somebody else decided at the same moment.
    const after = judge(await this.#actOf(row));
    if (isFault(after)) throw new Refusal(`bundle-${after}`);
    // What the log says is done to the row as well, also where the one who wrote it never came to that.
    await this.rows.decide(row, decision === 'approve' ? 'waiting' : 'withdrawn', account);
    this.worker.hint();
    return { row: (await this.rows.find(association, bundleId))!, account, isNew };
  }

  async #actOf(row: BundleRow): Promise<FourEyesAct> {
    const decided = await this.bundles.decision(row);
    const status =
      decided?.type === 'BundleApproved' ? 'approved' : decided?.type === 'BundleWithdrawn' ? 'withdrawn' : 'proposed';
    return { status, proposedBy: row.asked_by, approvedBy: status === 'approved' ? decided!.by : null };
  }
}
