import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import ts from "typescript";

/** Uses of public constructs, by their names: what tests synthesize, as their readers would write it, not yet formatted. */
export function usesIn(file: string, packageName: string): Map<string, string> {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
  return new Map(makersIn(source).map(([name, make]) => [name, useOf(source, name, make, packageName)]));
}

/** Names of the props that a use gives, of every construct of that name in it. */
export function propsGiven(file: string): Map<string, Set<string>> {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.ES2022, true);
  return new Map(
    makersIn(source).map(([name, make]) => {
      const given = new Set<string>();
      const visit = (node: ts.Node): void => {
        const props = ts.isNewExpression(node) && lastName(node.expression) === name ? node.arguments?.[2] : undefined;
        if (props !== undefined && ts.isObjectLiteralExpression(props)) {
          for (const property of props.properties) given.add(property.name?.getText() ?? "");
        }
        ts.forEachChild(node, visit);
      };
      visit(make);
      return [name, given];
    }),
  );
}

/** The functions of the exported table, by their keys. */
function makersIn(source: ts.SourceFile): [name: string, make: ts.ArrowFunction][] {
  return source.statements.flatMap((statement) => {
    if (!ts.isVariableStatement(statement)) return [];
    return statement.declarationList.declarations.flatMap(({ initializer }) =>
      initializer !== undefined && ts.isObjectLiteralExpression(initializer)
        ? initializer.properties.flatMap((property): [string, ts.ArrowFunction][] =>
            ts.isPropertyAssignment(property) && ts.isArrowFunction(property.initializer)
              ? [[property.name.getText(), property.initializer]]
              : [],
          )
        : [],
    );
  });
}

/** A use with what it needs of its file: imports, from the package, and constants. */
function useOf(source: ts.SourceFile, name: string, make: ts.ArrowFunction, packageName: string): string {
  const imports = new Map<string, Set<string>>();
  const constants = new Set<ts.VariableStatement>();
  const edits: { readonly from: number; readonly to: number; readonly text: string }[] = [];

  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node) && ts.isIdentifier(node.expression)) {
      const path = namespaceOf(source, node.expression.text);
      if (path !== undefined) {
        addImport(path, node.name.text);
        edits.push({ from: node.getStart(), to: node.name.getStart(), text: "" });
        return;
      }
    }
    if (ts.isNewExpression(node) && lastName(node.expression) === name) {
      const id = node.arguments?.[1];
      if (id?.getText() === '"x"') {
        edits.push({ from: id.getStart(), to: id.getEnd(), text: JSON.stringify(kebab(name)) });
      }
    }
    if (ts.isIdentifier(node) && isReference(node)) {
      const path = namedImportOf(source, node.text);
      const constant = constantOf(source, node.text);
      if (path !== undefined) addImport(path, node.text);
      if (constant !== undefined && !constants.has(constant)) {
        constants.add(constant);
        ts.forEachChild(constant, visit);
      }
    }
    ts.forEachChild(node, visit);
  };
  const addImport = (path: string, imported: string): void => {
    imports.set(path, (imports.get(path) ?? new Set()).add(imported));
  };

  visit(make.body);
  const body = ts.isBlock(make.body)
    ? make.body.statements.map((statement) => edited(source, statement, edits)).join("\n")
    : `${edited(source, make.body, edits)};`;
  const declarations = source.statements.filter((statement) => constants.has(statement as ts.VariableStatement));
  return [
    ...[...imports].sort().map(([path, names]) => {
      const from = path.startsWith(".") ? publicPath(source, path, packageName) : path;
      return `import { ${[...names].sort().join(", ")} } from ${JSON.stringify(from)};`;
    }),
    "",
    ...declarations.map((statement) => edited(source, statement, edits)),
    ...(declarations.length === 0 ? [] : [""]),
    body,
  ].join("\n");
}

/** Text of a node after edits within it. */
function edited(
  source: ts.SourceFile,
  node: ts.Node,
  edits: readonly { readonly from: number; readonly to: number; readonly text: string }[],
): string {
  const own = edits.filter(({ from, to }) => from >= node.getStart() && to <= node.getEnd());
  return [...own]
    .sort((a, b) => b.from - a.from)
    .reduce(
      (text, { from, to, text: other }) =>
        text.slice(0, from - node.getStart()) + other + text.slice(to - node.getStart()),
      node.getText(source),
    );
}

/** `../../modules/s3` of a test is `cdktf-landing-zone/modules/s3`. */
function publicPath(source: ts.SourceFile, path: string, packageName: string): string {
  return `${packageName}/${join(dirname(source.fileName), path)}`;
}

function isReference(node: ts.Identifier): boolean {
  const { parent } = node;
  const isName = (ts.isPropertyAssignment(parent) || ts.isPropertyAccessExpression(parent)) && parent.name === node;
  return !isName;
}

function lastName(expression: ts.Expression): string {
  return ts.isPropertyAccessExpression(expression) ? expression.name.text : expression.getText();
}

function importsOf(source: ts.SourceFile): [clause: ts.NamedImportBindings, path: string][] {
  return source.statements.flatMap((statement): [ts.NamedImportBindings, string][] => {
    const bindings = ts.isImportDeclaration(statement) ? statement.importClause?.namedBindings : undefined;
    const { moduleSpecifier } = statement as ts.ImportDeclaration;
    return bindings === undefined || !ts.isStringLiteral(moduleSpecifier) ? [] : [[bindings, moduleSpecifier.text]];
  });
}

function namespaceOf(source: ts.SourceFile, name: string): string | undefined {
  return importsOf(source).find(([bindings]) => ts.isNamespaceImport(bindings) && bindings.name.text === name)?.[1];
}

function namedImportOf(source: ts.SourceFile, name: string): string | undefined {
  return importsOf(source).find(
    ([bindings]) => ts.isNamedImports(bindings) && bindings.elements.some((element) => element.name.text === name),
  )?.[1];
}

/** The statement of a constant of the file. */
function constantOf(source: ts.SourceFile, name: string): ts.VariableStatement | undefined {
  return source.statements
    .filter(ts.isVariableStatement)
    .find(({ declarationList }) =>
      declarationList.declarations.some(({ name: declared }) =>
        ts.isIdentifier(declared)
          ? declared.text === name
          : declared.elements.some((element) => ts.isBindingElement(element) && element.name.getText() === name),
      ),
    );
}

/** `TrailBucket` is `trail-bucket`. */
function kebab(name: string): string {
  return name.replace(/(?<!^)[A-Z]/g, "-$&").toLowerCase();
}
