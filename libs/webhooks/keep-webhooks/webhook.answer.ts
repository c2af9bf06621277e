import { ApiProperty } from '@nestjs/swagger';
import { CodeField, InstantField, ListField, TextField, TextsField, UuidField } from '#platform';
import type { Webhook } from '../domain/webhooks.js';

const NULL = { nullable: true } as const;

/** Why a webhook is as it is, for whoever looks at the list. */
const WHY = {
  asked: { ja: '依頼により停止または終了', en: 'Somebody asked for it' },
  failing: {
    ja: '72時間以上一度も受信できなかったため停止。受信側を直して再開（PATCH、status: active）し、必要なら再送（replay）してください',
    en: 'It took nothing for 72 hours: mend the receiver, switch it on (PATCH, status: active), and replay what is wanted',
  },
  gone: { ja: '受信側が終了（410）を返したため終了', en: 'The receiver said that it is gone (410)' },
} as const;

export class WebhookWhyAnswer {
  @CodeField(Object.keys(WHY), { enumName: 'WebhookWhy' })
  code!: string;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;
}

export class WebhookAnswer {
  @UuidField()
  id!: string;

  @TextField({ ...NULL, description: 'Null once the key of the association is gone' })
  url!: string | null;

  @TextsField({ max: 50 })
  types!: string[];

  @TextsField({ ...NULL, max: 1_000, description: 'The arrangements that it hears of; null for all' })
  arrangements!: string[] | null;

  @CodeField(['active', 'off', 'ended'])
  status!: string;

  @ApiProperty({ type: WebhookWhyAnswer, nullable: true, description: 'Why it is off or over' })
  why!: WebhookWhyAnswer | null;

  @InstantField({ description: 'Since when it is so, or at its address' })
  since!: string;

  @InstantField()
  registeredAt!: string;

  @CodeField(['integrator', 'officer'], { description: 'Role of the account that registered it' })
  role!: string;

  @InstantField({ ...NULL, description: 'Until when the secret of before signs as well' })
  previousSecretUntil!: string | null;
}

export class RegisteredWebhookAnswer extends WebhookAnswer {
  @TextField({
    ...NULL,
    description: 'By which messages are signed; shown this once. Null where it was registered before',
  })
  secret!: string | null;
}

export class WebhookSecretAnswer {
  @TextField({ description: 'Shown this once' })
  secret!: string;

  @InstantField({ ...NULL, description: 'Until when the secret of before signs as well' })
  previousSecretUntil!: string | null;
}

export class WebhookTypeAnswer {
  @TextField()
  type!: string;

  @TextField()
  ja!: string;

  @TextField()
  en!: string;
}

export class WebhookListAnswer {
  @ListField(() => WebhookAnswer, { max: 1_000, description: 'Of an integrator those of its own account' })
  webhooks!: WebhookAnswer[];

  @ListField(() => WebhookTypeAnswer, { max: 100, description: 'What the caller may be told' })
  types!: WebhookTypeAnswer[];
}

export function webhookAnswer(webhook: Webhook, url: string | null): WebhookAnswer {
  const { id, types, arrangements, status, why, since, registeredAt, role, previous } = webhook;
  return {
    id,
    url,
    types: [...types],
    arrangements: arrangements && [...arrangements],
    status,
    why: why && { code: why, ...WHY[why] },
    since,
    registeredAt,
    role,
    previousSecretUntil: previous?.until ?? null,
  };
}
