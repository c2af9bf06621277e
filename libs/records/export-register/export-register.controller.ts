import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { Body, Controller, HttpCode, Inject, Post, Res, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { CurrentLooker, Permit, type Looker } from '#access';
import { EVENT_STORE, ProjectionProgress, toPosition, type EventStore } from '#event-store';
import { AssociationReader } from '#ledger';
import { Refusal } from '#platform';
import { ExportLog } from './export-log.js';
import { ExportRegisterRequest } from './export-register.request.js';
import { RegisterExport } from './register-export.js';

@ApiTags('records')
@Controller('v1/registers/exports')
export class ExportRegisterController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(ProjectionProgress) private readonly progress: ProjectionProgress,
    @Inject(AssociationReader) private readonly associations: AssociationReader,
    @Inject(ExportLog) private readonly log: ExportLog,
    @Inject(RegisterExport) private readonly registers: RegisterExport,
  ) {}

  @Post()
  @HttpCode(200)
  @Permit('register:export')
  @ApiOperation({
    operationId: 'exportRegister',
    summary: 'Take a register away for a period, as a file; that it was taken away stands in the log first',
    description:
      'Oldest day first, with the place and leaf hash of each record, and with what a corrected one said before. NDJSON ' +
      'ends with the count and a SHA-256 over all lines before. `Kiroku-Records` says how many there are, ' +
      '`Kiroku-Position` where the export is logged. The restricted chain is in it for auditors alone.',
  })
  @ApiProduces('application/x-ndjson', 'text/csv')
  @ApiOkResponse({ schema: { type: 'string' } })
  async take(
    @CurrentLooker() looker: Looker,
    @Body() request: ExportRegisterRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const { association, role } = looker;
    const { register, from, to, format = 'ndjson' } = request;
    if (to < from)
      throw new Refusal('invalid-request', { errors: [{ pointer: '/to', detail: 'is before the first day' }] });
    const { recordsHeldFrom } = await this.associations.read(association);
    const through = (await this.store.head(association)) ?? toPosition(0);
    await this.progress.waitFor('records', association, through);
    const period = { association, register, from, to, isAuditor: role === 'auditor', through };
    const wish = { ...period, looker, exportId: randomUUID() };
    const records = await this.registers.count(wish);
    const { position, recordedAt } = await this.log.write({ ...wish, records }, { format, ground: request.ground });
    void reply.header('Kiroku-Records', records).header('Kiroku-Position', position);
    const head = { association, register, from, to, through, recordsHeldFrom, exportedAt: recordedAt, position };
    const lines = format === 'csv' ? this.registers.csv(wish) : this.registers.ndjson(wish, head);
    return new StreamableFile(Readable.from(lines, { objectMode: false }), {
      type: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson',
      disposition: `attachment; filename="${register}-records-${from}-${to}.${format}"`,
    });
  }
}
