import { Inject, Injectable, Module } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { IsInt, Max, validate } from 'class-validator';

class Page {
  @IsInt()
  @Max(100)
  size = 0;
}

@Injectable()
class Clock {
  readonly year = 2026;
}

@Injectable()
class Calendar {
  // No token: this works only when the compiler writes the parameter's type into the decorator's data.
  constructor(
    readonly clock: Clock,
    @Inject('era') readonly era: string,
  ) {}
}

@Module({ providers: [Clock, Calendar, { provide: 'era', useValue: '令和' }] })
class CalendarModule {}

describe('the test run', () => {
  it('injects by the types of the parameters', async () => {
    const calendar = (await Test.createTestingModule({ imports: [CalendarModule] }).compile()).get(Calendar);
    expect([calendar.clock.year, calendar.era]).toEqual([2026, '令和']);
  });

  it('validates by decorators, and refuses', async () => {
    expect(await validate(Object.assign(new Page(), { size: 100 }))).toEqual([]);
    expect(await validate(Object.assign(new Page(), { size: 101 }))).toHaveLength(1);
  });

  it('finds a lib by its name in the sources', async () => {
    expect(import.meta.resolve('#platform')).toMatch(/\/libs\/platform\/index\.ts$/);
  });
});
