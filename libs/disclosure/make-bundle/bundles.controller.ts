import {
  Body,
  Controller,
  Get,
  HttpCode,
  HttpStatus,
  Inject,
  Param,
  Post,
  Req,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import {
  ApiAcceptedResponse,
  ApiConflictResponse,
  ApiForbiddenResponse,
  ApiGoneResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiProduces,
  ApiTags,
  ApiTooManyRequestsResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, CurrentLooker, Permit, Pseudonyms, type AssociationCaller, type Looker } from '#access';
import { Refusal } from '#platform';
import { AskBundle } from './ask-bundle.command.js';
import { BundleAnswer, bundleAnswer, BundleListAnswer } from './bundle.answer.js';
import { AskBundleRequest, BundlePath } from './bundle.request.js';
import { BundleLog } from './bundle-log.js';
import type { BundleRow } from './bundle-row.js';
import { BundleRows } from './bundle-rows.js';
import { BundleStore } from './bundle-store.js';
import { rangeOf } from './byte-range.js';
import { DecideBundle, type BundleDecision } from './decide-bundle.command.js';

const LISTED_MAX = 200;

@ApiTags('bundles')
@Controller('v1/audit/bundles')
export class BundlesController {
  constructor(
    @Inject(CommandBus) private readonly commands: CommandBus,
    @Inject(BundleRows) private readonly rows: BundleRows,
    @Inject(BundleLog) private readonly bundles: BundleLog,
    @Inject(BundleStore) private readonly files: BundleStore,
    @Inject(Pseudonyms) private readonly pseudonyms: Pseudonyms,
  ) {}

  @Post()
  @Permit('bundle:export')
  @ApiOperation({
    operationId: 'askBundle',
    summary: '監査資料: let a signed zip be made that verifies offline',
    description:
      'Events with their stored bytes, the registers, the leaf hashes from which the root of the log is computed, the ' +
      'signed checkpoint, keys, arrangements and the law, a verifier and a page for a browser without network. What is ' +
      'outside of the selection is in it as a hash. The restricted chain is in it for auditors alone. Where persons are ' +
      'named, a second person has to approve it first. That it was asked for, made and taken stands in the log.',
  })
  @ApiAcceptedResponse({ type: BundleAnswer })
  @ApiOkResponse({ type: BundleAnswer, description: 'Asked for so before' })
  @ApiConflictResponse({ description: 'bundle-differs: this id is of another bundle' })
  @ApiTooManyRequestsResponse({ description: 'bundles-too-many' })
  async ask(
    @CurrentLooker() looker: Looker,
    @Body() request: AskBundleRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BundleAnswer> {
    const { row, account, isNew } = await this.commands.execute(new AskBundle(looker, request));
    const answer = bundleAnswer(row, account);
    void reply.status(isNew ? HttpStatus.ACCEPTED : HttpStatus.OK).header('Location', answer.links.self);
    return answer;
  }

  @Get()
  @Permit('bundle:export')
  @ApiOperation({ operationId: 'listBundles', summary: 'The own bundles, and those that wait for a second person' })
  @ApiOkResponse({ type: BundleListAnswer })
  async list(@CurrentCaller() caller: AssociationCaller): Promise<BundleListAnswer> {
    const { association } = caller;
    const { id: account } = await this.pseudonyms.actor(association, caller);
    const rows = await this.rows.list(association, account, LISTED_MAX);
    return { bundles: rows.map((row) => bundleAnswer(row, account)) };
  }

  @Get(':id')
  @Permit('bundle:export')
  @ApiOperation({ operationId: 'showBundle', summary: 'How far a bundle is made' })
  @ApiOkResponse({ type: BundleAnswer })
  @ApiNotFoundResponse({ description: 'bundle-unknown: also where another account asked for it' })
  async show(@CurrentCaller() caller: AssociationCaller, @Param() { id }: BundlePath): Promise<BundleAnswer> {
    const { row, account } = await this.#seen(caller, id);
    if (row.asked_by !== account && row.state !== 'proposed') throw new Refusal('bundle-unknown');
    return bundleAnswer(row, account);
  }

  @Post(':id/approval')
  @HttpCode(HttpStatus.OK)
  @Permit('bundle:export')
  @ApiOperation({
    operationId: 'approveBundle',
    summary: 'Agree that a bundle that somebody else asked for names persons',
  })
  @ApiOkResponse({ type: BundleAnswer })
  @ApiForbiddenResponse({ description: 'bundle-same-person: whoever asked for it cannot approve it' })
  @ApiNotFoundResponse({ description: 'bundle-unknown' })
  @ApiConflictResponse({ description: 'bundle-approved: by another person before; bundle-withdrawn' })
  approve(@CurrentCaller() caller: AssociationCaller, @Param() { id }: BundlePath): Promise<BundleAnswer> {
    return this.#decide(caller, id, 'approve');
  }

  @Post(':id/withdrawal')
  @HttpCode(HttpStatus.OK)
  @Permit('bundle:export')
  @ApiOperation({ operationId: 'withdrawBundle', summary: 'Take back a bundle that nobody is to approve' })
  @ApiOkResponse({ type: BundleAnswer })
  @ApiNotFoundResponse({ description: 'bundle-unknown' })
  @ApiConflictResponse({ description: 'bundle-approved: it is too late' })
  withdraw(@CurrentCaller() caller: AssociationCaller, @Param() { id }: BundlePath): Promise<BundleAnswer> {
    return this.#decide(caller, id, 'withdraw');
  }

  @Get(':id/file')
  @Permit('bundle:export')
  @ApiOperation({
    operationId: 'takeBundle',
    summary: 'Take a bundle away, or a part of it by Range; for whoever asked for it',
    description: 'That it is taken stands in the log before the first byte goes out.',
  })
  @ApiProduces('application/zip')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiNotFoundResponse({ description: 'bundle-unknown: also where another account asked for it' })
  @ApiConflictResponse({ description: 'bundle-not-approved, bundle-withdrawn, bundle-not-ready' })
  @ApiGoneResponse({ description: 'bundle-expired' })
  async take(
    @CurrentCaller() caller: AssociationCaller,
    @Param() { id }: BundlePath,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { row, account } = await this.#seen(caller, id);
    if (row.asked_by !== account) throw new Refusal('bundle-unknown');
    refuseUnready(row);
    const file = await this.files.read(row);
    if (!file) throw new Refusal('bundle-elsewhere');
    const { size } = await file.stat();
    const range = rangeOf(headers.range, size);
    await this.bundles.taken(row, caller).catch(async (error: unknown) => {
      await file.close();
      throw error;
    });
    void reply.header('Accept-Ranges', 'bytes').header('ETag', `"${row.sha256}"`);
    if (range)
      void reply.status(HttpStatus.PARTIAL_CONTENT).header('Content-Range', `bytes ${range.from}-${range.to}/${size}`);
    const { from, to } = range ?? { from: 0, to: size - 1 };
    return new StreamableFile(file.createReadStream({ start: from, end: to }), {
      type: 'application/zip',
      disposition: `attachment; filename="kiroku-${row.association}-${row.asked.from}-${row.asked.to}.zip"`,
      length: to - from + 1,
    });
  }

  async #decide(caller: AssociationCaller, id: string, decision: BundleDecision): Promise<BundleAnswer> {
    const { row, account } = await this.commands.execute(new DecideBundle(caller.association, caller, id, decision));
    return bundleAnswer(row, account);
  }

  async #seen(caller: AssociationCaller, id: string): Promise<{ readonly row: BundleRow; readonly account: string }> {
    const row = await this.rows.find(caller.association, id);
    if (!row) throw new Refusal('bundle-unknown');
    return { row, account: (await this.pseudonyms.actor(caller.association, caller)).id };
  }
}

function refuseUnready({ state }: BundleRow): void {
  switch (state) {
    case 'ready':
      return;
    case 'proposed':
      throw new Refusal('bundle-not-approved');
    case 'withdrawn':
      throw new Refusal('bundle-withdrawn');
    case 'expired':
      throw new Refusal('bundle-expired');
    case 'waiting':
    case 'making':
    case 'failed':
      throw new Refusal('bundle-not-ready');
    default:
      return state satisfies never;
  }
}
