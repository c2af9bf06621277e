import { allLineCodes, allProblems, type LineCode } from '../problems/problem-registry.js';
import type { Language } from '../http/language.js';

export function docsPage(): string {
  return `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Kiroku 記録 API</title>
<link rel="stylesheet" href="/docs/swagger-ui.css">
</head>
<body>
<main id="api"></main>
<script src="/docs/swagger-ui-bundle.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;
}

// validatorUrl null: the page would otherwise send the document to another host.
export const START_SCRIPT = `SwaggerUIBundle({ url: '/openapi.json', dom_id: '#api', deepLinking: true, validatorUrl: null });\n`;

const TITLES: Record<Language, { page: string; code: string; meaning: string; line: string }> = {
  ja: { page: 'エラーの種類', code: '種類', meaning: '意味', line: 'ファイルの行' },
  en: { page: 'Problem types', code: 'Type', meaning: 'Meaning', line: 'line of a file' },
};

/** One row for each problem type, so that the `type` of a problem can be opened and read; then the codes of lines. */
export function problemsPage(language: Language): string {
  const { page, code, meaning, line } = TITLES[language];
  const row = (id: string, where: string, { ja, en }: LineCode) =>
    `<tr id="${id}"><td><code>${id}</code></td><td>${where}</td><td lang="ja">${ja}</td><td lang="en">${en}</td></tr>`;
  const rows = [
    ...allProblems().map(([id, type]) => row(id, String(type.status), type)),
    ...allLineCodes().map(([id, meanings]) => row(id, line, meanings)),
  ];
  return `<!doctype html>
<html lang="${language}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${page} – Kiroku 記録</title></head>
<body>
<h1>${page}</h1>
<table>
<thead><tr><th scope="col">${code}</th><th scope="col">HTTP</th><th scope="col">${meaning}（日本語）</th><th scope="col">${meaning} (English)</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>
</body>
</html>
`;
}
