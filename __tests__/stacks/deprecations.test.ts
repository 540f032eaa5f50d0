// Node.js 22 and newer print a warning (DEP0044) when cdktf asks `util.isArray` of an output's value; Node.js 20 does not.
import { readFileSync } from "node:fs";
import util from "node:util";
import { parseLandingZone } from "../../config/load";
import { synthesizeLandingZone } from "../support/landing-zones";

it.each(["landing-zone.yaml", "examples/strictest.yaml"])("no stack of %s makes a newer Node.js warn", (file) => {
  const asked = jest.spyOn(util, "isArray");
  synthesizeLandingZone(parseLandingZone(readFileSync(file, "utf8"), file).landingZone);
  expect(asked).not.toHaveBeenCalled();
});
