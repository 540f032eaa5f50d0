// Runs the files that take longest first. Where nothing is known of earlier runs, as in continuous integration, jest begins with the
// largest files, and a long one that is begun last keeps one core busy while the others have nothing left to do.
const { default: Sequencer } = require("@jest/test-sequencer");

/** Files that take minutes, the longest first. */
const LONGEST = [
  "e2e/change",
  "e2e/tamper",
  "e2e/baseline",
  "e2e/cloudhsm",
  "e2e/upgrade",
  "e2e/example",
  "e2e/access",
  "e2e/existing-organization",
  "proof/part-mutations",
  "stacks/change/matrix",
  "log-integrity/peer",
  "proof/proof",
  "proof/service-conditions",
  "simulator/evaluation",
  "stacks/change/settings-go-back",
];

module.exports = class LongestFirst extends Sequencer {
  async sort(tests) {
    const rank = ({ path }) => {
      const index = LONGEST.findIndex((name) => path.endsWith(`/__tests__/${name}.test.ts`));
      return index === -1 ? LONGEST.length : index;
    };
    return (await super.sort(tests)).sort((one, other) => rank(one) - rank(other));
  }
};
