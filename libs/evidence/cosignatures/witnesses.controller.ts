import { Body, Controller, Get, HttpCode, HttpStatus, Inject, Post, Req, Res } from '@nestjs/common';
import {
  ApiConflictResponse,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CurrentCaller, Permit, type AssociationCaller } from '#access';
import { WitnessBook } from './witness-book.js';
import { witnessAnswer, WitnessAnswer, WitnessListAnswer, WitnessRequest } from './witnesses.request.js';

/** Whose cosignatures the log of an association takes. */
@ApiTags('log')
@Controller('v1/witnesses')
export class WitnessesController {
  constructor(@Inject(WitnessBook) private readonly book: WitnessBook) {}

  @Get()
  @Permit('witness:read')
  @ApiOperation({
    operationId: 'listWitnesses',
    summary: '証人: whose cosignatures under checkpoints are taken, or were',
  })
  @ApiOkResponse({ type: WitnessListAnswer })
  async list(@CurrentCaller() { association }: AssociationCaller): Promise<WitnessListAnswer> {
    return { witnesses: (await this.book.of(association)).map(witnessAnswer) };
  }

  @Post()
  @Permit('witness:keep')
  @ApiOperation({
    operationId: 'addWitness',
    summary: '証人の追加: announce a witness, so that what it signs is taken and shown',
    description: 'The log says so, and for ever. Whoever verifies decides by themselves which witnesses to believe.',
  })
  @ApiCreatedResponse({ type: WitnessAnswer })
  @ApiOkResponse({ type: WitnessAnswer, description: 'Announced before' })
  @ApiNotFoundResponse({ description: 'log-unknown' })
  @ApiConflictResponse({ description: 'witnesses-too-many' })
  @ApiUnprocessableEntityResponse({ description: 'witness-is-log' })
  async add(
    @CurrentCaller() caller: AssociationCaller,
    @Body() { key }: WitnessRequest,
    @Req() { id: requestId }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<WitnessAnswer> {
    const { witness, isNew } = await this.book.add({ caller, requestId }, key);
    void reply.status(isNew ? HttpStatus.CREATED : HttpStatus.OK);
    return witnessAnswer(witness);
  }

  @Post('removal')
  @HttpCode(200)
  @Permit('witness:keep')
  @ApiOperation({
    operationId: 'removeWitness',
    summary: '証人の除外: take no more cosignatures of a witness; those that were taken stay',
  })
  @ApiOkResponse({ type: WitnessAnswer })
  @ApiNotFoundResponse({ description: 'log-unknown, witness-unknown' })
  async remove(
    @CurrentCaller() caller: AssociationCaller,
    @Body() { key }: WitnessRequest,
    @Req() { id: requestId }: FastifyRequest,
  ): Promise<WitnessAnswer> {
    return witnessAnswer(await this.book.remove({ caller, requestId }, key));
  }
}
