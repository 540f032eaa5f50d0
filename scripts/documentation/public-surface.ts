import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import ts from "typescript";

/** The part of package.json that says what can be imported. */
export interface Manifest {
  readonly exports: Readonly<Record<string, { readonly types?: string } | string>>;
}

/** A prop of an interface or a field of a class. */
export interface Member {
  readonly name: string;
  readonly optional: boolean;
  /** As the source has it, on one line; with its parameters if it is a method. */
  readonly type: string;
  readonly doc: Doc;
}

/** What a docstring says. */
export interface Doc {
  /** Empty: nothing. */
  readonly text: string;
  /** What follows `@default`. */
  readonly default?: string;
  /** What follows each `@throws`. */
  readonly throws: readonly string[];
  /** Addresses of `@see`. */
  readonly pages: readonly string[];
}

/** Something that the package exports. */
export interface Exported {
  readonly name: string;
  readonly kind: "class" | "const" | "function" | "interface" | "type";
  readonly doc: Doc;
  /** Of functions, and of the constructors of classes. */
  readonly parameters: readonly Member[];
  /** What a function gives, what a type stands for, and what a constant is. */
  readonly type: string;
  /** Of classes and interfaces, and of types that stand for objects; inherited ones too. */
  readonly members: readonly Member[];
  /** Types of this project that it names. */
  readonly names: readonly string[];
}

/** What one path of the package exports. */
export interface Entry {
  /** As in `cdktf-landing-zone/<path>`. */
  readonly path: string;
  /** What the docstring of the index says, without what all of them say. */
  readonly about: string;
  readonly exported: readonly Exported[];
}

const HIDDEN = ts.ModifierFlags.Private | ts.ModifierFlags.Protected;
/** The whole text of a type, also where it has a name. */
const COMPLETE: ts.TypeFormatFlags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.InTypeAlias;

/** What the package exports, from the sources. Only this project's files are read: what libraries declare stays a name. */
export function publicSurface({ exports }: Manifest): Entry[] {
  const sources = new Map(
    Object.entries(exports).flatMap(([path, target]): [string, string][] =>
      typeof target === "string" || target.types === undefined
        ? []
        : [[path.replace(/^\.\/?/, ""), target.types.replace(/^\.\/dist\//, "").replace(/\.d\.ts$/, ".ts")]],
    ),
  );
  const program = programOf([...sources.values()]);
  const checker = program.getTypeChecker();
  return [...sources].map(([path, file]) => {
    const source = program.getSourceFile(resolve(file));
    const index = source && checker.getSymbolAtLocation(source);
    if (source === undefined || index === undefined) throw new Error(`${file} exports nothing`);
    const exported = checker.getExportsOfModule(index).map((symbol) => exportedOf(checker, symbol));
    return { path, about: aboutOf(source), exported: exported.sort((a, b) => (a.name < b.name ? -1 : 1)) };
  });
}

function programOf(files: readonly string[]): ts.Program {
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ["lib.es2022.d.ts"],
    types: [],
    strict: true,
    skipLibCheck: true,
  };
  const host = ts.createCompilerHost(options, true);
  host.resolveModuleNameLiterals = (names, from) => names.map(({ text }) => ({ resolvedModule: ownFile(text, from) }));
  return ts.createProgram(
    files.map((file) => resolve(file)),
    options,
    host,
  );
}

function ownFile(name: string, from: string): ts.ResolvedModuleFull | undefined {
  if (!name.startsWith(".")) return undefined;
  const path = join(dirname(from), name);
  const file = [`${path}.ts`, join(path, "index.ts")].find((candidate) => existsSync(candidate));
  return file === undefined ? undefined : { resolvedFileName: file, extension: ts.Extension.Ts };
}

/** The sentences that an index begins with. */
function aboutOf(source: ts.SourceFile): string {
  const [comment] = ts.getLeadingCommentRanges(source.text, 0) ?? [];
  const text = comment === undefined ? "" : source.text.slice(comment.pos, comment.end);
  return text
    .replace(/^\/\*\*|\*\/$/g, "")
    .replace(/^\s*\*/gm, "")
    .replace(/What is not here [^]*$/, "")
    .replace(/\s+/g, " ")
    .trim();
}

function exportedOf(checker: ts.TypeChecker, symbol: ts.Symbol): Exported {
  const target = (symbol.flags & ts.SymbolFlags.Alias) === 0 ? symbol : checker.getAliasedSymbol(symbol);
  const declaration = target.declarations?.at(0);
  if (declaration === undefined) throw new Error(`${symbol.name} is exported, and declared nowhere`);
  const common = { name: symbol.name, doc: docOf(checker, target), names: namesIn(checker, declaration) };
  if (ts.isClassDeclaration(declaration)) {
    const members = membersOf(checker, checker.getDeclaredTypeOfSymbol(target));
    return {
      ...common,
      kind: "class",
      parameters: parametersOf(checker, makerOf(checker, declaration)),
      type: "",
      members,
    };
  }
  if (ts.isInterfaceDeclaration(declaration)) {
    const members = membersOf(checker, checker.getDeclaredTypeOfSymbol(target));
    return { ...common, kind: "interface", parameters: [], type: "", members };
  }
  if (ts.isTypeAliasDeclaration(declaration)) {
    const type = checker.getDeclaredTypeOfSymbol(target);
    // What is computed from something else changes with it.
    const isComputed = /\b(?:keyof|typeof)\b/.test(declaration.type.getText());
    const text = isComputed ? checker.typeToString(type, declaration, COMPLETE) : textOf(declaration.type);
    const isObject = !type.isUnion() && (type.flags & ts.TypeFlags.Object) !== 0;
    return { ...common, kind: "type", parameters: [], type: text, members: isObject ? membersOf(checker, type) : [] };
  }
  if (ts.isFunctionDeclaration(declaration)) {
    const type = declaration.type === undefined ? "" : textOf(declaration.type);
    return { ...common, kind: "function", parameters: parametersOf(checker, declaration), type, members: [] };
  }
  const type = checker.typeToString(checker.getTypeOfSymbol(target), declaration, COMPLETE);
  return { ...common, kind: "const", parameters: [], type, members: [] };
}

/** The constructor of a class, or the one that it inherits. */
function makerOf(checker: ts.TypeChecker, declaration: ts.ClassDeclaration): ts.ConstructorDeclaration | undefined {
  const own = declaration.members.find(ts.isConstructorDeclaration);
  const [base] = checker.getBaseTypes(checker.getTypeAtLocation(declaration) as ts.InterfaceType);
  const inherited = base?.getSymbol()?.declarations?.find(ts.isClassDeclaration);
  return own ?? (inherited && makerOf(checker, inherited));
}

function parametersOf(checker: ts.TypeChecker, make: ts.SignatureDeclaration | undefined): Member[] {
  return [...(make?.parameters ?? [])].map((parameter) => {
    const doc = ts.getJSDocParameterTags(parameter).map(({ comment }) => ts.getTextOfJSDocComment(comment) ?? "");
    return {
      // What is taken apart at once has no name of its own.
      name: `${parameter.dotDotDotToken === undefined ? "" : "..."}${ts.isIdentifier(parameter.name) ? parameter.name.text : "options"}`,
      optional: !isRequired(parameter),
      type: parameter.type === undefined ? typeOfDefault(checker, parameter) : textOf(parameter.type),
      doc: { text: flat(doc.join(" ")), default: parameter.initializer?.getText(), throws: [], pages: [] },
    };
  });
}

function isRequired({ dotDotDotToken, initializer, questionToken }: ts.ParameterDeclaration): boolean {
  return dotDotDotToken === undefined && initializer === undefined && questionToken === undefined;
}

function typeOfDefault(checker: ts.TypeChecker, parameter: ts.ParameterDeclaration): string {
  return checker.typeToString(checker.getTypeAtLocation(parameter), parameter, COMPLETE);
}

/** Those that users see, in the order of the source, inherited ones last. */
function membersOf(checker: ts.TypeChecker, type: ts.Type): Member[] {
  return checker.getPropertiesOfType(type).flatMap((symbol) => {
    const declaration = symbol.declarations?.at(0);
    if (declaration === undefined || (ts.getCombinedModifierFlags(declaration) & HIDDEN) !== 0) return [];
    // What libraries declare is described there.
    if (!isOwn(declaration)) return [];
    const optional = (symbol.flags & ts.SymbolFlags.Optional) !== 0;
    return [{ name: symbol.name, optional, type: typeOf(checker, symbol, declaration), doc: docOf(checker, symbol) }];
  });
}

function typeOf(checker: ts.TypeChecker, symbol: ts.Symbol, declaration: ts.Declaration): string {
  if (ts.isMethodDeclaration(declaration) || ts.isMethodSignature(declaration)) {
    const parameters = declaration.parameters.map((parameter) => textOf(parameter)).join(", ");
    return `(${parameters}) => ${declaration.type === undefined ? "" : textOf(declaration.type)}`;
  }
  const node = (declaration as { readonly type?: ts.TypeNode }).type;
  const isComputed = node === undefined || /\b(?:keyof|typeof)\b/.test(node.getText());
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(symbol));
  return isComputed ? checker.typeToString(type, declaration, COMPLETE) : textOf(node);
}

/** The text of a node on one line, without comments. */
function textOf(node: ts.Node): string {
  return flat(node.getText().replace(/\/\*[^]*?\*\//g, ""));
}

function flat(text: string): string {
  return text.replace(/\s+/g, " ").trim();
}

/** What a docstring says; of a member without one what the class or interface says that it implements. */
function docOf(checker: ts.TypeChecker, symbol: ts.Symbol): Doc {
  const tags = (symbol.declarations ?? []).flatMap((declaration) =>
    ts.getJSDocTags(declaration).map((tag) => ({ name: tag.tagName.text, text: tagText(tag) })),
  );
  const called = (name: string): string[] => tags.flatMap((tag) => (tag.name === name ? [tag.text] : []));
  return {
    text: ts.displayPartsToString(symbol.getDocumentationComment(checker)).trim(),
    default: called("default").at(0),
    throws: called("throws"),
    pages: called("see"),
  };
}

/** As it stands there: TypeScript takes the beginning of an address for a name. */
function tagText(tag: ts.JSDocTag): string {
  return flat(
    tag
      .getText()
      .replace(/^@\w+/, "")
      .replace(/^\s*\*/gm, ""),
  );
}

/** Whether this project declares something: of libraries only TypeScript's own types are read. */
function isOwn(declaration: ts.Declaration): boolean {
  return !declaration.getSourceFile().fileName.includes("node_modules");
}

/** Names of types and functions of this project that a declaration speaks of where users see it. */
function namesIn(checker: ts.TypeChecker, declaration: ts.Declaration): string[] {
  const names = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isTypeReferenceNode(node) || ts.isExpressionWithTypeArguments(node)) {
      const symbol = checker.getSymbolAtLocation(ts.isTypeReferenceNode(node) ? node.typeName : node.expression);
      const target = symbol && (symbol.flags & ts.SymbolFlags.Alias) !== 0 ? checker.getAliasedSymbol(symbol) : symbol;
      const declared = target?.declarations?.at(0);
      const isParameter = ((target?.flags ?? 0) & ts.SymbolFlags.TypeParameter) !== 0;
      if (target !== undefined && declared !== undefined && isOwn(declared) && !isParameter) names.add(target.name);
    }
    ts.forEachChild(node, visit);
  };
  const seen = ts.isClassDeclaration(declaration)
    ? declaration.members.flatMap((member): readonly ts.Node[] => visibleOf(member))
    : ts.isFunctionDeclaration(declaration)
      ? [...declaration.parameters, ...(declaration.type === undefined ? [] : [declaration.type])]
      : // What it extends is spelt out in its members.
        ts.isInterfaceDeclaration(declaration)
        ? [...declaration.members]
        : [declaration];
  for (const node of seen) visit(node);
  return [...names].sort();
}

function visibleOf(member: ts.ClassElement): readonly ts.Node[] {
  if ((ts.getCombinedModifierFlags(member) & HIDDEN) !== 0) return [];
  if (ts.isConstructorDeclaration(member)) return [...member.parameters];
  const { parameters = [], type } = member as { readonly parameters?: readonly ts.Node[]; readonly type?: ts.Node };
  return [...parameters, ...(type === undefined ? [] : [type])];
}
