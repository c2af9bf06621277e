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

/** A place, or a leaf hash in hexadecimal or base64 of either kind. */
const LEAF = /^(?:\d{1,16}|[0-9a-fA-F]{64}|[\w+/-]{43}=?)$/;
const PLACE = /^\d{1,16}$/;

/** No index leads from a hash to its place; the answer to whoever posted the entry names both. */
export function placeOfLeaf(leaf: string): number {
  if (!PLACE.test(leaf)) throw new Refusal('leaf-not-by-hash');
  return Number(leaf);
}

export class InclusionRequest {
  @TextField({
    max: 64,
    pattern: LEAF,
    patternName: 'a place among the leaves',
    description:
      'Place of the entry among the leaves, from 0: its position less one. Leaves are not found by their hash',
  })
  leaf!: string;

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
