import type { Account } from "../../config/accounts/settings";
import type { LandingZone } from "../../config/landing-zone";
import type { Names } from "../../config/names";
import { functionSource } from "../../modules/lambda/function-source";
import { isHome, isMissing } from "./check";
import type { Check, CheckedEnvironment } from "./check";

interface MadeFunction {
  readonly name: keyof Names;
  /** Name of the file in `functions/`, without its ending. */
  readonly source: string;
  /** Whose it is; nobody's where the file has no use for it. */
  readonly account: (landingZone: LandingZone) => Account | undefined;
}

/** Every function that the landing zone makes, each in the home region. */
const FUNCTIONS: readonly MadeFunction[] = [
  {
    name: "logValidator",
    source: "log-validator",
    account: ({ audit, logValidation }) => (logValidation?.enabled === true ? audit : undefined),
  },
  {
    name: "trailProbe",
    source: "trail-probe",
    account: ({ keyStore, management }) => keyStore && management,
  },
  {
    name: "keyStoreProbe",
    source: "key-store-probe",
    account: ({ keyStore, logArchive }) => keyStore && logArchive,
  },
  {
    name: "coverageProbe",
    source: "inspector-coverage",
    account: ({ audit, inspector }) => inspector && audit,
  },
  {
    name: "cisCollector",
    source: "cis-collector",
    account: ({ audit, inspector }) => (inspector?.cisTargets.length ? audit : undefined),
  },
];

const madeIn = (environment: CheckedEnvironment): readonly MadeFunction[] =>
  isHome(environment)
    ? FUNCTIONS.filter(({ account }) => account(environment.landingZone)?.slug === environment.account.slug)
    : [];

/**
 * The programs of functions. Terraform compares the hash that it uploaded with the file, and does not see a program that somebody
 * uploaded since.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/api/API_GetFunctionConfiguration.html
 */
export const functions: Check = {
  id: "functions",
  title: "Functions run the programs that were deployed",
  concerns: (environment) => madeIn(environment).length > 0,
  async run(environment, { functionSha256 }) {
    const { names } = environment.landingZone;
    const found = madeIn(environment).map(async ({ name, source }) => {
      const functionName = names[name];
      try {
        const isSame = (await functionSha256(functionName)) === functionSource(source).sha256;
        return isSame ? [] : [differs(functionName)];
      } catch (error) {
        if (isMissing(error, "ResourceNotFoundException")) {
          return [{ what: `the function ${functionName} does not exist` }];
        }
        throw error;
      }
    });
    return (await Promise.all(found)).flat();
  },
};

const differs = (functionName: string) => ({
  what: `the program of the function ${functionName} is not that of this version`,
  advice:
    "Either this version has yet to be deployed, or somebody has uploaded another program, which CloudTrail has as " +
    "UpdateFunctionCode, and Terraform does not see. After the deployment, and where it changed nothing, synth and upload the " +
    `archive: aws lambda update-function-code --function-name ${functionName} --zip-file fileb://FILE, where FILE is the filename of ` +
    "the function in cdk.tf.json, in the folder of its stack.",
});
