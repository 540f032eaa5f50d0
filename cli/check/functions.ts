import { madeFunctions } from "../../stacks/made-functions";
import { isHome, isMissing } from "./check";
import type { Check, CheckedEnvironment } from "./check";

const madeIn = (environment: CheckedEnvironment) =>
  isHome(environment)
    ? madeFunctions(environment.landingZone).filter(({ account }) => account.slug === environment.account.slug)
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
    const found = madeIn(environment).map(async ({ functionName, sha256 }) => {
      try {
        return (await functionSha256(functionName)) === sha256() ? [] : [differs(functionName)];
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
