import { getMetadataStorage, IsInt, MaxLength, validate, type MetadataStorage } from 'class-validator';
import { rememberRules } from './remember-rules.js';

class Parent {
  @IsInt()
  count!: unknown;
}
class Child extends Parent {
  @MaxLength(3)
  name!: unknown;
}

const errors = async (over: object, options: object = {}) =>
  (await validate(Object.assign(new Child(), { count: 1, name: 'abc' }, over), options)).map(
    ({ property }) => property,
  );

describe('the rules of a class', () => {
  beforeAll(() => rememberRules());

  it('are kept with those of its parents, and looked up once', async () => {
    const storage: MetadataStorage = getMetadataStorage();
    expect(await errors({})).toEqual([]);
    expect(await errors({ count: 'x', name: 'abcd' })).toEqual(['name', 'count']);
    const find = () => storage.getTargetValidationMetadatas(Child, '', false, false);
    expect(find()).toBe(find());
    expect(storage.groupByPropertyName(find())).toBe(storage.groupByPropertyName(find()));
  });

  it('are those of the library where groups are asked for', async () => {
    const storage = getMetadataStorage();
    expect(await errors({ count: 'x' }, { groups: ['others'] })).toEqual([]);
    expect(storage.getTargetValidationMetadatas(Child, '', false, false, ['others'])).not.toBe(
      storage.getTargetValidationMetadatas(Child, '', false, false),
    );
  });

  it('are wrapped once, however often it is asked', () => {
    const storage = getMetadataStorage();
    const { getTargetValidationMetadatas: wrapped } = storage;
    rememberRules();
    expect(storage.getTargetValidationMetadatas).toBe(wrapped);
  });
});
