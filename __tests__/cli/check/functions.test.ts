import { functions } from "../../../cli/check/functions";
import { loadLandingZone } from "../../../config/load";
import { functionSource } from "../../../modules/lambda/function-source";
import { EXAMPLE_FILES } from "../../support/examples";
import { existingLandingZone } from "../../support/landing-zones";
import { synthesized } from "../../../proof/stacks";
import "../../support/quiet-aws-sdk";
import { environmentOf, fakeClients, refusal, whats } from "./fakes";

const validating = existingLandingZone("logValidation: {}");
const NAME = "small-log-validator";

const found = (answer: object) => whats(functions, environmentOf(validating), { [NAME]: answer });

describe("the check of functions", () => {
  it("compares the program in AWS with that of this version", async () => {
    expect(await found({ CodeSha256: functionSource("log-validator").sha256 })).toEqual([]);
    expect(await found({ CodeSha256: functionSource("trail-probe").sha256 })).toEqual([
      "the program of the function small-log-validator is not that of this version",
    ]);
  });

  it("says that there is none, and not that where nobody may ask", async () => {
    expect(await found(refusal("ResourceNotFoundException"))).toEqual([
      "the function small-log-validator does not exist",
    ]);
    await expect(found(refusal("AccessDeniedException"))).rejects.toThrow("refused");
  });

  it("tells how the program comes back", async () => {
    const clients = fakeClients({ [NAME]: { CodeSha256: "another" } });
    const [difference] = await functions.run(environmentOf(validating), clients);
    expect(difference?.advice).toContain(`update-function-code --function-name ${NAME}`);
  });

  it.each(EXAMPLE_FILES)("looks at every function of %s, and at no other", async (file) => {
    const { landingZone } = loadLandingZone(file);
    const made = synthesized(landingZone).flatMap(({ accountSlug, resource }) =>
      Object.values(resource.aws_lambda_function ?? {}).map(
        ({ function_name: name, source_code_hash: sha256 }) => `${accountSlug} ${String(name)} ${String(sha256)}`,
      ),
    );
    const asked: string[] = [];
    for (const account of landingZone.accounts) {
      for (const region of landingZone.regions) {
        const environment = { landingZone, account, region };
        const names: string[] = [];
        const clients = {
          ...fakeClients({}),
          functionSha256: (name: string) => {
            names.push(name);
            return Promise.resolve(made.find((one) => one.startsWith(`${account.slug} ${name} `))?.split(" ")[2] ?? "");
          },
        };
        const differences = functions.concerns(environment) ? await functions.run(environment, clients) : [];
        expect(differences).toEqual([]);
        asked.push(...names.map((name) => `${account.slug} ${name}`));
      }
    }
    expect(asked.sort()).toEqual(made.map((one) => one.split(" ").slice(0, 2).join(" ")).sort());
  });
});
