import { runningLocalAws } from "../../../cli/drill/local-aws";
import { existingLandingZone } from "../../support/landing-zones";

const running = (AWS_ENDPOINT_URL?: string) => runningLocalAws(existingLandingZone(), { AWS_ENDPOINT_URL });

describe("the local AWS that a drill is on", () => {
  it("is not there unless the environment names it", async () => {
    expect(await running()).toBeUndefined();
    expect(await running("")).toBeUndefined();
  });

  it.each([
    "https://sts.eu-west-1.amazonaws.com",
    "http://192.0.2.1:5000",
    "http://127.0.0.1.example.com:5000",
    "http://127.0.0.1:5000@example.com",
  ])("is on this machine: not %s", async (endpoint) => {
    await expect(running(endpoint)).rejects.toThrow("a drill is for a local AWS");
  });

  it("answers", async () => {
    await expect(running("http://127.0.0.1:9")).rejects.toThrow("is no local AWS, or it has ended");
  });
});
