import { githubTrust, gitlabTrust } from "../../../config/access/ci-subjects";
import type { OidcCondition } from "../../../config/access/settings";

const GITHUB = {
  owner: "example-org",
  repository: "landing-zone",
  defaultBranch: "main",
  provider: "new",
} as const;
const IDS = { ownerId: "11", repositoryId: "22" };
const GITLAB = {
  host: "gitlab.com",
  group: "example-org/platform",
  project: "landing-zone",
  branch: "main",
  protectedEnvironment: false,
  provider: "new",
} as const;

type Claims = Readonly<Record<string, string>>;

/** Decides as IAM does: every key of every operator is met by one of its values. */
function isMet(condition: OidcCondition, issuer: string, claims: Claims): boolean {
  return Object.entries(condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => {
      const claim = claims[key.slice(issuer.length + 1)];
      return [values].flat().some((value) => claim !== undefined && matches(operator, value, claim));
    }),
  );
}

function matches(operator: string, value: string, claim: string): boolean {
  const pattern = value.replace(/[.+^${}()|[\]\\]/g, "\\$&").replaceAll("*", ".*");
  return operator === "StringLike" ? new RegExp(`^${pattern}$`).test(claim) : value === claim;
}

describe("tokens of GitHub", () => {
  const ISSUER = "token.actions.githubusercontent.com";
  const token = (sub: string, more: Claims = {}): Claims => ({ aud: "sts.amazonaws.com", sub, ...more });
  const may = (what: "apply" | "plan", claims: Claims, settings: Parameters<typeof githubTrust>[0]) =>
    isMet(githubTrust(settings)[what], ISSUER, claims);

  it.each(["repo:example-org/landing-zone:pull_request", "repo:example-org/landing-zone:ref:refs/heads/main"])(
    "plan as %s",
    (sub) => {
      expect(may("plan", token(sub), GITHUB)).toBe(true);
    },
  );

  it.each([
    "repo:example-org/landing-zone:ref:refs/heads/other",
    "repo:example-org/landing-zone:ref:refs/heads/main2",
    "repo:example-org/landing-zone:ref:refs/tags/main",
    "repo:example-org/landing-zone:environment:production",
    "repo:example-org/landing-zone:pull_request_target",
    "repo:example-org/landing-zone-2:pull_request",
    "repo:example-org2/landing-zone:pull_request",
    "repo:fork/landing-zone:pull_request",
    "repo:fork/x:example-org/landing-zone:pull_request",
    "repo:Example-org/landing-zone:pull_request",
    "repo:example-org@11/landing-zone@22:pull_request",
    "",
  ])("do not plan as %s", (sub) => {
    expect(may("plan", token(sub), GITHUB)).toBe(false);
  });

  it("apply as the environment, or as the default branch where there is none", () => {
    const environment = token("repo:example-org/landing-zone:environment:production");
    const branch = token("repo:example-org/landing-zone:ref:refs/heads/main");
    const protectedOne = { ...GITHUB, environment: "production" };
    expect([may("apply", environment, protectedOne), may("apply", branch, protectedOne)]).toEqual([true, false]);
    expect([may("apply", environment, GITHUB), may("apply", branch, GITHUB)]).toEqual([false, true]);
  });

  it.each(["pull_request", "ref:refs/heads/feature", "environment:productions", "environment:staging"])(
    "never apply as %s",
    (context) => {
      const settings = { ...GITHUB, ...IDS, environment: "production" };
      const ids = { repository_id: "22", ref: "refs/heads/main" };
      expect(may("apply", token(`repo:example-org/landing-zone:${context}`, ids), settings)).toBe(false);
      expect(may("apply", token(`repo:example-org@11/landing-zone@22:${context}`, ids), settings)).toBe(false);
    },
  );

  it.each([
    ["refs/heads/main", true],
    ["refs/heads/feature", false],
    ["refs/pull/12/merge", false],
    ["refs/tags/main", false],
  ])("of %s apply as an environment that nobody has limited: %j", (ref, applies) => {
    const settings = { ...GITHUB, ...IDS, environment: "production" };
    const sub = "repo:example-org@11/landing-zone@22:environment:production";
    expect(may("apply", token(sub, { repository_id: "22", ref }), settings)).toBe(applies);
  });

  it("are matched in both forms of sub where the ids are known, and by the repository's id in both", () => {
    const settings = { ...GITHUB, ...IDS };
    const forms = ["repo:example-org/landing-zone", "repo:example-org@11/landing-zone@22"];
    for (const form of forms) {
      expect(may("plan", token(`${form}:pull_request`, { repository_id: "22" }), settings)).toBe(true);
      expect(may("plan", token(`${form}:pull_request`, { repository_id: "23" }), settings)).toBe(false);
      expect(may("plan", token(`${form}:pull_request`), settings)).toBe(false);
    }
    const squatted = token("repo:example-org@99/landing-zone@98:pull_request", { repository_id: "98" });
    expect(may("plan", squatted, settings)).toBe(false);
  });

  it("are for AWS", () => {
    const sub = "repo:example-org/landing-zone:pull_request";
    expect(may("plan", { sub, aud: "https://github.com/example-org" }, GITHUB)).toBe(false);
  });
});

describe("tokens of GitLab", () => {
  const may = (what: "apply" | "plan", sub: string, aud = "https://gitlab.com") =>
    isMet(gitlabTrust(GITLAB)[what], "gitlab.com", { aud, sub });
  const PROJECT = "project_path:example-org/platform/landing-zone";

  it("plan on any branch, and apply on the protected one", () => {
    const [main, other] = [`${PROJECT}:ref_type:branch:ref:main`, `${PROJECT}:ref_type:branch:ref:feature/x`];
    expect([may("plan", main), may("plan", other)]).toEqual([true, true]);
    expect([may("apply", main), may("apply", other)]).toEqual([true, false]);
  });

  it.each([
    `${PROJECT}:ref_type:tag:ref:main`,
    `${PROJECT}-2:ref_type:branch:ref:main`,
    "project_path:fork/landing-zone:ref_type:branch:ref:main",
    "project_path:example-org/platform/other/landing-zone:ref_type:branch:ref:main",
    "",
  ])("do neither as %s", (sub) => {
    expect([may("plan", sub), may("apply", sub)]).toEqual([false, false]);
  });

  it("have the audience that was agreed upon", () => {
    expect(may("plan", `${PROJECT}:ref_type:branch:ref:main`, "https://elsewhere.example.com")).toBe(false);
  });

  it("apply from a protected environment of production alone, where that is asked for, and plan from anywhere", () => {
    const { apply, plan } = gitlabTrust({ ...GITLAB, protectedEnvironment: true });
    const main = `${PROJECT}:ref_type:branch:ref:main`;
    const may = (trust: typeof apply, sub: string) => isMet(trust, "gitlab.com", { aud: "https://gitlab.com", sub });
    expect(may(apply, `${main}:environment_protected:true:deployment_tier:production`)).toBe(true);
    for (const rest of [
      "",
      ":environment_protected:false:deployment_tier:production",
      ":environment_protected::deployment_tier:",
      ":environment_protected:true:deployment_tier:staging",
    ]) {
      expect([rest, may(apply, main + rest), may(plan, main + rest)]).toEqual([rest, false, true]);
    }
    expect(
      may(apply, `${main}:environment_protected:true:deployment_tier:production`.replace("ref:main", "ref:topic")),
    ).toBe(false);
  });

  it("have a * after ref_type:branch:ref: and nowhere else", () => {
    const texts = JSON.stringify(gitlabTrust(GITLAB));
    expect(texts.match(/[^"]*\*/g)).toEqual([`${PROJECT}:ref_type:branch:ref:*`]);
  });
});
