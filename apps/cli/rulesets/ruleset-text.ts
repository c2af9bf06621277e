import { citation, labelOf, rulesInWords, type RulesetDifference, type Ruleset } from '#statute';

export type Language = 'ja' | 'en';

/** A law in one line: id, day from which it is in force, title. */
export function rulesetLine(ruleset: Ruleset, language: Language, isInForce: boolean): string {
  const draft = language === 'ja' ? '草案' : 'draft';
  const mark = isInForce ? '*' : ' ';
  return [`${mark} ${ruleset.id}`, ruleset.inForceFrom ?? draft, ruleset.title[language]].join('\t');
}

/** A law as a person reads it: its rules in the order in which they are asked, years of keeping, fields. */
export function rulesetText(ruleset: Ruleset, language: Language): string {
  const ja = language === 'ja';
  const rules = [...rulesInWords(ruleset).values()].flatMap(({ rule, when, finding, severity, duty, cites }) => {
    const outcome = [
      ...(finding === null ? [] : [`${labelOf(ruleset, 'severities', severity ?? 'blocking')[language]}: ${finding}`]),
      ...(duty === null ? [] : [labelOf(ruleset, 'duties', duty)[language]]),
    ];
    return [
      `${rule}${outcome.length === 0 ? '' : `  → ${outcome.join(' / ')}`}`,
      `    ${when[language]}`,
      ...cites.map((ref) => `    ${ref}  ${citation(ruleset, ref)[language]}`),
    ];
  });
  const retention = Object.entries(ruleset.retention).map(
    ([method, years]) => `${labelOf(ruleset, 'methods', method)[language]} [${method}]: ${years}${ja ? '年' : ' y'}`,
  );
  const fields = Object.entries(ruleset.fields).map(([duty, list]) => {
    const told = list.map(({ code, statutory }) => {
      const name = labelOf(ruleset, 'fields', code)[language];
      return statutory ? name : `${name} (${ja ? '法定外' : 'not statutory'})`;
    });
    return `${labelOf(ruleset, 'duties', duty)[language]} [${duty}]: ${told.join(ja ? '・' : '; ') || '-'}`;
  });
  return `${[
    `${ruleset.title[language]} [${ruleset.id}]`,
    ...(ruleset.note ? [ruleset.note[language]] : []),
    '',
    ...rules,
    '',
    ja ? '■ 保存期間' : '■ Years of keeping',
    ...retention,
    '',
    ja ? '■ 記録事項' : '■ Fields of records',
    ...fields,
  ].join('\n')}\n`;
}

/** Parts of a law by their names in Japanese; in English they stand for themselves. */
const PARTS: Readonly<Record<string, string>> = {
  gate: '関門',
  duty: '記録義務',
  check: '点検',
  arrangement: '取決めの設定',
  announcement: '公表事項の変更',
  route: '根拠の読替え',
  method: '記録方法',
  basis: '根拠（27条～30条以外）',
  view: '本人への表示',
  line: '授受の呼称',
  condition: '名前付きの条件',
  set: '集合',
  figure: '数値・日付',
  retention: '保存期間',
  fields: '記録事項',
  articles: '根拠の条文',
  title: '名称',
  citation: '条文の要旨',
  finding: '指摘',
  item: '項目',
  purpose: '利用目的',
  label: '名称の一覧',
  fact: '事実の呼称',
  words: '条件の呼称',
  order: '順序',
};

const CHANGES = {
  added: ['追加', 'added'],
  removed: ['削除', 'removed'],
  changed: ['変更', 'changed'],
  moved: ['順序変更', 'moved'],
} as const;

/** What two laws have otherwise, clause by clause: `-` as it was, `+` as it is. */
export function differencesText(differences: readonly RulesetDifference[], language: Language): string {
  if (differences.length === 0) return language === 'ja' ? '違いはありません。\n' : 'There is no difference.\n';
  const blocks = differences.map(({ part, id, change, aspects }) =>
    [
      `${language === 'ja' ? (PARTS[part] ?? part) : part} ${id}: ${CHANGES[change][language === 'ja' ? 0 : 1]}`,
      ...aspects.flatMap(({ aspect, before, after }) => [
        ...(before === null ? [] : [`  - ${aspect}: ${before[language]}`]),
        ...(after === null ? [] : [`  + ${aspect}: ${after[language]}`]),
      ]),
    ].join('\n'),
  );
  return `${blocks.join('\n\n')}\n`;
}
