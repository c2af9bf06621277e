import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ListField, UuidField } from '#platform';
import { RepresentationAnswer, representationAnswer } from '../keep-representations/representation.answer.js';
import { Represented } from '../representations/represented.js';
import { CurrentCaller, Permit, type AssociationCaller } from '../tokens/permit.js';

export class RepresentedMemberAnswer extends RepresentationAnswer {
  @UuidField({ description: 'Member reference of whom I may represent' })
  ref!: string;
}

export class RepresentedListAnswer {
  @ListField(() => RepresentedMemberAnswer, { max: 1_000 })
  represented!: RepresentedMemberAnswer[];
}

@ApiTags('representatives')
@Controller('v1/represented')
export class RepresentedController {
  constructor(@Inject(Represented) private readonly represented: Represented) {}

  @Get()
  @Permit('represented:read')
  @ApiOperation({
    operationId: 'listRepresented',
    summary: 'Whom I may represent today, and on which day that ends by itself',
  })
  @ApiOkResponse({ type: RepresentedListAnswer })
  async list(@CurrentCaller() caller: AssociationCaller): Promise<RepresentedListAnswer> {
    const all = await this.represented.by(caller);
    return {
      represented: all.map(({ ref, representation, endsOn }) => ({
        ref,
        ...representationAnswer(representation, endsOn),
      })),
    };
  }
}
