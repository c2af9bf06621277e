import { Command, Option } from 'commander';
import {
  currentRuleset,
  dayInJapan,
  diffRulesets,
  digestOf,
  DRAFTS,
  RULESETS,
  rulesetOrDraft,
  type Ruleset,
} from '#statute';
import { CommandError, EXIT } from '../exit-codes.js';
import { differencesText, rulesetLine, rulesetText, type Language } from '../rulesets/ruleset-text.js';

interface Options {
  readonly lang: Language;
  readonly json?: boolean;
}

export function rulesetCommand(): Command {
  const command = new Command('ruleset').description('read the versions of the law: list | show <id> | diff <a> <b>');
  command.addCommand(
    withOptions(new Command('list').description('versions in force and drafts; * is in force today')).action(list),
  );
  command.addCommand(
    withOptions(new Command('show').description('its rules in words, years of keeping and fields of records'))
      .argument('<id>')
      .action(show),
  );
  command.addCommand(
    withOptions(new Command('diff').description('what the second has otherwise than the first, clause by clause'))
      .argument('<a>')
      .argument('<b>')
      .action(diff),
  );
  return command;
}

function withOptions(command: Command): Command {
  return command
    .addOption(new Option('--lang <language>', 'language of the print').choices(['ja', 'en']).default('ja'))
    .option('--json', 'print JSON');
}

function list({ lang, json }: Options): void {
  const inForce = currentRuleset(dayInJapan(new Date().toISOString()));
  const all = [...RULESETS, ...DRAFTS];
  const told = all.map(({ id, title, inForceFrom, lawAsOf, note, base }, index) => ({
    id,
    title,
    inForceFrom,
    lawAsOf,
    note: note ?? null,
    base: base ?? null,
    isInForce: id === inForce.id,
    sha256: digestOf(all[index]!),
  }));
  print(json === true, told, all.map((one) => `${rulesetLine(one, lang, one.id === inForce.id)}\n`).join(''));
}

function show(id: string, { lang, json }: Options): void {
  const ruleset = found(id);
  print(json === true, ruleset, rulesetText(ruleset, lang));
}

function diff(a: string, b: string, { lang, json }: Options): void {
  const differences = diffRulesets(found(a), found(b));
  print(json === true, { before: a, after: b, differences }, differencesText(differences, lang));
}

function print(asJson: boolean, data: unknown, text: string): void {
  process.stdout.write(asJson ? `${JSON.stringify(data, null, 2)}\n` : text);
}

function found(id: string): Ruleset {
  const ruleset = rulesetOrDraft(id);
  if (ruleset) return ruleset;
  const known = [...RULESETS, ...DRAFTS].map((one) => one.id).join(', ');
  throw new CommandError(`${id} is no version of the law; there are ${known}.`, EXIT.usage);
}
