import { Controller, Get, Inject } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permit } from '#access';
import { Clock, FlagField, ListField, TextField, TextsField } from '#platform';
import { currentRuleset, dayInJapan } from '#statute';

const MANY = 10_000;

export class ItemAnswer {
  @TextField()
  code!: string;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;

  @FlagField({ description: '要配慮個人情報 (art. 2(3)), or handled alike' })
  sensitive!: boolean;
}

export class PurposeAnswer {
  @TextField()
  code!: string;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;

  @TextsField({ max: 10, description: 'Classes of association that it is for' })
  classes!: string[];
}

export class CatalogueAnswer {
  @TextField()
  ruleset!: string;

  @ListField(() => ItemAnswer, { max: MANY })
  items!: ItemAnswer[];

  @ListField(() => PurposeAnswer, { max: MANY })
  purposes!: PurposeAnswer[];
}

@ApiTags('catalogue')
@Controller('v1/catalogue')
export class ShowCatalogueController {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  @Get()
  @Permit('catalogue:read')
  @ApiOperation({
    operationId: 'showCatalogue',
    summary: 'The codes of items and purposes that transfers are posted with',
  })
  @ApiOkResponse({ type: CatalogueAnswer })
  show(): CatalogueAnswer {
    const { id, items, purposes } = currentRuleset(dayInJapan(this.clock.now().toISOString()));
    return {
      ruleset: id,
      items: items.map(({ code, ja, en, sensitive }) => ({ code, ja, en, sensitive })),
      purposes: purposes.map(({ code, ja, en, classes }) => ({ code, ja, en, classes: [...classes] })),
    };
  }
}
