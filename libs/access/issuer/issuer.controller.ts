import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Open } from '#platform';
import { DEVELOPMENT_ISSUER, DevelopmentIssuer } from './development-issuer.js';

/** The development issuer's own answers: its keys, and where they are (RFC 8414). Only in the embedded mode. */
@ApiTags('development issuer')
@Open()
@Controller('issuer')
export class IssuerController {
  constructor(@Inject(DevelopmentIssuer) private readonly issuer: DevelopmentIssuer) {}

  @Get('jwks.json')
  @ApiOperation({ operationId: 'issuerKeys', summary: 'Public keys of the development issuer' })
  @ApiOkResponse({ description: 'RFC 7517 key set' })
  keys(): object {
    return this.issuer.publicKeys();
  }

  @Get('.well-known/oauth-authorization-server')
  @ApiOperation({ operationId: 'issuerMetadata', summary: 'Metadata of the development issuer' })
  @ApiOkResponse({ description: 'RFC 8414 metadata' })
  metadata(): object {
    return { issuer: DEVELOPMENT_ISSUER, jwks_uri: '/issuer/jwks.json' };
  }
}
