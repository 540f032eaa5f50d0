import { errorsOf, plannedResources } from "../../bench/plan-output";

const line = (message: object): string => JSON.stringify(message);
const planned = (action: string) => line({ "@level": "info", type: "planned_change", change: { action } });

describe("the output of terraform plan -json", () => {
  it("counts what is created, changed and adopted, not data sources that are read later", () => {
    const output = [
      line({ "@level": "info", type: "version", terraform: "1.11.4" }),
      ...["create", "create", "update", "import", "read"].map(planned),
      line({ "@level": "info", type: "resource_drift", change: { action: "update" } }),
      line({ "@level": "info", type: "change_summary", changes: { add: 2 } }),
      "",
    ].join("\n");
    expect(plannedResources(output)).toBe(4);
  });

  it("is read between lines that are no JSON", () => {
    expect(plannedResources(["not JSON", planned("create")].join("\n"))).toBe(1);
  });

  it("shows its errors once, without warnings", () => {
    const error = { "@level": "error", diagnostic: { summary: "No credentials", detail: "Set them." } };
    const warning = { "@level": "warn", diagnostic: { summary: "Deprecated", detail: "Soon gone." } };
    expect(errorsOf([error, warning, error].map(line).join("\n"))).toBe("No credentials: Set them.");
  });

  it("is shown as it is when it holds no errors", () => {
    expect(errorsOf("terraform: killed")).toBe("terraform: killed");
  });
});
