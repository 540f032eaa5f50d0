import ts from "typescript";

/** What somebody has to say to use the modules: entries of the objects that a program writes. */
export interface Inputs {
  readonly lines: number;
  readonly all: number;
  /** Those that the type of the object demands, or that stand in an object which has no type of its own. */
  readonly required: number;
}

/** Counts the inputs of a TypeScript program that is type-checked where it is. */
export function inputsOf(file: string, options: ts.CompilerOptions): Inputs {
  const program = ts.createProgram([file], options);
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(file);
  if (source === undefined) throw new Error(`there is no ${file}`);
  let all = 0;
  let required = 0;
  const visit = (node: ts.Node): void => {
    if (ts.isObjectLiteralExpression(node)) {
      const type = checker.getContextualType(node);
      for (const property of node.properties) {
        if (ts.isSpreadAssignment(property)) continue;
        all += 1;
        const symbol = type?.getNonNullableType().getProperty(property.name.getText().replaceAll('"', ""));
        required += symbol !== undefined && (symbol.flags & ts.SymbolFlags.Optional) !== 0 ? 0 : 1;
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return { lines: source.text.trimEnd().split("\n").length, all, required };
}
