import { applyDecorators, createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { IntField, NumberInQuery, Refusal, TextField } from '#platform';

export const ASSOCIATION = /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/;

export class LogPath {
  @TextField({
    max: 64,
    pattern: ASSOCIATION,
    patternName: 'an id of a-z, 0-9 and hyphens',
    description: 'Whose log',
  })
  association!: string;
}

export class CheckpointRequest {
  @IntField({ min: 1, optional: true, description: 'The first of at least this size; the newest where left out' })
  @NumberInQuery()
  from?: number;
}

export class ConsistencyRequest {
  @IntField({ min: 1, description: 'Size of the older tree' })
  @NumberInQuery()
  from!: number;

  @IntField({ min: 1, description: 'Size of the newer tree, up to that of the newest checkpoint' })
  @NumberInQuery()
  to!: number;
}

export class InclusionRequest {
  @IntField({ description: 'Place of the entry among the leaves, from 0: its position less one' })
  @NumberInQuery()
  leaf!: number;

  @IntField({ min: 1, optional: true, description: 'Size of the tree; that of the newest checkpoint where left out' })
  @NumberInQuery()
  size?: number;
}

export interface TilePlace {
  readonly association: string;
  /** What stands behind `tile/`: as many parts as the index needs. */
  readonly path: string;
}

/** Where a tile is asked for. The validation of classes knows no path of many parts. */
export const TilePath = createParamDecorator((_data: unknown, context: ExecutionContext): TilePlace => {
  const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: TileParams }>>();
  const { association, level = 'entries', '*': rest } = params;
  if (!ASSOCIATION.test(association)) throw new Refusal('log-unknown');
  return { association, path: `${level}/${rest}` };
});

interface TileParams {
  readonly association: string;
  readonly level?: string;
  readonly '*': string;
}

export const ApiTilePath = () =>
  applyDecorators(
    ApiParam({
      name: 'association',
      schema: { type: 'string', pattern: ASSOCIATION.source },
      description: 'Whose log',
    }),
    ApiParam({
      name: 'path',
      schema: { type: 'string' },
      description: '`x001/234`, or `x001/234.p/12` of a partial one',
    }),
  );
