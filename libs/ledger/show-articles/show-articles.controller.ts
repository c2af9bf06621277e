import { Controller, Get, Inject, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permit } from '#access';
import { Clock } from '#platform';
import { ARTICLES, citation, currentRuleset, dayInJapan } from '#statute';
import { ArticlesAnswer } from './answers.js';
import { describeArticle } from './describe-article.js';
import { ShowArticlesRequest } from './show-articles.request.js';

@ApiTags('catalogue')
@Controller('v1/catalogue/articles')
export class ShowArticlesController {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  @Get()
  @Permit('catalogue:read')
  @ApiOperation({
    operationId: 'showArticles',
    summary: 'Articles by their numbers of today and of before, and what a printed number is today',
  })
  @ApiOkResponse({ type: ArticlesAnswer })
  show(@Query() { printed, printedOn }: ShowArticlesRequest): ArticlesAnswer {
    const today = dayInJapan(this.clock.now().toISOString());
    const ruleset = currentRuleset(today);
    return {
      numberings: ARTICLES.numberings.map((one) => ({ ...one })),
      articles: ARTICLES.articles.map(({ now, ja, en, was }) => ({
        ...(citation(ruleset, now.ref).ja === now.ref ? { ref: now.ref, ja, en } : citation(ruleset, now.ref)),
        was: Object.entries(was).map(([numbering, { ref }]) => ({ numbering, ref })),
      })),
      reading: printed === undefined ? null : describeArticle(printed, today, printedOn ?? null),
    };
  }
}
