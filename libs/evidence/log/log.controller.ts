import { Controller, Get, Inject, Param, Query as QueryParameters, Res, StreamableFile } from '@nestjs/common';
import {
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiParam,
  ApiProduces,
  ApiServiceUnavailableResponse,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Open, Refusal } from '#platform';
import { TILE_WIDTH, toBase64 } from '#proof';
import { historyAt } from '../signing/history-at.js';
import { LogKeys } from '../signing/log-keys.js';
import { ConsistencyAnswer, InclusionAnswer, LogKeysAnswer, logKeysAnswer } from './log.answer.js';
import {
  ApiTilePath,
  CheckpointRequest,
  ConsistencyRequest,
  InclusionRequest,
  LogPath,
  placeOfLeaf,
  TilePath,
  type TilePlace,
} from './log.request.js';
import { PublishedLog, type HashTile } from './published-log.js';

/** The head of a log is renewed by the second. */
const NEVER_KEPT = 'no-cache';
/** What is full, or of fixed sizes, never changes. */
const KEPT_FOR_EVER = 'public, max-age=31536000, immutable';
/** Superseded soon, and never wrong. */
const KEPT_A_WHILE = 'public, max-age=3600';

/** The log of an association for everybody: hashes and signatures, and nothing of any entry but of the log's own keys. */
@ApiTags('log')
@ApiNotFoundResponse({ description: 'log-unknown' })
@ApiServiceUnavailableResponse({ description: 'no-checkpoint-yet, log-behind' })
@Controller('v1/log/:association')
export class LogController {
  constructor(
    @Inject(PublishedLog) private readonly log: PublishedLog,
    @Inject(LogKeys) private readonly logKeys: LogKeys,
  ) {}

  @Get('checkpoint')
  @Open('log')
  @ApiOperation({
    operationId: 'showCheckpoint',
    summary: 'チェックポイント: the signed head of a log, a note as in https://c2sp.org/tlog-checkpoint',
  })
  @ApiProduces('text/plain')
  @ApiOkResponse({ schema: { type: 'string' } })
  @ApiUnprocessableEntityResponse({ description: 'sizes-impossible: none covers so many entries yet' })
  async checkpoint(
    @Param() { association }: LogPath,
    @QueryParameters() { from }: CheckpointRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const { note } = await (from === undefined ? this.log.newest(association) : this.log.firstFrom(association, from));
    void reply.header('Content-Type', 'text/plain; charset=utf-8').header('Cache-Control', NEVER_KEPT);
    return note;
  }

  @Get('keys')
  @Open('log')
  @ApiOperation({
    operationId: 'showLogKeys',
    summary: 'Keys that sign a log or did, with the entries by which the log announces and retires them',
  })
  @ApiOkResponse({ type: LogKeysAnswer })
  async keys(
    @Param() { association }: LogPath,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LogKeysAnswer> {
    const { size } = await this.log.newest(association);
    const history = await this.logKeys.of(association);
    if (history.origin === null) throw new Refusal('no-checkpoint-yet');
    void reply.header('Cache-Control', NEVER_KEPT);
    // What no checkpoint covers nobody could prove.
    return logKeysAnswer(history.origin, historyAt(history, size));
  }

  @Get('tile/:level/*')
  @Open('log')
  @ApiOperation({
    operationId: 'showTile',
    summary: 'A tile of hashes: https://c2sp.org/tlog-tiles; partial ones of the sizes of published checkpoints',
  })
  @ApiParam({ name: 'level', schema: { type: 'string', pattern: '^\\d{1,2}$' }, description: 'From 0, of leaf hashes' })
  @ApiTilePath()
  @ApiProduces('application/octet-stream')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  @ApiNotFoundResponse({ description: 'log-unknown, no-such-tile' })
  async tile(
    @TilePath() { association, path }: TilePlace,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const tile = await this.log.place(association, path);
    const hashes = await this.log.hashesOfTile(association, tile as HashTile);
    void reply.header('Cache-Control', tile.width === TILE_WIDTH ? KEPT_FOR_EVER : KEPT_A_WHILE);
    return new StreamableFile(hashes, { type: 'application/octet-stream', length: hashes.length });
  }

  @Get('consistency')
  @Open('log')
  @ApiOperation({ operationId: 'proveConsistency', summary: 'Proof that a tree begins with an older one' })
  @ApiOkResponse({ type: ConsistencyAnswer })
  @ApiUnprocessableEntityResponse({ description: 'sizes-impossible' })
  async consistency(
    @Param() { association }: LogPath,
    @QueryParameters() { from, to }: ConsistencyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ConsistencyAnswer> {
    const hashes = await this.log.consistency(association, from, to);
    void reply.header('Cache-Control', KEPT_FOR_EVER);
    return { from, to, hashes: hashes.map(toBase64) };
  }

  @Get('inclusion')
  @Open('log')
  @ApiOperation({ operationId: 'proveInclusion', summary: 'Proof that a leaf is in a tree at its place' })
  @ApiOkResponse({ type: InclusionAnswer })
  @ApiNotFoundResponse({ description: 'log-unknown, no-such-leaf' })
  @ApiUnprocessableEntityResponse({ description: 'sizes-impossible, leaf-not-by-hash' })
  async inclusion(
    @Param() { association }: LogPath,
    @QueryParameters() { leaf, size: wanted }: InclusionRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<InclusionAnswer> {
    const place = placeOfLeaf(leaf);
    const { size, hashes } = await this.log.inclusion(association, place, wanted);
    void reply.header('Cache-Control', wanted === undefined ? NEVER_KEPT : KEPT_FOR_EVER);
    return { leaf: place, size, hashes: hashes.map(toBase64) };
  }
}
