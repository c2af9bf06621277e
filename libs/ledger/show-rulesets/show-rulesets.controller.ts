import { Controller, Get, Inject, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Permit } from '#access';
import { Clock, Refusal } from '#platform';
import {
  currentRuleset,
  dayInJapan,
  digestOf,
  diffRulesets,
  DRAFTS,
  RULESETS,
  rulesetOrDraft,
  rulesInWords,
  type Ruleset,
} from '#statute';
import { lawAnswer } from '../assess-transfer/assessment-answer.js';
import { RulesetDifferencesAnswer, RulesetInWordsAnswer, RulesetsAnswer } from './answers.js';
import { requestLawAnswer } from './request-law.answer.js';

@ApiTags('catalogue')
@Controller('v1/rulesets')
export class ShowRulesetsController {
  constructor(@Inject(Clock) private readonly clock: Clock) {}

  @Get()
  @Permit('catalogue:read')
  @ApiOperation({ operationId: 'listRulesets', summary: 'The versions of the law, and drafts to try out' })
  @ApiOkResponse({ type: RulesetsAnswer })
  list(): RulesetsAnswer {
    const inForce = currentRuleset(dayInJapan(this.clock.now().toISOString()));
    return {
      rulesets: [...RULESETS, ...DRAFTS].map((one) => ({
        ...lawAnswer(one),
        isDraft: one.inForceFrom === null,
        isInForce: one.id === inForce.id,
        base: one.base ?? null,
        rules: rulesInWords(one).size,
        sha256: digestOf(one),
      })),
    };
  }

  @Get(':id')
  @Permit('catalogue:read')
  @ApiOperation({ operationId: 'showRuleset', summary: 'A version of the law: its rules in words, and what it says' })
  @ApiOkResponse({ type: RulesetInWordsAnswer })
  @ApiNotFoundResponse({ description: 'not-found' })
  show(@Param('id') id: string): RulesetInWordsAnswer {
    const one = found(id);
    return {
      ...lawAnswer(one),
      rules: [...rulesInWords(one).values()] as unknown as RulesetInWordsAnswer['rules'],
      findings: Object.entries(one.findings).map(([code, text]) => ({ code, ...text })),
      citations: Object.entries(one.citations).map(([ref, text]) => ({ ref, ...text })),
      retention: Object.entries(one.retention).map(([method, years]) => ({ method, years })),
      fields: Object.entries(one.fields).map(([duty, fields]) => ({
        duty,
        fields: fields.map((field) => ({ ...field })),
      })),
      requests: requestLawAnswer(one.requests),
      labels: one.labels,
    };
  }

  @Get(':id/diff/:other')
  @Permit('catalogue:read')
  @ApiOperation({ operationId: 'diffRulesets', summary: 'What one version of the law has otherwise than another' })
  @ApiOkResponse({ type: RulesetDifferencesAnswer })
  @ApiNotFoundResponse({ description: 'not-found' })
  diff(@Param('id') id: string, @Param('other') other: string): RulesetDifferencesAnswer {
    const [before, after] = [found(id), found(other)];
    const differences = diffRulesets(before, after) as unknown as RulesetDifferencesAnswer['differences'];
    return { before: lawAnswer(before), after: lawAnswer(after), differences };
  }
}

function found(id: string): Ruleset {
  const one = rulesetOrDraft(id);
  if (one) return one;
  throw new Refusal('not-found');
}
