import { labelOf, rulesetOrDraft } from '#statute';
import type { AssessedGroup, Assessment, PrintedArticle } from './assessment.js';

export type Language = 'ja' | 'en';

/** A judgement as a person reads it: group by group, what came out and why. */
export function judgementText(assessment: Assessment, language: Language, everyRule = false): string {
  const say = new Saying(assessment, language, everyRule);
  return `${[...say.heading(), ...assessment.groups.flatMap((group) => ['', ...say.group(group)]), ...say.articles()].join('\n')}\n`;
}

const WORDS = {
  allowed: ['可', 'allowed'],
  blocked: ['不可', 'NOT allowed'],
  judgement: ['判定', 'Judgement'],
  planned: ['予定', 'planned'],
  done: ['実施済', 'done'],
  law: ['規則版', 'Law'],
  dryRun: ['試算', 'Dry run'],
  dryRunNote: ['現行の規則による判定ではありません。', 'This is not a judgement under the law in force.'],
  asOf: ['基準時点', 'As known at'],
  masked: ['個人番号とみられる記載を伏せました。', 'What looks like an individual number was masked.'],
  lines: ['明細', 'Lines'],
  route: ['根拠', 'Route'],
  noRoute: ['なし', 'none'],
  exclusion: ['適用除外', 'Exclusion'],
  duty: ['記録義務', 'Record'],
  fields: ['記録事項', 'Fields'],
  besides: ['法定外', 'not statutory'],
  keep: ['保存期限', 'Keep until'],
  keepOpen: ['一連の記録が閉じた後に定まります', 'set once the series is closed'],
  view: ['本人への表示', 'Shown to the member'],
  missing: ['不足', 'Missing'],
  findings: ['指摘', 'Findings'],
  cites: ['条文', 'Articles'],
  rules: ['適用した規則', 'Rules tried'],
  decided: ['決め手', 'decided'],
  passed: ['該当せず', 'did not apply'],
  printed: ['記載された条番号', 'Articles as printed'],
  unknown: ['対応する条文が不明', 'not known'],
  ambiguous: ['ほかの読み方', 'or'],
} as const satisfies Record<string, readonly [ja: string, en: string]>;

class Saying {
  readonly #ruleset;

  constructor(
    private readonly assessment: Assessment,
    private readonly language: Language,
    private readonly everyRule: boolean,
  ) {
    this.#ruleset = rulesetOrDraft(assessment.ruleset.id);
  }

  heading(): string[] {
    const { allowed, phase, ruleset, dryRun, asOf, masked } = this.assessment;
    const { language } = this;
    const note = ruleset.note?.[language];
    return [
      this.#row('judgement', `${this.#verdict(allowed)} (${this.#word(phase)})`),
      this.#row('law', `${ruleset.title[language]} [${ruleset.id}]`),
      ...(dryRun ? [this.#row('dryRun', [this.#word('dryRunNote'), note].filter(Boolean).join(' '))] : []),
      ...(asOf === null ? [] : [this.#row('asOf', asOf)]),
      ...(masked ? [this.#word('masked')] : []),
    ];
  }

  group(group: AssessedGroup): string[] {
    const { lines, allowed, route, basis, exclusion, duty, method, retainUntil, memberView, missing } = group;
    const ground = route !== null ? this.#label('routes', route) : basis !== null ? this.#label('bases', basis) : null;
    return [
      `■ ${this.#word('lines')} ${ranges(lines)}: ${this.#verdict(allowed)}`,
      this.#inner('route', ground ?? this.#word('noRoute')),
      ...(exclusion === null ? [] : [this.#inner('exclusion', this.#label('exclusions', exclusion))]),
      this.#inner(
        'duty',
        [this.#label('duties', duty), ...(method ? [this.#label('methods', method)] : [])].join(' / '),
      ),
      ...this.#fields(group),
      ...(method === null ? [] : [this.#inner('keep', retainUntil ?? this.#word('keepOpen'))]),
      this.#inner('view', this.#label('views', memberView)),
      ...(missing.length === 0 ? [] : [this.#inner('missing', missing.map(placeOf).join(', '))]),
      ...this.#findings(group),
      ...group.citations.map((one, index) => this.#listed('cites', index, `${one.ref}  ${one[this.language]}`)),
      ...this.#rules(group),
    ];
  }

  articles(): string[] {
    const { articles } = this.assessment;
    return articles.length === 0
      ? []
      : ['', `■ ${this.#word('printed')}`, ...articles.map((one) => this.#article(one))];
  }

  #article({ printed, status, current, meanings }: PrintedArticle): string {
    if (current === null) return `  ${printed} → ${this.#word('unknown')}`;
    const others = meanings.slice(1).map(({ ref }) => ref);
    const doubt = status === 'ambiguous' ? ` (${this.#word('ambiguous')} ${others.join(', ')})` : '';
    return `  ${printed} → ${current.ref}  ${current[this.language]}${doubt}`;
  }

  #fields({ statutoryFields }: AssessedGroup): string[] {
    if (statutoryFields.length === 0) return [];
    const told = statutoryFields.map(({ code, statutory }) => {
      const name = this.#ruleset ? labelOf(this.#ruleset, 'fields', code)[this.language] : code;
      return statutory ? name : `${name} (${this.#word('besides')})`;
    });
    return [this.#inner('fields', told.join(this.language === 'ja' ? '・' : '; '))];
  }

  #findings({ findings }: AssessedGroup): string[] {
    return findings.map(({ severity, code, pointer, ...text }, index) => {
      const where = pointer === '' ? '' : ` ${pointer}`;
      return this.#listed(
        'findings',
        index,
        `[${this.#name('severities', severity)}] ${text[this.language]} (${code}${where})`,
      );
    });
  }

  // Those that applied are told in words; the others by their names, in the order in which they were asked.
  #rules({ tried }: AssessedGroup): string[] {
    const words = new Map(this.assessment.rules.map(({ rule, when }) => [rule, when[this.language]]));
    const told = tried.filter(({ hit }) => hit || this.everyRule);
    const lines = told.map(({ rule, hit, decided }, index) => {
      const mark = `${hit ? '●' : '○'} ${rule}${decided ? ` ← ${this.#word('decided')}` : ''}`;
      return this.#listed('rules', index, `${mark}  ${words.get(rule) ?? ''}`);
    });
    const others = tried.filter(({ hit }) => !hit).map(({ rule }) => rule);
    if (this.everyRule || others.length === 0) return lines;
    return [...lines, this.#inner('passed', others.join(' '))];
  }

  #verdict(allowed: boolean): string {
    return this.#word(allowed ? 'allowed' : 'blocked');
  }

  #label(kind: string, code: string): string {
    return `${this.#name(kind, code)} [${code}]`;
  }

  #name(kind: string, code: string): string {
    return this.#ruleset ? labelOf(this.#ruleset, kind, code)[this.language] : code;
  }

  #word(name: keyof typeof WORDS): string {
    return WORDS[name][this.language === 'ja' ? 0 : 1];
  }

  #row(name: keyof typeof WORDS, text: string): string {
    return `${this.#word(name)}: ${text}`;
  }

  #inner(name: keyof typeof WORDS, text: string): string {
    return `  ${padded(this.#word(name))}${text}`;
  }

  /** The name stands before the first of a list alone. */
  #listed(name: keyof typeof WORDS, index: number, text: string): string {
    return `  ${padded(index === 0 ? this.#word(name) : '')}${text}`;
  }
}

/** Where a missing part is to be stated: in the body that is sent, or in the arrangement. */
function placeOf(field: string): string {
  return field === 'consentId' ? '/members/*/consentId' : `/${field.replaceAll('.', '/')}`;
}

const COLUMNS = 20;

/** Filled up to a column; characters of Japanese take two. */
function padded(text: string): string {
  const width = [...text].reduce((sum, sign) => sum + (sign.codePointAt(0)! > 0x2000 ? 2 : 1), 0);
  return `${text}${' '.repeat(Math.max(1, COLUMNS - width))}`;
}

/** `1-3, 7` */
function ranges(lines: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const line of lines) {
    const last = runs.at(-1);
    if (last && last[1] + 1 === line) last[1] = line;
    else runs.push([line, line]);
  }
  return runs.map(([first, last]) => (first === last ? String(first) : `${first}-${last}`)).join(', ');
}
