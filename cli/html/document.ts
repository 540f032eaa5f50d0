import { createHash } from "node:crypto";

/** Parts of a page, of which all but the body are the program's own. */
export interface Document {
  /** HTML. */
  readonly title: string;
  readonly style: string;
  readonly script: string;
  /** HTML, what is between `<body>` and the script. */
  readonly body: string;
}

/** A page that loads nothing and runs no program but its own: what somebody got into the body would neither run nor load. */
export function documentHtml({ body, script, style, title }: Document): string {
  const policy = `default-src 'none'; style-src ${hashOf(style)}; script-src ${hashOf(script)}; base-uri 'none'; form-action 'none'`;
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${policy}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="color-scheme" content="light dark" />
<meta name="referrer" content="no-referrer" />
<title>${title}</title>
<style>${style}</style>
</head>
<body>
${body}
<script>${script}</script>
</body>
</html>
`;
}

function hashOf(content: string): string {
  return `'sha256-${createHash("sha256").update(content).digest("base64")}'`;
}
