import { InstantField, ListField, TextField, UuidField } from '#platform';

export class BindingAnswer {
  @TextField({ description: 'The account, by the name by which events know it' })
  account!: string;

  @UuidField({ description: 'Member reference whose it is' })
  ref!: string;

  @InstantField()
  boundAt!: string;
}

export class BindingListAnswer {
  @ListField(() => BindingAnswer, { max: 100 })
  bindings!: BindingAnswer[];
}
